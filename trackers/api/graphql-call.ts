/** One request to a tracker's API. Nothing of the browser's goes along but the token: no cookies, no referrer. */
import { REQUEST_TIMEOUT_MS } from '../../domain/durations';

export interface GraphqlResponse {
  status: number;
  headers: Headers;
  /** Undefined: no JSON. */
  body: unknown;
}

/** Sends a GraphQL query; null: no answer came (down, out of reach, redirected, or too slow). Never rejects. */
export type GraphqlCall = (query: string, variables?: object) => Promise<GraphqlResponse | null>;

interface CallOptions {
  address: string;
  /** The Authorization header, whole. */
  authorization: string;
  fetch: typeof globalThis.fetch;
}

export function createGraphqlCall({ address, authorization, fetch }: CallOptions): GraphqlCall {
  return async (query, variables) => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: {
          Accept: 'application/json',
          'Content-Type': 'application/json',
          Authorization: authorization,
        },
        body: JSON.stringify(variables ? { query, variables } : { query }),
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        // An API answers where it is asked: the token follows nobody elsewhere.
        redirect: 'error',
        cache: 'no-store',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: parseJson(text) };
    } catch {
      // What went wrong could quote what was sent: nobody hears of it.
      return null;
    }
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
