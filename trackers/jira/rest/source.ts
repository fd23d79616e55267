/**
 * What Jira itself says of issues, asked through the page's own session. Which requests, and no other: the files beside
 * this one.
 */
import type {
  FactSource,
  FactsFault,
  FactsRequestContext,
  FactsResponse,
  NoFacts,
} from '../../../components/overlay/tracker-contract';
import type { ItemKey } from '../../../domain/key';
import { formatJira, parseJira } from '../../../domain/trackers/jira';
import { call } from './call';
import { cloudChanges, cloudIssues, faultOf } from './cloud';
import { centerIssues } from './data-center';
import { type Change, type Issue, type Issues, readNamed, statusSinceOf } from './read-answers';

/** Cloud's own limit for a bulk of issues with their fields. */
const BATCH = 100;
/** Issues asked for one by one, to learn which of the old keys they were moved from. */
const SINGLE_REQUESTS_MOST = 5;

const CLOUD_HOST = /\.(?:atlassian\.net|jira\.com)$/;
/**
 * A Cloud on a domain of its customer's own says that it is one (November 2026, in what others read on its pages):
 * the site's id, and what its application is drawn in.
 */
const CLOUD_MARKS = 'meta[name="ajs-cloud-id"], #jira-frontend';

/** What was learnt of a page's Jira. */
interface Memory {
  /** It has no mark, but its search answered that it is Cloud's, and gone. */
  isCloud: boolean;
  /** Why it will not tell the changes, whoever asks how often; null: it may. */
  untold: FactsFault | null;
}

/** One for each page. */
export function createJiraSource(): FactSource {
  const memory: Memory = { isCloud: false, untold: null };
  return {
    batch: BATCH,
    async ask(keys, context) {
      try {
        return await requestIssues(keys, context, memory);
      } catch {
        return { ok: false, fault: 'not-understood', retryAfterMs: null };
      }
    },
  };
}

const isCloud = ({ url, document }: FactsRequestContext, memory: Memory): boolean =>
  CLOUD_HOST.test(url.hostname) || memory.isCloud || document.querySelector(CLOUD_MARKS) !== null;

async function requestIssues(
  keys: readonly ItemKey[],
  context: FactsRequestContext,
  memory: Memory,
): Promise<FactsResponse> {
  const { url, document } = context;
  const wanted = new Map<string, ItemKey>();
  let path = '';
  for (const key of keys.slice(0, BATCH)) {
    const parts = parseJira(key);
    if (parts?.host !== url.host) continue;
    path = parts.context;
    wanted.set(parts.issue, key);
  }
  const keyOf = (name: string) =>
    wanted.get(name) ?? formatJira({ host: url.host, context: path, issue: name });
  const names = [...wanted.keys()];
  const cloud = isCloud(context, memory);
  const root = cloud ? '/rest/api/3' : `${contextPath(document) ?? path}/rest/api/2`;
  if (names.length === 0)
    return { ok: true, facts: [], moved: [], none: noneOf(keys, 'absent'), partial: null, fault: null };

  const read = cloud ? await cloudIssues(names, context) : await centerIssues(root, names, context);
  if (read === 'removed') {
    memory.isCloud = true;
    return requestIssues(keys, context, memory);
  }
  if ('fault' in read) return { ok: false, ...read };
  const { issues, broken, nameless } = read;
  if (issues.length === 0 && broken.length === 0 && !nameless) {
    // Nobody sees no issues, and is told so without a word: that must not pass for "deleted".
    const me = await call(context, `${root}/myself`);
    if (!me.ok) return { ok: false, ...faultOf(me) };
  }
  const moves = await findMoves(names, read, root, context);
  const changes = cloud ? await changesOf(issues, context, memory) : new Map<string, Change[] | null>();
  const partial = changes instanceof Map ? null : changes;

  const answered = new Set([...issues.map(({ name }) => name), ...broken, ...moves.keys()]);
  const missing = names.filter((name) => !answered.has(name)).map((name) => wanted.get(name)!);
  const foreign = keys.filter((key) => ![...wanted.values()].includes(key));
  return {
    ok: true,
    facts: issues.flatMap((issue) => {
      const key = keyOf(issue.name);
      const own = changes instanceof Map ? changesIn(issue, changes, cloud) : null;
      return key ? [{ ...issue.facts, key, statusSince: own && statusSinceOf(issue, own) }] : [];
    }),
    moved: [...moves].flatMap(([from, to]) => {
      const key = keyOf(to);
      return key ? [{ from: wanted.get(from)!, to: key }] : [];
    }),
    none: new Map([
      ...noneOf(foreign, 'absent'),
      // One without a name may be any of the missing.
      ...noneOf(missing, nameless ? 'broken' : 'absent'),
      ...noneOf(
        broken.flatMap((name) => wanted.get(name) ?? []),
        'broken',
      ),
    ]),
    partial,
    fault: null,
  };
}

const noneOf = (keys: readonly ItemKey[], why: NoFacts) => new Map(keys.map((key) => [key, why]));

/** Null: unknown. On Cloud an issue that is not among them never changed its status. */
const changesIn = (issue: Issue, all: Map<string, Change[] | null>, cloud: boolean): Change[] | null => {
  if (!cloud) return issue.changes ?? null;
  const own = all.get(issue.id);
  return own === undefined ? [] : own;
};

async function changesOf(
  issues: readonly Issue[],
  context: FactsRequestContext,
  memory: Memory,
): Promise<Map<string, Change[] | null> | FactsFault> {
  if (memory.untold) return memory.untold;
  if (issues.length === 0) return new Map();
  const answer = await cloudChanges(issues, context);
  const hopeless = 'fault' in answer && (answer.fault === 'forbidden' || answer.fault === 'not-understood');
  if (hopeless) memory.untold = answer;
  return answer;
}

/** Data Center's own word on the path it stands under; null: none, or no path. */
function contextPath(document: Document): string | null {
  const said = document.querySelector('meta[name="ajs-context-path"]')?.getAttribute('content') ?? null;
  return said !== null && /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*$/.test(said) ? said : null;
}

/**
 * Names asked for → names they go by now. An issue answers to every name it ever had, but doesn't say to which: where
 * only one name is unaccounted for, that is the one; else each is asked for by itself.
 */
async function findMoves(
  names: readonly string[],
  { issues, broken }: Issues,
  root: string,
  context: FactsRequestContext,
): Promise<Map<string, string>> {
  const there = new Set([...issues.map(({ name }) => name), ...broken]);
  const missing = names.filter((name) => !there.has(name));
  const strangers = [...there].filter((name) => !names.includes(name));
  if (strangers.length === 0 || missing.length === 0) return new Map();
  if (strangers.length === 1 && missing.length === 1) return new Map([[missing[0]!, strangers[0]!]]);
  const moves = new Map<string, string>();
  for (const name of missing.slice(0, SINGLE_REQUESTS_MOST)) {
    const answer = await call(context, `${root}/issue/${encodeURIComponent(name)}?fields=status`);
    const now = answer.ok ? readNamed(answer.body) : null;
    if (now && strangers.includes(now)) moves.set(name, now);
  }
  return moves;
}
