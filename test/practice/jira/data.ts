/**
 * The practice Jira's issues. Some are written by hand, so that tests can say their ages; the others fill the lists.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Status {
  id: string;
  name: string;
  category: 'new' | 'indeterminate' | 'done';
  /** The column of the company-managed board it stands in. */
  column: string;
}

export const STATUSES: readonly Status[] = [
  { id: '10000', name: 'To Do', category: 'new', column: 'Planned' },
  { id: '3', name: 'In Progress', category: 'indeterminate', column: 'Doing' },
  { id: '10007', name: 'Blocked', category: 'indeterminate', column: 'Doing' },
  { id: '10012', name: 'In Review', category: 'indeterminate', column: 'Review' },
  { id: '10002', name: 'Done', category: 'done', column: 'Finished' },
];
/** Of a company-managed board: one holds two statuses, and each has a name of its own. */
export const COLUMNS = ['Planned', 'Doing', 'Review', 'Finished'];
/** A team-managed board has one column for each status, by its name. */
export type Board = 'company' | 'team';

export const statusNamed = (name: string): Status => STATUSES.find((status) => status.name === name)!;
export const statusOf = (id: string): Status => STATUSES.find((status) => status.id === id)!;
const nameOf = (status: Status, board: Board) => (board === 'company' ? status.column : status.name);
/** The column a status stands in. */
export const columnOf = (id: string, board: Board): string => nameOf(statusOf(id), board);
/** Where a card that is dropped into a column goes. */
export const statusInColumn = (column: string, board: Board): Status =>
  STATUSES.find((status) => nameOf(status, board) === column)!;

export interface Change {
  id: string;
  /** Epoch ms. */
  at: number;
  from: string;
  to: string;
}

export interface Issue {
  key: string;
  id: string;
  number: number;
  title: string;
  type: 'Story' | 'Bug' | 'Task';
  priority: 'Highest' | 'Medium' | 'Low';
  assignee: string | null;
  /** Null: none. */
  epic: string | null;
  points: number;
  /** Status id at `today`, before anything was moved. */
  status: string;
  /** Epoch ms. */
  created: number;
  resolved: number | null;
  /** Changes of status, oldest first. */
  history: Change[];
}

export const PEOPLE = ['Ana Costa', 'Bo Lindqvist', 'Chidi Obi', 'Dilara Kaya'] as const;

/** Title, status, days since created, days since the last change of status; null: it never changed. */
type Line = [title: string, status: string, created: number, since: number | null];

/** APP-1 to APP-14. */
const BY_HAND: readonly Line[] = [
  ['Sign in with a passkey on a second device', 'In Progress', 43, 12],
  ['Export stops at 10,000 rows', 'To Do', 9, null],
  ['Show the exchange rate that was used on each invoice', 'In Review', 21, 3],
  ['Crash on an empty attachment', 'Blocked', 64, 30],
  ['Dark theme for the printed report', 'Done', 80, 5],
  ['Search finds nothing after a comma', 'In Progress', 2, 1],
  ['Let an admin see who changed a price', 'To Do', 130, null],
  ['Webhook is sent twice when the queue restarts', 'In Review', 16, 11],
  ['Rename “customers” to “accounts” everywhere', 'To Do', 5, 4],
  ['Time zones of recurring meetings', 'In Progress', 33, 6],
  ['Attachments larger than 25 MB fail without a word', 'Blocked', 51, 17],
  ['Keyboard order of the filter bar', 'Done', 40, 2],
  ['Write down how a release is rolled back', 'To Do', 12, null],
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
/** What a card's way through the board is; each ends where its issue stands. */
const WAYS: Record<string, string[]> = {
  'To Do': ['To Do'],
  'In Progress': ['To Do', 'In Progress'],
  Blocked: ['To Do', 'In Progress', 'Blocked'],
  'In Review': ['To Do', 'In Progress', 'In Review'],
  Done: ['To Do', 'In Progress', 'In Review', 'Done'],
};
const ORDER = ['To Do', 'In Progress', 'To Do', 'In Review', 'Blocked', 'Done', 'To Do', 'In Progress'];

function lineOf(number: number): Line {
  const own = BY_HAND[number - 1];
  if (own) return own;
  const title = `${WORDS[number % WORDS.length]} ${DEEDS[number % DEEDS.length]}`;
  const status = ORDER[number % ORDER.length]!;
  const created = 3 + ((number * 37) % 200);
  return [title, status, created, status === 'To Do' ? null : 1 + ((number * 13) % (created - 1))];
}

/** An issue that came back to where it began has changed, too. */
function historyOf(number: number, [, status, created, since]: Line, today: number): Change[] {
  if (since === null) return [];
  const way = WAYS[status]!.length > 1 ? WAYS[status]! : ['To Do', 'In Progress', 'To Do'];
  const steps = way.length - 1;
  return Array.from({ length: steps }, (_, index) => ({
    id: String(900_000 + number * 10 + index),
    at: today - (since + ((created - since) * (steps - 1 - index)) / steps) * DAY - HOUR,
    from: statusNamed(way[index]!).id,
    to: statusNamed(way[index + 1]!).id,
  }));
}

function issueOf(number: number, today: number): Issue {
  const line = lineOf(number);
  const [title, status, created, since] = line;
  return {
    key: `APP-${number}`,
    id: String(20_000 + number),
    number,
    title,
    type: (['Story', 'Bug', 'Task'] as const)[number % 3]!,
    priority: (['Medium', 'Highest', 'Low'] as const)[number % 3]!,
    assignee: number % 5 === 0 ? null : PEOPLE[number % PEOPLE.length]!,
    epic: number % 4 === 0 ? 'Fewer support calls' : null,
    points: 1 + (number % 8),
    status: statusNamed(status).id,
    // An hour more than whole days, so that a test has no edge to fall off.
    created: today - created * DAY - HOUR,
    resolved: status === 'Done' ? today - since! * DAY - HOUR : null,
    history: historyOf(number, line, today),
  };
}

const MOST = 1200;

export function issuesOf(count: number, today: number): Issue[] {
  return Array.from({ length: Math.min(count, MOST) }, (_, index) => issueOf(index + 1, today));
}

export function findIssue(name: string, today: number): Issue | null {
  const number = Number(/^APP-(\d+)$/.exec(name)?.[1]);
  return number >= 1 && number <= MOST ? issueOf(number, today) : null;
}
