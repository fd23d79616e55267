/**
 * The practice Linear's issues, up to 20,000 of them: the pages, the local store and the API tell of the same ones.
 * ENG-1 to ENG-14 are written by hand, so that tests can say their ages; the others fill the lists.
 */

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Linear's own words for what a state means. */
export type StateType =
  | 'triage'
  | 'backlog'
  | 'unstarted'
  | 'started'
  | 'completed'
  | 'canceled'
  | 'duplicate';
export type TeamKey = 'ENG' | 'DES' | 'OPS';

export interface Team {
  id: string;
  key: TeamKey;
  name: string;
}

export interface User {
  id: string;
  name: string;
  /** As lists show it. */
  displayName: string;
}

/** A workflow state: each team has its own. */
export interface State {
  id: string;
  team: TeamKey;
  name: string;
  type: StateType;
}

export interface Change {
  id: string;
  /** Epoch ms. */
  at: number;
  /** State ids. */
  from: string;
  to: string;
}

export interface Issue {
  id: string;
  team: Team;
  number: number;
  /** `ENG-12` */
  identifier: string;
  title: string;
  state: State;
  assignee: User | null;
  creator: User;
  /** As Linear counts: 0 none, 1 urgent, … 4 low. */
  priority: number;
  /** Epoch ms, as are the others. */
  created: number;
  updated: number;
  started: number | null;
  completed: number | null;
  canceled: number | null;
  /** Changes of state, oldest first. What happens in an issue's first three minutes is none. */
  history: Change[];
  /** What it was called before it changed team. */
  previous: string[];
}

/** 128 bits that look like chance and are the same each time: primary keys come in no order. */
export function idOf(kind: string, number: number): string {
  const words = [1, 2, 3, 4].map((salt) => {
    let hash = Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
    for (const letter of kind) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
    return ((hash ^ (hash >>> 15)) >>> 0).toString(16).padStart(8, '0');
  });
  const hex = words.join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export const WORKSPACE = { id: idOf('organization', 0), urlKey: 'acme', name: 'Acme' } as const;

export const TEAMS: readonly Team[] = (
  [
    ['ENG', 'Engineering'],
    ['DES', 'Design'],
    ['OPS', 'Operations'],
  ] as const
).map(([key, name], index) => ({ id: idOf('team', index), key, name }));
export const teamNamed = (key: string): Team | null => TEAMS.find((team) => team.key === key) ?? null;

export const USERS: readonly User[] = ['Ana Costa', 'Bo Lindqvist', 'Chidi Obi', 'Dilara Kaya'].map(
  (name, index) => ({ id: idOf('user', index), name, displayName: name.split(' ')[0]!.toLowerCase() }),
);
/** Who is signed in. */
export const ME = USERS[0]!;

const NAMES: readonly (readonly [name: string, type: StateType])[] = [
  ['Triage', 'triage'],
  ['Backlog', 'backlog'],
  ['Todo', 'unstarted'],
  ['In Progress', 'started'],
  ['In Review', 'started'],
  ['Done', 'completed'],
  ['Canceled', 'canceled'],
  ['Duplicate', 'duplicate'],
];
export const STATES: readonly State[] = TEAMS.flatMap(({ key }, team) =>
  NAMES.map(([name, type], index) => ({ id: idOf('state', team * 10 + index), team: key, name, type })),
);
export const stateNamed = (team: TeamKey, name: string): State =>
  STATES.find((state) => state.team === team && state.name === name)!;
export const stateOf = (id: string): State => STATES.find((state) => state.id === id)!;

/** Title, state, days since created, days since the last change of state; null: it never changed. */
type Line = [title: string, state: string, created: number, since: number | null];

/** ENG-1 to ENG-14. */
const BY_HAND: readonly Line[] = [
  ['Sign in with a passkey on a second device', 'In Progress', 43, 12],
  ['Export stops at 10,000 rows', 'Todo', 9, null],
  ['Show the exchange rate that was used on each invoice', 'In Review', 21, 3],
  ['Crash on an empty attachment', 'In Progress', 64, 30],
  ['Dark theme for the printed report', 'Done', 80, 5],
  ['Search finds nothing after a comma', 'In Progress', 2, 1],
  ['Let an admin see who changed a price', 'Backlog', 130, null],
  ['Webhook is sent twice when the queue restarts', 'In Review', 16, 11],
  ['Rename “customers” to “accounts” everywhere', 'Todo', 5, 4],
  ['Größenänderung der Seitenleiste merken', 'In Progress', 33, 6],
  ['Attachments larger than 25 MB fail without a word', 'Canceled', 51, 17],
  ['Keyboard order of the filter bar', 'Duplicate', 40, 2],
  ['Write down how a release is rolled back', 'Triage', 12, null],
  ['Undo for bulk edits', 'In Review', 27, 1],
];

const WORDS = ['Cache', 'Billing', 'Calendar', 'Import', 'Audit log', 'Mobile menu', 'Quota', 'Onboarding'];
const DEEDS = [
  'forgets the last choice',
  'needs a test with real data',
  'is slow on the first page',
  'shows the wrong total in March',
  'should say why it failed',
  'loses focus after saving',
];
const ORDER = ['Todo', 'In Progress', 'Backlog', 'In Review', 'Done', 'Todo', 'In Progress', 'Canceled'];
const AT_REST = ['Triage', 'Backlog', 'Todo'];

function lineOf(team: TeamKey, number: number): Line {
  const own = team === 'ENG' ? BY_HAND[number - 1] : undefined;
  if (own) return own;
  const title = `${WORDS[number % WORDS.length]} ${DEEDS[number % DEEDS.length]}`;
  const state = ORDER[number % ORDER.length]!;
  const created = 3 + ((number * 37) % 200);
  return [title, state, created, AT_REST.includes(state) ? null : 1 + ((number * 13) % (created - 1))];
}

/** The states on its way, the last one where it stands. */
function wayTo(state: string): string[] {
  if (state === 'In Progress') return ['Todo', state];
  if (state === 'In Review' || state === 'Done') {
    return ['Todo', 'In Progress', 'In Review', 'Done'].slice(0, state === 'Done' ? 4 : 3);
  }
  return ['Backlog', state];
}

/** An hour more than whole days, so that a test has no edge to fall off. */
const daysAgo = (days: number, today: number) => today - days * DAY - HOUR;

export const MOST = 20_000;
/** The teams in turn; half of all issues are of ENG. */
const TURNS: readonly TeamKey[] = ['ENG', 'ENG', 'DES', 'OPS'];

/**
 * @param index from 0 to `MOST` - 1
 * @param today epoch ms that its ages are counted from
 */
export function issueAt(index: number, today: number): Issue {
  const key = TURNS[index % TURNS.length]!;
  const round = Math.floor(index / TURNS.length);
  const number = key === 'ENG' ? round * 2 + (index % TURNS.length) + 1 : round + 1;
  const team = teamNamed(key)!;
  const [title, name, created, since] = lineOf(key, number);
  const way = since === null ? [] : wayTo(name);
  const steps = Math.max(way.length - 1, 1);
  const history = way.slice(1).map((to, step): Change => {
    const days = since! + ((created - since!) * (steps - 1 - step)) / steps;
    return {
      id: idOf('history', index * 10 + step),
      at: daysAgo(days, today),
      from: stateNamed(key, way[step]!).id,
      to: stateNamed(key, to).id,
    };
  });
  const state = stateNamed(key, name);
  const last = history.at(-1)?.at ?? daysAgo(created, today);
  const started = history.find(({ to }) => stateOf(to).type === 'started')?.at ?? null;
  return {
    id: idOf('issue', index),
    team,
    number,
    identifier: `${key}-${number}`,
    title,
    state,
    assignee: number % 5 === 0 ? null : USERS[number % USERS.length]!,
    creator: USERS[(number + 1) % USERS.length]!,
    priority: number % 5,
    created: daysAgo(created, today),
    updated: last,
    started,
    completed: state.type === 'completed' ? last : null,
    canceled: state.type === 'canceled' || state.type === 'duplicate' ? last : null,
    history,
    previous: key === 'ENG' && number === MOVED.number ? [MOVED.from] : [],
  };
}

/** The issue that changed team, and what it was called before. */
export const MOVED = { from: 'DES-9007', to: 'ENG-6', number: 6 } as const;

/** The first `count` of them. */
export const issuesOf = (count: number, today: number): Issue[] =>
  Array.from({ length: Math.min(count, MOST) }, (_, index) => issueAt(index, today));

/** By the name it has or had; null: there is none. */
export function findIssue(identifier: string, today: number): Issue | null {
  if (identifier === MOVED.from) return findIssue(MOVED.to, today);
  const [, key, digits] = /^(ENG|DES|OPS)-([1-9]\d*)$/.exec(identifier) ?? [];
  if (!key) return null;
  const number = Number(digits);
  const index =
    key === 'ENG'
      ? Math.floor((number - 1) / 2) * TURNS.length + ((number - 1) % 2)
      : (number - 1) * TURNS.length + (key === 'DES' ? 2 : 3);
  return index < MOST ? issueAt(index, today) : null;
}

/** The issue after somebody moved it to another state, as Linear then knows it. */
export function inState(issue: Issue, name: string, at: number): Issue {
  const state = stateNamed(issue.team.key, name);
  if (state.id === issue.state.id) return issue;
  const change = { id: idOf(`moved ${issue.id}`, at % 1e9), at, from: issue.state.id, to: state.id };
  const { type } = state;
  return {
    ...issue,
    state,
    updated: at,
    started: type === 'started' ? (issue.started ?? at) : issue.started,
    completed: type === 'completed' ? at : null,
    canceled: type === 'canceled' || type === 'duplicate' ? at : null,
    history: [...issue.history, change],
  };
}

/** The end of an issue's address, as Linear makes it of its title; other scripts stay as they are. */
export const slugOf = (issue: Issue): string =>
  issue.title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
export const pathOf = (issue: Issue): string =>
  `/${WORKSPACE.urlKey}/issue/${issue.identifier}/${slugOf(issue)}`;
