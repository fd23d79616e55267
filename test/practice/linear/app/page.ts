/** What every component of the practice Linear is given. */
import { createContext, useContext } from 'react';
import { findIssue, type Issue, inState, issuesOf, ME } from '../data.ts';
import type { LinearRoute } from '../routes.ts';
import type { LinearState } from '../server.ts';

export interface LinearPage extends LinearState {
  route: LinearRoute;
  /** Address without the host. */
  url: string;
  layout: 'list' | 'board';
  /** Entry of the list that j and k chose; null: none. */
  active: string | null;
  /** Entries chosen with x. */
  selected: ReadonlySet<string>;
  /** Identifiers of issues that were put into another state → its name, and when, epoch ms. */
  moved: Readonly<Record<string, readonly [state: string, at: number]>>;
  /** Grows by one a second, where `churn` is on. */
  tick: number;
  /** Goes to an address as Linear does: without loading the page anew. */
  go: (path: string) => void;
  move: (identifier: string, state: string) => void;
  /** Opens the menu of an issue. Viewport px. */
  openMenu: (entry: string, at: { x: number; y: number }) => void;
  /** Entry whose menu is open. */
  menu: { entry: string; x: number; y: number } | null;
}

export const LinearContext = createContext<LinearPage | null>(null);

export function useLinear(): LinearPage {
  const page = useContext(LinearContext);
  if (!page) throw new Error('A practice component stands outside its page');
  return page;
}

const RTL_TITLE = 'تسجيل الدخول بمفتاح مرور على جهاز ثانٍ';
const MORE =
  ' when somebody pastes a table with merged cells from a spreadsheet, saves, and comes back after the session has ended on another device';

type Part = Pick<LinearPage, 'today' | 'switches' | 'moved'>;

/** An issue as it is now, with the title the page was asked for. */
export function nowOf(issue: Issue, { switches, moved }: Part): Issue {
  const [state, at] = moved[issue.identifier] ?? [];
  const now = state ? inState(issue, state, at!) : issue;
  if (switches.titles === 'normal') return now;
  const title = switches.titles === 'rtl' ? `${RTL_TITLE} ${issue.number}` : issue.title + MORE;
  return { ...now, title };
}

export function issueNow(identifier: string, part: Part): Issue | null {
  const found = findIssue(identifier, part.today);
  return found && nowOf(found, part);
}

const kept = new Map<string, Issue[]>();
/** The workspace's issues, made once: 20,000 of them take a while. */
function all({ today, switches }: Part): Issue[] {
  const name = `${switches.issues} ${today}`;
  if (!kept.has(name)) kept.set(name, issuesOf(switches.issues, today));
  return kept.get(name)!;
}

const CLOSED = new Set(['completed', 'canceled', 'duplicate']);

/** What a list or board of this page shows. */
export function issuesFor(route: LinearRoute, part: Part): Issue[] {
  const issues = all(part).map((issue) => nowOf(issue, part));
  switch (route.page) {
    case 'team':
      return issues.filter(
        ({ team, state }) =>
          team.key === route.team &&
          (route.which === 'all' || (route.which === 'backlog') === (state.type === 'backlog')) &&
          (route.which !== 'active' || !CLOSED.has(state.type)),
      );
    case 'cycle':
      return issues.filter(({ team, number }) => team.key === route.team && number % 3 === 1);
    case 'mine':
      return issues.filter(({ assignee, state }) => assignee?.id === ME.id && !CLOSED.has(state.type));
    case 'project':
      return issues.filter(({ number }) => number % 4 === 0);
    case 'view':
      return issues.filter(({ state }) => !CLOSED.has(state.type));
    default:
      return [];
  }
}

export const LABELS = ['Bug', 'Feature', 'Improvement'] as const;
export type Label = (typeof LABELS)[number];

/** Every fourth has two. */
export const labelsOf = ({ number }: Issue): Label[] =>
  number % 4 === 0
    ? [LABELS[number % 3]!, LABELS[(number + 1) % 3]!]
    : number % 4 === 1
      ? []
      : [LABELS[number % 3]!];

/** React's key of what is built from scratch whenever the page churns: a third of all. Else it stays what it was. */
export const churned = ({ number }: Issue, tick: number): number => (number % 3 === 0 ? tick : 0);

/** As Linear's lists write dates: "Sep 20". */
export const dayOf = (at: number): string =>
  new Date(at).toLocaleString('en-US', { month: 'short', day: 'numeric' });
