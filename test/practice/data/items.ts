/**
 * The items of the practice repositories, made by rule: the same number always carries the same title, people
 * and age, so that a test can name what it expects. All instants are epoch ms.
 */
import { HARD_TITLES, LABELS, PEOPLE, PLACES, THINGS, TITLES, VERBS } from './words.ts';

export type State = 'open' | 'closed' | 'draft' | 'merged';

export interface Item {
  owner: string;
  repo: string;
  number: number;
  kind: 'issue' | 'pull';
  title: string;
  state: State;
  author: string;
  assignees: string[];
  labels: string[];
  milestone: number | null;
  comments: number;
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  /** The tracker's own number for it, as in `issue:4501`. */
  id: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Open issues of each repository. */
const OPEN_ISSUES: Readonly<Record<string, number>> = { widgets: 1000, gadgets: 40 };
export const REPOSITORIES = Object.keys(OPEN_ISSUES);

// Ages of the newest items, in days: every band shows on the first screen.
const NEWEST = [0, 0, 1, 2, 3, 5, 9, 12, 21, 29, 34, 43, 58, 76, 97, 128];

/** Age of an item in whole days, by its place from the newest. */
function daysOld(place: number): number {
  return NEWEST[place] ?? 128 + Math.ceil((place - NEWEST.length + 1) * 0.8);
}

/** A number below `below` that looks random and is always the same for the same seeds. */
function pick(seed: number, salt: number, below: number): number {
  let hash = Math.imul(seed ^ (salt * 0x9e3779b9), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
}

const kindOf = (number: number): Item['kind'] => (number % 8 === 0 ? 'pull' : 'issue');

function stateOf(number: number): State {
  if (kindOf(number) === 'issue') return number % 9 === 0 ? 'closed' : 'open';
  return (['open', 'merged', 'draft', 'closed', 'open'] as const)[(number / 8) % 5]!;
}

function titleOf(repo: string, number: number, place: number): string {
  const hard = repo === 'widgets' ? HARD_TITLES[number] : undefined;
  if (hard) return hard;
  const plain = TITLES[place];
  if (plain && repo === 'widgets') return plain;
  const from = <T>(words: readonly T[], salt: number) => words[pick(number, salt, words.length)]!;
  return `${from(VERBS, 1)} ${from(THINGS, 2)} ${from(PLACES, 3)}`;
}

/** Which numbers a repository has: up to the one that makes its count of open issues whole. */
function lastNumber(repo: string): number {
  let open = OPEN_ISSUES[repo]!;
  let number = 0;
  while (open > 0) {
    number += 1;
    if (kindOf(number) === 'issue' && stateOf(number) === 'open') open -= 1;
  }
  return number;
}

function make(repo: string, number: number, last: number, today: number): Item {
  const place = last - number;
  const days = daysOld(place);
  // Off the full day by 50 minutes: the number of whole days holds for most of a day of testing.
  const createdAt = today - days * DAY - 50 * MINUTE - (days === 0 ? place * 3 * 60 * MINUTE : 0);
  const state = stateOf(number);
  const closed = state === 'closed' || state === 'merged';
  const closedAt = closed ? createdAt + Math.floor((today - createdAt) * 0.6) : null;
  const people = pick(number, 4, 5);
  return {
    owner: 'acme',
    repo,
    number,
    kind: kindOf(number),
    title: titleOf(repo, number, place),
    state,
    author: PEOPLE[pick(number, 5, PEOPLE.length)]!,
    assignees: people > 2 ? [] : PEOPLE.slice(pick(number, 6, 5)).slice(0, people),
    labels: Object.keys(LABELS)
      .slice(pick(number, 7, 6))
      .slice(0, pick(number, 8, 3)),
    milestone: [null, null, 1, 2][pick(number, 9, 4)]!,
    comments: pick(number, 10, 9),
    createdAt,
    updatedAt: closedAt ?? createdAt + Math.floor((today - createdAt) * 0.3),
    closedAt,
    id: (repo === 'widgets' ? 3_000_000 : 4_000_000) + number,
  };
}

const made = new Map<string, Item[]>();

/** All items of a repository, newest first. @param today the instant ages are counted from */
export function itemsOf(repo: string, today: number): readonly Item[] {
  const name = `${repo}@${today}`;
  const known = made.get(name);
  if (known) return known;
  if (!OPEN_ISSUES[repo]) return [];
  const last = lastNumber(repo);
  const items = Array.from({ length: last }, (_, place) => make(repo, last - place, last, today));
  made.set(name, items);
  return items;
}

export function findItem(repo: string, number: number, today: number): Item | null {
  return itemsOf(repo, today).find((item) => item.number === number) ?? null;
}

export const pathOf = (item: Pick<Item, 'owner' | 'repo' | 'kind' | 'number'>): string =>
  `/${item.owner}/${item.repo}/${item.kind === 'pull' ? 'pull' : 'issues'}/${item.number}`;

/** "43 days ago", as the page words it. */
export function ago(instant: number, today: number): string {
  const minutes = Math.max(0, Math.floor((today - instant) / MINUTE));
  const words = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  if (minutes < 60) return words(minutes, 'minute');
  if (minutes < 24 * 60) return words(Math.floor(minutes / 60), 'hour');
  const days = Math.floor(minutes / (24 * 60));
  if (days === 1) return 'yesterday';
  if (days < 30) return words(days, 'day');
  return `on ${new Date(instant).toLocaleDateString('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' })}`;
}
