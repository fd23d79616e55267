/** What was seen to go wrong when Jira is asked, as answers. */

export interface RestAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** ms to wait before answering; Infinity: never. */
  delay: number;
}

/** What answers instead of data, until it is taken away or `times` are over. */
export type Fault =
  /** 429, with this header when it is given: seconds or a date. */
  | { kind: 'limited'; retryAfter?: string }
  /** The answers nobody gets: a page to GET, 400 with an empty message to POST. */
  | { kind: 'logged-out' }
  /** Nobody sees no issues, and is told so with status 200; `myself` says 401. */
  | { kind: 'anonymous' }
  | { kind: 'status'; status: number }
  /** Never an answer. */
  | { kind: 'silent' }
  /** JSON of no known shape. */
  | { kind: 'broken' };

/** `one`: whatever is asked by GET, as who is signed in, or one issue by its key. */
export type Question = 'issues' | 'changes' | 'one';

const LOGIN =
  '<!DOCTYPE html><html lang="en"><head><title>Log in with Atlassian account</title></head></html>';

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): RestAnswer => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
  delay: 0,
});

export function faultAnswer(fault: Fault, question: Question, method: string): RestAnswer {
  switch (fault.kind) {
    case 'limited':
      return json({ message: 'Rate limit exceeded' }, 429, {
        'ratelimit-reason': 'jira-burst-based',
        ...(fault.retryAfter ? { 'retry-after': fault.retryAfter } : {}),
      });
    case 'logged-out':
      return method === 'GET'
        ? { ...json(null), headers: { 'content-type': 'text/html' }, body: LOGIN }
        : json({ message: '', status: 400 }, 400);
    case 'anonymous':
      return question === 'one'
        ? json({ message: 'Client must be authenticated to access this resource.', 'status-code': 401 }, 401)
        : json({ issues: [], issueErrors: [], issueChangeLogs: [], isLast: true });
    case 'status':
      return json({ errorMessages: [`Status ${fault.status}`], errors: {} }, fault.status);
    case 'silent':
      return { ...json(null), delay: Number.POSITIVE_INFINITY };
    case 'broken':
      return json({ data: { values: [] } });
  }
}
