/**
 * Which store of a database of Linear's holds what. Their names are hashes: the store of issues is known by its
 * indexes, the others by the shape of what is in them.
 */
import { asked, type Reader, StoreFault } from './open-database';
import { isRecord, MODELS, type Model, modelOf, textIn } from './record-shapes';

/** Models that Linear's own list of them, `_meta`, calls by these names. */
const META_NAMES: Partial<Record<Model, string>> = {
  organization: 'Organization',
  team: 'Team',
  state: 'WorkflowState',
};
/** By these the store of issues is known: trackers/linear.md §2. */
const ISSUE_INDEXES = ['number', 'teamId', 'stateId'];
/** Records looked at: of a store of changes, few are changes of what is known here. */
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
  reader: Reader,
  workspace: string,
  person: string,
  found: Record<string, number>,
): Promise<Stores | null> {
  const names = reader.stores.filter((name) => !name.startsWith('_') && !name.endsWith('_partial'));
  found.stores = names.length;
  // Made a moment ago: its stores come with its first upgrade.
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
      const some = asked(store(name).getAll(undefined, byIssue ? SAMPLED.ofIssues : SAMPLED.any));
      return [some.then((records) => ({ name, byIssue, records }))];
    });
    const said = Object.entries(META_NAMES).map(
      async ([model, name]): Promise<[string, unknown]> => [
        model,
        own ? await asked(store(own).get(name)) : undefined,
      ],
    );
    const [samples, answers] = await Promise.all([Promise.all(sampled), Promise.all(said)]);
    return { samples, persisted: new Map(answers) };
  });
  const filled = samples.filter(({ records }) => records.length > 0);
  const of = Map.groupBy(filled, ({ records, byIssue }) => {
    const model = modelOf(records);
    // Without its index all of it would have to be read.
    return model === 'history' && !byIssue ? null : model;
  });
  for (const model of MODELS) found[model] = of.get(model)?.length ?? 0;
  found.issue = issues.length;

  /** The one store of these records. Two that look alike are as good as none. */
  const need = (model: Model): string => {
    const [one, ...others] = of.get(model) ?? [];
    if (one && others.length === 0) return one.name;
    // Linear fills one store after the other, and keeps in `_meta` which are.
    const said = persisted.get(model);
    const coming = own
      ? said === undefined || (isRecord(said) && said.persisted === false)
      : filled.length === 0;
    throw new StoreFault(!one && coming ? 'later' : 'not-understood');
  };
  const may = (model: Model): string | undefined => {
    const all = of.get(model) ?? [];
    return all.length === 1 ? all[0]!.name : undefined;
  };
  const organization = need('organization');
  const [first] = of.get('organization')![0]!.records as { urlKey?: unknown }[];
  if (textIn(first?.urlKey)?.toLowerCase() !== workspace) return null;
  if (issues.length !== 1) throw new StoreFault('not-understood');
  const users = (of.get('user') ?? []).map(({ name }) => name);
  return {
    version: reader.version,
    issue: issues[0]!,
    organization,
    team: need('team'),
    state: need('state'),
    user: await holding(reader, users, person),
    history: may('history'),
  };
}

/** The one store of these that holds this record. People from elsewhere look like those of the workspace. */
async function holding(reader: Reader, names: readonly string[], id: string): Promise<string | undefined> {
  if (names.length === 0) return undefined;
  const records: unknown[] = await reader.read(names, (store) =>
    Promise.all(names.map((name) => asked(store(name).get(id)))),
  );
  return names.find((_, index) => records[index] !== undefined);
}
