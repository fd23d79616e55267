/** Jira Data Center: a search that brings each issue's changes along. Source: trackers/jira.md, section 2. */
import type { FactsFault, FactsRequestContext } from '../../../components/overlay/tracker-contract';
import { call } from './call';
import { FIELDS, faultOf, NOT_UNDERSTOOD } from './cloud';
import { type Issues, isRecord, readIssues } from './read-answers';

/** How often a search is tried again without the keys Jira named as missing, and pages of it at most. */
const REDUCED_SEARCHES_MOST = 3;
const PAGES_MOST = 5;

/** @param root `{context}/rest/api/2`. @returns `removed`: this is a Cloud, which has no such search any more */
export async function centerIssues(
  root: string,
  names: readonly string[],
  context: FactsRequestContext,
): Promise<Issues | FactsFault | 'removed'> {
  const all: Issues = { issues: [], broken: [], nameless: false };
  let asked = [...names];
  let again = REDUCED_SEARCHES_MOST;
  let startAt = 0;
  for (let page = 0; page < PAGES_MOST && asked.length > 0; ) {
    const answer = await call(context, `${root}/search`, {
      // In quotes: a project may be called AND.
      jql: `key in (${asked.map((name) => `"${name}"`).join(',')})`,
      startAt,
      maxResults: asked.length,
      fields: FIELDS,
      expand: ['changelog'],
      // One key that is missing would else fail all the others.
      validateQuery: false,
    });
    if (!answer.ok) {
      if (answer.removed) return 'removed';
      const missing = namedIn(answer.body);
      const rest = asked.filter((name) => !missing.has(name));
      if (again === 0 || rest.length === asked.length) return faultOf(answer);
      again -= 1;
      asked = rest;
      continue;
    }
    const read = readIssues(answer.body);
    if (!read) return NOT_UNDERSTOOD;
    all.issues.push(...read.issues);
    all.broken.push(...read.broken);
    all.nameless ||= read.nameless;
    // Jira may give fewer than it was asked for: an administrator sets the most.
    const { issues, total } = answer.body as { issues: unknown[]; total?: unknown };
    startAt += issues.length;
    if (issues.length === 0 || typeof total !== 'number' || startAt >= total) break;
    page += 1;
  }
  return all;
}

/** The keys that Jira's complaint speaks of, whatever language it speaks. */
function namedIn(body: unknown): ReadonlySet<string> {
  const said = isRecord(body) && Array.isArray(body.errorMessages) ? body.errorMessages : [];
  return new Set(
    said.flatMap((each) => (typeof each === 'string' ? each.match(/[A-Z][A-Z\d_]*-\d+/g) : null) ?? []),
  );
}
