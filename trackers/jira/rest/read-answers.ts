/**
 * Jira's answers, read field by field: the only place that knows their shape. A field that isn't there is unknown;
 * a field of another kind makes the issue unreadable, and that issue alone. (Not zod: that alone would be as large as
 * a content script may be.)
 */
import type { Category, SeenFacts } from '../../../domain/facts';
import { parseInstant } from '../../../domain/instant';

type Json = Record<string, unknown>;

/** A change of status. Ids, not names: names are translated, and can be given to another status. */
export interface Change {
  id: string;
  at: number;
  from: string | null;
  to: string;
}

export interface Issue {
  id: string;
  /** As Jira writes it: APP-12. */
  name: string;
  facts: Omit<SeenFacts, 'key' | 'statusSince'>;
  statusId: string | null;
  /** Changes of status that came with the issue; null: unreadable or incomplete; undefined: none were asked for. */
  changes?: Change[] | null;
}

export interface Issues {
  issues: Issue[];
  /** Names of those that could not be read. */
  broken: string[];
  /** Whether one came of which not even the name could be read. */
  nameless: boolean;
}

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Thrown and caught in here: a field is of another kind than it was ever seen. */
class Unreadable extends Error {}

function need<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Unreadable();
  return value;
}

const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;
const textOf = (value: unknown): string => need(typeof value === 'string' ? value : null);
const recordOf = (value: unknown): Json => need(isRecord(value) ? value : null);
const listOf = (value: unknown): unknown[] => need(Array.isArray(value) ? value : null);
const idOf = (value: unknown): string =>
  need(typeof value === 'number' ? String(value) : textOf(value) || null);

/** Numbers below this are seconds (the year 5138), others milliseconds (1973). */
const SECONDS = 1e11;
const LAST = 8.64e15;

/** Epoch ms from epoch ms, epoch seconds, or ISO text; null: no instant. */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'number') return parseInstant(value);
  const ms = Math.round(value < SECONDS ? value * 1000 : value);
  return ms > 0 && ms <= LAST ? ms : null;
}

const maybeInstant = (value: unknown) => (isMissing(value) ? null : need(instantOf(value)));

/** The answers of `issue/bulkfetch` and `search`; null: no such answer. */
export function readIssues(body: unknown): Issues | null {
  if (!isRecord(body) || !Array.isArray(body.issues)) return null;
  const read: Issues = { issues: [], broken: [], nameless: false };
  for (const each of body.issues) {
    const issue = attempt(() => readIssue(each));
    const name = attempt(() => textOf(recordOf(each).key));
    if (issue) read.issues.push(issue);
    else if (name) read.broken.push(name);
    else read.nameless = true;
  }
  return read;
}

/** The name an issue goes by now; null: no such answer. */
export const readNamed = (body: unknown): string | null => attempt(() => textOf(recordOf(body).key));

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

const CATEGORIES = new Map<unknown, Category>([
  ['new', 'todo'],
  ['indeterminate', 'doing'],
  ['done', 'done'],
]);

function readIssue(value: unknown): Issue {
  const issue = recordOf(value);
  const fields = recordOf(issue.fields);
  const status = isMissing(fields.status) ? null : recordOf(fields.status);
  const kind = status && !isMissing(status.statusCategory) ? recordOf(status.statusCategory) : null;
  const category = CATEGORIES.get(kind?.key) ?? null;
  const resolvedAt = maybeInstant(fields.resolutiondate);
  const facts: Issue['facts'] = {
    status: status && textOf(status.name),
    category,
    createdAt: maybeInstant(fields.created),
    updatedAt: maybeInstant(fields.updated),
    // A workflow may leave the date on an issue that was opened again.
    closedAt: category === 'done' ? resolvedAt : null,
  };
  if (!isMissing(fields.summary)) facts.title = textOf(fields.summary) || undefined;
  // Nobody is null; a field that is hidden is missing.
  if (fields.assignee === null) facts.assignees = [];
  else if (fields.assignee !== undefined) facts.assignees = [textOf(recordOf(fields.assignee).displayName)];
  return {
    id: idOf(issue.id),
    name: textOf(issue.key),
    facts,
    statusId: status && idOf(status.id),
    ...(issue.changelog === undefined ? {} : { changes: attempt(() => readChangelog(issue.changelog)) }),
  };
}

/** As `expand=changelog` gives it. */
function readChangelog(value: unknown): Change[] {
  const { histories, total } = recordOf(value);
  const list = listOf(histories);
  // Cut short: which end is missing is not said.
  if (typeof total === 'number' && total > list.length) throw new Unreadable();
  return readHistories(list);
}

function readHistories(histories: unknown[]): Change[] {
  return histories.flatMap((each) => {
    const history = recordOf(each);
    const items = listOf(history.items).map(recordOf).filter(isOfStatus);
    return items.map(
      (item): Change => ({
        id: idOf(history.id),
        at: need(instantOf(history.created)),
        from: isMissing(item.from) ? null : idOf(item.from),
        to: idOf(item.to),
      }),
    );
  });
}

/** `fieldId` is missing on Server 7 and older, where a field that someone made may be called "status" as well. */
const isOfStatus = ({ fieldId, field, fieldtype }: Json): boolean =>
  isMissing(fieldId) ? field === 'status' && fieldtype !== 'custom' : fieldId === 'status';

interface ChangePage {
  /** By issue id; null: unreadable. */
  changes: Map<string, Change[] | null>;
  next: string | null;
}

/** The answer of `changelog/bulkfetch`; null: no such answer. */
export function readChangePage(body: unknown): ChangePage | null {
  return attempt(() => {
    const { issueChangeLogs, nextPageToken } = recordOf(body);
    const changes: ChangePage['changes'] = new Map();
    for (const each of listOf(issueChangeLogs)) {
      const { issueId, changeHistories } = recordOf(each);
      const id = idOf(issueId);
      const read = attempt(() => readHistories(listOf(changeHistories)));
      const before = changes.get(id);
      changes.set(id, read && before !== null ? [...(before ?? []), ...read] : null);
    }
    return { changes, next: isMissing(nextPageToken) ? null : textOf(nextPageToken) || null };
  });
}

/**
 * Since when the issue is in its status: its last change of status, or its creation when there never was one. Null
 * when the last change led elsewhere: the issue moved on between two answers. Jira lists a change twice now and then
 * (JRACLOUD-94906), and a workflow that is replaced changes a status to itself.
 */
export function statusSinceOf({ statusId, facts }: Issue, changes: readonly Change[]): number | null {
  const real = new Map(changes.filter(({ from, to }) => from !== to).map((change) => [change.id, change]));
  const last = [...real.values()].sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id)).at(-1);
  if (!last) return facts.createdAt ?? null;
  return last.to === statusId ? last.at : null;
}
