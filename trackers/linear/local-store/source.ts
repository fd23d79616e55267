/**
 * What Linear itself keeps of issues in this browser, read from its own IndexedDB by the recipe of trackers/linear.md
 * §2. It keeps a part: what was opened here. What it doesn't keep may well exist.
 */
import type {
  FactSource,
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
/** Linear writes an issue's history after the issue, bit by bit. A change that is missing is waited for this long. */
const HISTORY_TIMEOUT_MS = 30_000;

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

/** What can be told of an issue whose time in status may still be on its way here; null: it is not waited for. */
function doubtOf(facts: IssueFacts, { history, foundAt }: Layout, now: number): IssueFacts | null {
  if (facts.statusSince !== undefined || facts.category === 'done') return null;
  if (history !== undefined) return now - foundAt < HISTORY_TIMEOUT_MS ? facts : null;
  // Without time in status the age since opening is judged (domain/age.ts). The limits of work in progress are of time
  // in status, so the category is left out.
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
  const broken: ItemKey[] = [];
  const unkept: ItemKey[] = [];
  const doubted: ItemKey[] = [];
  for (const key of keys) {
    const issue = found.get(wanted.get(key)?.name ?? '');
    const to = issue && keyOf(issue.name);
    if (!issue) unkept.push(key);
    else if (!to || !issue.facts) broken.push(key);
    else {
      const doubt = doubtOf(issue.facts, layout, now);
      if (doubt) doubted.push(to);
      facts.set(to, { ...(doubt ?? issue.facts), key: to });
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
    absent: [],
    unkept,
    doubted,
    broken,
    partial: null,
  };
}
