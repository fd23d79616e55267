/** Jira Cloud: issues and their changes of status, each in bulk. Source: trackers/jira.md, section 2. */
import type { FactsFault, FactsRequestContext } from '../../../components/overlay/tracker-contract';
import { call, type JiraResponse } from './call';
import { type Change, type Issue, type Issues, readChangePage, readIssues } from './read-answers';

export const FIELDS = ['summary', 'status', 'assignee', 'created', 'updated', 'resolutiondate'];

/** Changes a page, and pages at most: more than a hundred issues ever had. */
const CHANGES_A_PAGE = 1000;
const PAGES_MOST = 10;

export const NOT_UNDERSTOOD: FactsFault = { fault: 'not-understood', retryAfterMs: null };

export const faultOf = ({ fault, retryAfterMs }: Extract<JiraResponse, { ok: false }>): FactsFault => ({
  fault,
  retryAfterMs,
});

export async function cloudIssues(
  names: readonly string[],
  context: FactsRequestContext,
): Promise<Issues | FactsFault> {
  const body = { issueIdsOrKeys: names, fields: FIELDS, fieldsByKeys: false };
  const answer = await call(context, '/rest/api/3/issue/bulkfetch', body);
  return answer.ok ? (readIssues(answer.body) ?? NOT_UNDERSTOOD) : faultOf(answer);
}

/** By issue id; an issue that never changed its status is not among them. */
export async function cloudChanges(
  issues: readonly Issue[],
  context: FactsRequestContext,
): Promise<Map<string, Change[] | null> | FactsFault> {
  const all = new Map<string, Change[] | null>();
  let next: string | null = null;
  for (let page = 0; page < PAGES_MOST; page += 1) {
    const answer: JiraResponse = await call(context, '/rest/api/3/changelog/bulkfetch', {
      issueIdsOrKeys: issues.map(({ id }) => id),
      fieldIds: ['status'],
      maxResults: CHANGES_A_PAGE,
      ...(next === null ? {} : { nextPageToken: next }),
    });
    if (!answer.ok) return faultOf(answer);
    const read = readChangePage(answer.body);
    if (!read) return NOT_UNDERSTOOD;
    for (const [id, changes] of read.changes) {
      const before = all.get(id);
      all.set(id, changes && before !== null ? [...(before ?? []), ...changes] : null);
    }
    if (read.next === null) return all;
    next = read.next;
  }
  // The rest could hold anybody's last change.
  return NOT_UNDERSTOOD;
}
