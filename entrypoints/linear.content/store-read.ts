/** Issues of Linear's store by the names pages call them, and what it keeps of each, in one transaction. */
import type { SeenFacts } from '../../domain/facts';
import type { Layout } from './store-layout';
import { asked } from './store-open';
import { CATEGORIES, instant, isRecord, type Shape, text } from './store-shapes';

export interface Wanted {
  /** `ENG-12` */
  name: string;
  team: string;
  number: number;
}

export interface Found {
  /** What it is called now; the name it was asked for by, where that is it. */
  name: string;
  /** What it was called before. */
  previous: string[];
  /** Null: in a shape nobody knows. */
  facts: Omit<SeenFacts, 'key'> | null;
}

type Store = (name: string) => IDBObjectStore;

/** More teams than this do not share a number. */
const MOST = 500;

/** Found issues, by what they were asked for; one that is not kept is left out. */
export async function readIssues(
  store: Store,
  layout: Layout,
  wanted: readonly Wanted[],
): Promise<Map<string, Found>> {
  if (wanted.some(({ team }) => !layout.teams.has(team))) await readTeams(store, layout);
  const issues = await Promise.all(wanted.map((each) => issueOf(store(layout.issue), each, layout)));
  const own = issues.filter((issue) => issue !== null);
  const all = (name: string | undefined, field: string) => byId(name && store(name), own, field);
  const [states, users, since] = await Promise.all([
    all(layout.state, 'stateId'),
    all(layout.user, 'assigneeId'),
    Promise.all(own.map((issue) => statusSince(layout.history && store(layout.history), issue))),
  ]);
  const names = new Map([...layout.teams].map(([key, id]) => [id, key]));
  return new Map(
    wanted.flatMap(({ name }, index): [string, Found][] => {
      const issue = issues[index];
      if (!issue) return [];
      const now = `${names.get(issue.teamId as string)}-${issue.number}`;
      const facts = factsOf(issue, states.get(issue.stateId), users.get(issue.assigneeId));
      const statusSince = since[own.indexOf(issue)];
      return [
        [
          name,
          {
            name: now,
            previous: previousOf(issue),
            facts: facts && (statusSince === undefined ? facts : { ...facts, statusSince }),
          },
        ],
      ];
    }),
  );
}

async function readTeams(store: Store, layout: Layout): Promise<void> {
  const records: unknown[] = await asked(store(layout.team).getAll());
  layout.teams.clear();
  for (const record of records) {
    if (!isRecord(record)) continue;
    const [key, id] = [text(record.key), text(record.id)];
    if (key !== undefined && id !== undefined) layout.teams.set(key.toUpperCase(), id);
  }
}

/** By its team and number, else by a name it had before it changed team. */
async function issueOf(issues: IDBObjectStore, { name, team, number }: Wanted, { teams }: Layout) {
  const id = teams.get(team);
  const byNumber: unknown[] =
    id === undefined ? [] : await asked(issues.index('number').getAll(number, MOST));
  const own = byNumber.filter(isRecord).find((issue) => issue.teamId === id && issue.number === number);
  if (own || !issues.indexNames.contains('previousIdentifiers')) return own ?? null;
  const before = issues.index('previousIdentifiers');
  const moved: unknown[] = await asked(before.getAll(before.multiEntry ? name : [name], 1));
  return moved.filter(isRecord).find((issue) => previousOf(issue).includes(name)) ?? null;
}

const previousOf = ({ previousIdentifiers }: Shape): string[] =>
  Array.isArray(previousIdentifiers) ? previousIdentifiers.filter((each) => text(each) !== undefined) : [];

/** The records these issues name in a field, by id. */
async function byId(
  store: IDBObjectStore | undefined | '',
  issues: readonly Shape[],
  field: string,
): Promise<Map<unknown, Shape>> {
  if (!store) return new Map();
  const ids = [...new Set(issues.map((issue) => text(issue[field])))].filter((id) => id !== undefined);
  const records: unknown[] = await Promise.all(ids.map((id) => asked(store.get(id))));
  return new Map(records.filter(isRecord).map((record) => [record.id, record]));
}

/**
 * When it came to the state it is in: its newest change of state, where that led there. An older one that did is of
 * another time; and where no change is kept, that doesn't mean there was none. Undefined: unknown.
 */
async function statusSince(
  history: IDBObjectStore | undefined | '',
  issue: Shape,
): Promise<number | undefined> {
  const id = text(issue.id);
  if (!history || id === undefined) return undefined;
  const changes: unknown[] = await asked(history.index('issueId').getAll(id));
  let newest: { at: number; to: unknown } | undefined;
  for (const change of changes) {
    if (!isRecord(change) || text(change.toStateId) === undefined) continue;
    const at = instant(change.createdAt);
    // When is unknown: it may be the newest.
    if (at === undefined) return undefined;
    if (!newest || at >= newest.at) newest = { at, to: change.toStateId };
  }
  return newest?.to === issue.stateId ? newest?.at : undefined;
}

/** What the store doesn't know is left out: another source may have told it. */
function factsOf(issue: Shape, state: Shape | undefined, assignee: Shape | undefined): Found['facts'] {
  const createdAt = instant(issue.createdAt);
  if (createdAt === undefined || text(issue.stateId) === undefined) return null;
  const facts: Omit<SeenFacts, 'key'> = { createdAt };
  const title = text(issue.title);
  if (title !== undefined) facts.title = title;
  const updatedAt = instant(issue.updatedAt);
  if (updatedAt !== undefined) facts.updatedAt = updatedAt;
  const person = text(assignee?.name) ?? text(assignee?.displayName);
  if (text(issue.assigneeId) === undefined) facts.assignees = [];
  else if (person !== undefined) facts.assignees = [person];
  const status = text(state?.name);
  if (!state || status === undefined) return facts;
  const category = CATEGORIES.get(state.type) ?? null;
  const ended = state.type === 'completed' ? issue.completedAt : (issue.canceledAt ?? issue.completedAt);
  const closedAt = category === 'done' ? instant(ended) : null;
  return { ...facts, status, category, ...(closedAt === undefined ? {} : { closedAt }) };
}
