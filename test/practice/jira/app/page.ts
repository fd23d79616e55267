/** What every component of the practice Jira is given. */
import { createContext, useContext } from 'react';
import { type Issue, issuesOf } from '../data.ts';
import type { JiraSwitches } from '../switches.ts';

export interface JiraState {
  /** Address without the host. */
  url: string;
  /** Epoch ms that ages are counted from. */
  today: number;
  switches: JiraSwitches;
  /** Key → status id, of issues that were moved. */
  moved: Record<string, string>;
}

export interface JiraPage extends JiraState {
  /** Goes to an address as Jira does: without loading the page anew. */
  go: (path: string) => void;
  /** Puts an issue into another status. */
  move: (issue: Issue, status: string) => void;
  /** Grows by one a second, where `churn` is on. */
  tick: number;
}

export const JiraContext = createContext<JiraPage | null>(null);

export function useJira(): JiraPage {
  const page = useContext(JiraContext);
  if (!page) throw new Error('A practice component stands outside its page');
  return page;
}

/** An issue as the page shows it: in the status it has now. */
export const shownAs = ({ switches, moved }: JiraState, issue: Issue): Issue => ({
  ...issue,
  status: moved[issue.key] ?? issue.status,
  ...(switches.titles === 'long' ? { title: `${issue.title}, ${LONG}` } : {}),
});
const LONG =
  'also where a customer has two accounts, one of them closed, and the other was opened in a country that has changed its currency since';

/** The board's and lists' issues. */
export const issuesNow = (page: JiraState): Issue[] =>
  issuesOf(page.switches.cards, page.today).map((issue) => shownAs(page, issue));

/** A third of a list is built from scratch whenever it churns. */
export const churned = (issue: Issue, tick: number): string =>
  `${issue.key} ${issue.number % 3 === 0 ? tick : 0}`;
