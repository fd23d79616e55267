/** One request to Jira, and what can come of it. Same origin, the page's session, reading only. */
import type {
  FactsFault,
  FactsFaultCode,
  FactsRequestContext,
} from '../../../components/overlay/tracker-contract';
import { REQUEST_TIMEOUT_MS } from '../../../domain/durations';
import { readRetryAfterMs } from '../../../domain/freshness/retry-after';
import { isRecord } from './read-answers';

/** `body` is what came along with a fault, where that could be read; `removed`: there is no such address any more. */
export type JiraResponse =
  | { ok: true; body: unknown }
  | ({ ok: false; body: unknown; removed: boolean } & FactsFault);

/**
 * @param path from the origin on; `body` is sent by POST, without one it is a GET
 * @returns never rejects
 */
export async function call(
  { url, fetch, signal, now }: FactsRequestContext,
  path: string,
  body?: unknown,
): Promise<JiraResponse> {
  const fault = (
    name: FactsFaultCode,
    retryAfterMs: number | null = null,
    read: unknown = null,
  ): JiraResponse => ({
    ok: false,
    fault: name,
    retryAfterMs,
    body: read,
    removed: status === 410,
  });
  let status = 0;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url.origin + path, {
      // Cloud and Data Center refuse a POST that does not say it comes from no form.
      ...(body === undefined
        ? { method: 'GET', headers: { Accept: 'application/json' } }
        : {
            method: 'POST',
            headers: {
              Accept: 'application/json',
              'Content-Type': 'application/json',
              'X-Atlassian-Token': 'no-check',
            },
            body: JSON.stringify(body),
          }),
      credentials: 'same-origin',
      cache: 'no-store',
      // Jira redirects whoever is not signed in to another host, where nothing of ours may go.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
    if (response.type === 'opaqueredirect') return fault('logged-out');
    text = await response.text();
  } catch {
    return fault('later');
  }
  const { headers } = response;
  status = response.status;
  const type = headers.get('Content-Type') ?? '';
  const retryAfterMs = readRetryAfterMs(headers.get('Retry-After'), now);
  const read = /\bjson\b/i.test(type) ? parseJson(text) : undefined;
  if (status === 429) return fault('limited', retryAfterMs);
  if (status >= 500 || status === 408 || status === 425) return fault('later', retryAfterMs);
  if (status === 401) return fault('logged-out');
  if (status === 403) return fault('forbidden');
  if (status === 400) return fault(isSignedOut(read) ? 'logged-out' : 'not-understood', null, read);
  if (!response.ok) return fault('not-understood');
  // A page where data was asked for: the one to sign in on.
  if (/\bhtml\b/i.test(type)) return fault('logged-out');
  return read === undefined ? fault('not-understood') : { ok: true, body: read };
}

/** What Cloud answers to a POST of nobody (recorded in August 2026): `{"message":"","status":400}`. */
const isSignedOut = (body: unknown): boolean => isRecord(body) && body.message === '' && body.status === 400;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
