/** Issues of Linear's store by the names pages call them, and what it keeps of each, in one transaction. */
import type { SeenFacts } from '../../../domain/facts';
import type { Layout } from './find-layout';
import { resultOf } from './open-database';
import { CATEGORIES, instantIn, isRecord, type Shape, textIn } from './record-shapes';

export interface WantedIssue {
  /** `ENG-12` */
  name: string;
  team: string;
  number: number;
}

export interface StoredIssue {
  /** What it is called now; the name it was asked for by, where that is it, or where its team isn't kept. */
  name: string;
  /** Names it had before, and that no other issue has by now. */
  previous: string[];
  /** Null: in a shape nobody knows. */
  facts: Omit<SeenFacts, 'key'> | null;
}

type StoredRows = (name: string) => IDBObjectStore;

/** Issues of one number that are looked at: one for each team. */
const SAME_NUMBER_MOST = 500;
/** Names an issue had before that are looked at. */
const PREVIOUS_NAMES_MOST = 20;

/** Found issues, by what they were asked for; one that is not kept is left out. */
export async function readIssues(
  store: StoredRows,
  layout: Layout,
  wanted: readonly WantedIssue[],
): Promise<Map<string, StoredIssue>> {
  if (!(await areTeamsCurrent(store, layout, wanted))) await readTeams(store, layout);
  const issues = await Promise.all(wanted.map((each) => issueOf(store(layout.issue), each, layout)));
  const own = issues.filter((issue) => issue !== null);
  const all = (name: string | undefined, field: string) => byId(name && store(name), own, field);
  const [teams, states, users, since, before] = await Promise.all([
    all(layout.team, 'teamId'),
    all(layout.state, 'stateId'),
    all(layout.user, 'assigneeId'),
    Promise.all(own.map((issue) => statusSinceOf(layout.history && store(layout.history), issue))),
    Promise.all(own.map((issue) => namesBefore(store(layout.issue), issue, layout))),
  ]);
  return new Map(
    wanted.flatMap(({ name }, index): [string, StoredIssue][] => {
      const issue = issues[index];
      if (!issue) return [];
      const team = storedKey(teams.get(issue.teamId));
      const facts = factsOf(issue, states.get(issue.stateId), users.get(issue.assigneeId));
      const statusSince = since[own.indexOf(issue)];
      return [
        [
          name,
          {
            name: team === undefined ? name : `${team}-${issue.number}`,
            previous: team === undefined ? [] : before[own.indexOf(issue)]!,
            facts: facts && (statusSince === undefined ? facts : { ...facts, statusSince }),
          },
        ],
      ];
    }),
  );
}

const storedKey = (team: unknown): string | undefined =>
  isRecord(team) ? textIn(team.key)?.toUpperCase() : undefined;

/** Whether the teams that are asked for are still called what they were when last read. */
async function areTeamsCurrent(store: StoredRows, { team, teams }: Layout, wanted: readonly WantedIssue[]) {
  const ids = [...new Set(wanted.map(({ team }) => team))].map((key) => ({ key, id: teams.get(key) }));
  if (ids.some(({ id }) => id === undefined)) return false;
  const records = await Promise.all(ids.map(({ id }) => resultOf(store(team).get(id!))));
  return records.every((record, index) => storedKey(record) === ids[index]!.key);
}

async function readTeams(store: StoredRows, layout: Layout): Promise<void> {
  const records: unknown[] = await resultOf(store(layout.team).getAll());
  layout.teams.clear();
  for (const record of records) {
    const [key, id] = [storedKey(record), isRecord(record) ? textIn(record.id) : undefined];
    if (key !== undefined && id !== undefined) layout.teams.set(key, id);
  }
}

/** By its team and number, else by a name it had before it changed team. */
async function issueOf(issues: IDBObjectStore, wanted: WantedIssue, layout: Layout): Promise<Shape | null> {
  const { name } = wanted;
  const own = await issueByNumber(issues, wanted, layout);
  if (own || !issues.indexNames.contains('previousIdentifiers')) return own;
  const before = issues.index('previousIdentifiers');
  const moved: unknown[] = await resultOf(before.getAll(before.multiEntry ? name : [name], 1));
  return moved.filter(isRecord).find((issue) => previousOf(issue).includes(name)) ?? null;
}

async function issueByNumber(
  issues: IDBObjectStore,
  { team, number }: Pick<WantedIssue, 'team' | 'number'>,
  { teams }: Layout,
): Promise<Shape | null> {
  const id = teams.get(team);
  const all: unknown[] =
    id === undefined ? [] : await resultOf(issues.index('number').getAll(number, SAME_NUMBER_MOST));
  return all.filter(isRecord).find((issue) => issue.teamId === id && issue.number === number) ?? null;
}

/** Names an issue had and no other has: a team's key can be another team's by now, and with it the name. */
async function namesBefore(issues: IDBObjectStore, issue: Shape, layout: Layout): Promise<string[]> {
  const names = previousOf(issue).slice(0, PREVIOUS_NAMES_MOST);
  const owners = await Promise.all(
    names.map((name) => {
      const [, team, digits] = /^(.+)-(\d{1,10})$/.exec(name) ?? [];
      return team === undefined ? null : issueByNumber(issues, { team, number: Number(digits) }, layout);
    }),
  );
  return names.filter((_, index) => owners[index] === null);
}

const previousOf = ({ previousIdentifiers }: Shape): string[] =>
  Array.isArray(previousIdentifiers) ? previousIdentifiers.filter((each) => textIn(each) !== undefined) : [];

/** The records these issues name in a field, by id. */
async function byId(
  store: IDBObjectStore | undefined | '',
  issues: readonly Shape[],
  field: string,
): Promise<Map<unknown, Shape>> {
  if (!store) return new Map();
  const ids = [...new Set(issues.map((issue) => textIn(issue[field])))].filter((id) => id !== undefined);
  const records: unknown[] = await Promise.all(ids.map((id) => resultOf(store.get(id))));
  return new Map(records.filter(isRecord).map((record) => [record.id, record]));
}

/**
 * When the issue came to the state it is in: at its newest change of state, where that led there. An older change to
 * this state was undone by a later one. Where no change is kept, there may have been some all the same. Undefined:
 * unknown.
 */
async function statusSinceOf(
  history: IDBObjectStore | undefined | '',
  issue: Shape,
): Promise<number | undefined> {
  const id = textIn(issue.id);
  if (!history || id === undefined) return undefined;
  const changes: unknown[] = await resultOf(history.index('issueId').getAll(id));
  let newest: { at: number; to: unknown } | undefined;
  for (const change of changes) {
    if (!isRecord(change) || textIn(change.toStateId) === undefined) continue;
    const at = instantIn(change.createdAt);
    // A change without a date may be the newest one.
    if (at === undefined) return undefined;
    if (!newest || at >= newest.at) newest = { at, to: change.toStateId };
  }
  return newest?.to === issue.stateId ? newest?.at : undefined;
}

/** What the store doesn't know is left out: another source may have told it. */
function factsOf(issue: Shape, state: Shape | undefined, assignee: Shape | undefined): StoredIssue['facts'] {
  const createdAt = instantIn(issue.createdAt);
  if (createdAt === undefined || textIn(issue.stateId) === undefined) return null;
  const facts: Omit<SeenFacts, 'key'> = { createdAt };
  const title = textIn(issue.title);
  if (title !== undefined) facts.title = title;
  const updatedAt = instantIn(issue.updatedAt);
  if (updatedAt !== undefined) facts.updatedAt = updatedAt;
  const person = textIn(assignee?.name) ?? textIn(assignee?.displayName);
  if (textIn(issue.assigneeId) === undefined) facts.assignees = [];
  else if (person !== undefined) facts.assignees = [person];
  const status = textIn(state?.name);
  if (!state || status === undefined) return facts;
  const category = CATEGORIES.get(state.type) ?? null;
  const ended = state.type === 'completed' ? issue.completedAt : (issue.canceledAt ?? issue.completedAt);
  const closedAt = category === 'done' ? instantIn(ended) : null;
  return { ...facts, status, category, ...(closedAt === undefined ? {} : { closedAt }) };
}
