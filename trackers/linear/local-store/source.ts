/**
 * What Linear itself keeps of issues in this browser, read from its own IndexedDB by the recipe of trackers/linear.md
 * §2. It keeps a part: what was opened here. What it doesn't keep may well exist.
 */
import type {
  FactSource,
  FactsAnswer,
  FactsRequestContext,
  FactsResponse,
} from '../../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import { keyInWorkspace, parseLinear } from '../../../domain/trackers/linear';
import { findLayout, type Layout, type LayoutMemory } from './find-layout';
import { StoreFault, withDatabase } from './open-database';
import { readIssues, type WantedIssue } from './read-issues';

const BATCH = 100;
/** Linear may be writing for long. A read that waits for that is given up after this. */
const STORE_TIMEOUT_MS = 3000;

/** One for each page. */
export function createLinearStore(): FactSource {
  const memory: LayoutMemory = { last: null };
  return {
    batch: BATCH,
    isLocal: true,
    async ask(keys, context) {
      try {
        return await readStoredFacts(keys.slice(0, BATCH), context, memory);
      } catch (error) {
        const fault = error instanceof StoreFault ? error.fault : 'not-understood';
        return { ok: false, fault, retryAfterMs: null };
      }
    },
    check: () => memory.last?.check ?? null,
  };
}

type IssueFacts = Omit<SeenFacts, 'key'>;

/** Where no history is found its age would be held to the limits of work in progress, which are of time in status. */
function tellable(facts: IssueFacts, { history }: Layout): IssueFacts {
  if (facts.statusSince !== undefined || facts.category === 'done' || history !== undefined) return facts;
  const { category: _, ...others } = facts;
  return others;
}

async function readStoredFacts(
  keys: readonly ItemKey[],
  { url, window, now, signal }: FactsRequestContext,
  memory: LayoutMemory,
): Promise<FactsResponse> {
  const workspace = url.pathname.split('/')[1]?.toLowerCase() ?? '';
  const wanted = new Map<ItemKey, WantedIssue>();
  for (const key of keys) {
    const parts = parseLinear(key);
    if (parts?.workspace !== workspace) continue;
    const [team, number] = parts.issue.split('-') as [string, string];
    wanted.set(key, { name: parts.issue, team, number: Number(number) });
  }
  const keyOf = (issue: string) => keyInWorkspace(workspace, issue);
  const over = AbortSignal.any([signal, AbortSignal.timeout(STORE_TIMEOUT_MS)]);
  const layout = await findLayout({ window, workspace, now, over, memory });
  const stores = [layout.issue, layout.team, layout.state, layout.user, layout.history];
  const found = await withDatabase(window.indexedDB, layout.name, over, (reader) => {
    // Linear upgraded the database after its stores were found: they may have other names by now.
    if (reader.version !== layout.version) throw new StoreFault('later');
    return reader.read(
      stores.filter((store) => store !== undefined),
      (store) => readIssues(store, layout, [...wanted.values()]),
    );
  });

  const facts = new Map<ItemKey, SeenFacts>();
  const moved = new Map<ItemKey, ItemKey>();
  const none: FactsAnswer['none'] = new Map();
  for (const key of keys) {
    const issue = found.get(wanted.get(key)?.name ?? '');
    const to = issue && keyOf(issue.name);
    if (!issue) none.set(key, 'unkept');
    else if (!to || !issue.facts) none.set(key, 'broken');
    else {
      facts.set(to, { ...tellable(issue.facts, layout), key: to });
      for (const name of issue.previous) {
        const from = keyOf(name);
        if (from && from !== to) moved.set(from, to);
      }
    }
  }
  return {
    ok: true,
    facts: [...facts.values()],
    moved: [...moved].map(([from, to]) => ({ from, to })),
    none,
    partial: null,
    fault: null,
  };
}
