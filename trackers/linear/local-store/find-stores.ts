/**
 * Which store of a database of Linear's holds what. Their names are hashes: the store of issues is known by its
 * indexes, the others by the shape of what is in them.
 */
import { type DatabaseReader, resultOf, StoreFault } from './open-database';
import { isRecord, MODELS, type Model, modelOf, textIn } from './record-shapes';

/** Models that Linear's own list of them, `_meta`, calls by these names. */
const META_NAMES: Partial<Record<Model, string>> = {
  organization: 'Organization',
  team: 'Team',
  state: 'WorkflowState',
};
/** By these the store of issues is known: trackers/linear.md §2. */
const ISSUE_INDEXES = ['number', 'teamId', 'stateId'];
/** Records looked at in each store. Most changes are of fields unknown here, so more of a store of changes is read. */
const SAMPLED = { any: 3, ofIssues: 20 };

/** Names of the stores. */
export interface Stores extends Partial<Record<Model, string>> {
  /** Of the database they are in. */
  version: number;
  issue: string;
  organization: string;
  team: string;
  state: string;
}

/**
 * @param person whose database it is
 * @param found takes how much was recognised
 * @returns null: it is of another workspace
 * @throws StoreFault
 */
export async function findStores(
  reader: DatabaseReader,
  workspace: string,
  person: string,
  found: Record<string, number>,
): Promise<Stores | null> {
  const names = reader.stores.filter((name) => !name.startsWith('_') && !name.endsWith('_partial'));
  found.stores = names.length;
  // The database was made a moment ago: its stores come with its first upgrade.
  if (names.length === 0) throw new StoreFault('later');
  const own = reader.stores.includes('_meta') ? '_meta' : null;
  const issues: string[] = [];
  const { samples, persisted } = await reader.read([...names, ...(own ? [own] : [])], async (store) => {
    const sampled = names.flatMap((name) => {
      const { indexNames } = store(name);
      const isIssue = ISSUE_INDEXES.every((index) => indexNames.contains(index));
      if (isIssue) issues.push(name);
      if (isIssue) return [];
      const byIssue = indexNames.contains('issueId');
      const some = resultOf(store(name).getAll(undefined, byIssue ? SAMPLED.ofIssues : SAMPLED.any));
      return [some.then((records) => ({ name, byIssue, records }))];
    });
    const said = Object.entries(META_NAMES).map(
      async ([model, name]): Promise<[string, unknown]> => [
        model,
        own ? await resultOf(store(own).get(name)) : undefined,
      ],
    );
    const [samples, answers] = await Promise.all([Promise.all(sampled), Promise.all(said)]);
    return { samples, persisted: new Map(answers) };
  });
  const filled = samples.filter(({ records }) => records.length > 0);
  const of = Map.groupBy(filled, ({ records, byIssue }) => {
    const model = modelOf(records);
    // A history without an index by issue is no use: all of it would have to be read for each issue.
    return model === 'history' && !byIssue ? null : model;
  });
  for (const model of MODELS) found[model] = of.get(model)?.length ?? 0;
  found.issue = issues.length;

  /** The one store of these records. Where two look alike, neither is known to be it. */
  const requireStore = (model: Model): string => {
    const [one, ...others] = of.get(model) ?? [];
    if (one && others.length === 0) return one.name;
    // Linear fills one store after the other, and keeps in `_meta` which are.
    const said = persisted.get(model);
    const coming = own
      ? said === undefined || (isRecord(said) && said.persisted === false)
      : filled.length === 0;
    throw new StoreFault(!one && coming ? 'later' : 'not-understood');
  };
  const onlyStore = (model: Model): string | undefined => {
    const all = of.get(model) ?? [];
    return all.length === 1 ? all[0]!.name : undefined;
  };
  const organization = requireStore('organization');
  const [first] = of.get('organization')![0]!.records as { urlKey?: unknown }[];
  if (textIn(first?.urlKey)?.toLowerCase() !== workspace) return null;
  if (issues.length !== 1) throw new StoreFault('not-understood');
  const users = (of.get('user') ?? []).map(({ name }) => name);
  return {
    version: reader.version,
    issue: issues[0]!,
    organization,
    team: requireStore('team'),
    state: requireStore('state'),
    user: await storeHolding(reader, users, person),
    history: onlyStore('history'),
  };
}

/** The one of these stores that holds this record: people of other workspaces are stored in the same shape. */
async function storeHolding(
  reader: DatabaseReader,
  names: readonly string[],
  id: string,
): Promise<string | undefined> {
  if (names.length === 0) return undefined;
  const records: unknown[] = await reader.read(names, (store) =>
    Promise.all(names.map((name) => resultOf(store(name).get(id)))),
  );
  return names.find((_, index) => records[index] !== undefined);
}
