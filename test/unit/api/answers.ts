/** An API asked once with answers written by hand, for what no stand-in says. */
import type { Facts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import type { GraphqlResponse } from '../../../trackers/api/graphql-call';
import type { TrackerApi } from '../../../trackers/api/tracker-api';
import { START } from './world';

export interface Written {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Asks for these; each request gets the next answer, the last one again and again; null: none comes. */
export async function askWith(
  api: TrackerApi,
  known: readonly (readonly [ItemKey, Facts | null])[],
  answers: readonly (Written | null)[],
  lacks: readonly string[] = [],
) {
  const sent: { query: string; variables: unknown }[] = [];
  const call = async (query: string, variables?: object): Promise<GraphqlResponse | null> => {
    const written = answers[Math.min(sent.length, answers.length - 1)]!;
    sent.push({ query, variables });
    if (!written) return null;
    return { status: written.status ?? 200, headers: new Headers(written.headers), body: written.body };
  };
  const asked = await api.ask({ known: new Map(known), lacks, call, now: () => START });
  return { ...asked, sent };
}
