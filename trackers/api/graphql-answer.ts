/** Answers of trackers' APIs are read with care: nothing is taken that is not of the shape it should have. */
import { z } from 'zod';
import { parseInstant } from '../../domain/instant';
import { instantShape } from '../../storage/schema';
import type { GraphqlResponse } from './graphql-call';

/** ISO text → epoch ms. */
export const date = z.string().transform(parseInstant).pipe(instantShape);
export const maybeDate = date.nullish().transform((at) => at ?? null);

const graphError = z.object({
  message: z.string().catch(''),
  /** GitHub's code. */
  type: z.string().nullish().catch(null),
  path: z
    .array(z.union([z.string(), z.number()]))
    .nullish()
    .catch(null),
  extensions: z
    .object({ code: z.string().nullish().catch(null), type: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type GraphError = z.infer<typeof graphError>;

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(graphError).nullish(),
});

/** `data` null: none came. Null: not GraphQL at all. */
export function readAnswer({ body }: GraphqlResponse): {
  data: Record<string, unknown> | null;
  errors: GraphError[];
} | null {
  const read = answer.safeParse(body);
  if (!read.success) return null;
  const { data, errors } = read.data;
  return data || errors?.length ? { data: data ?? null, errors: errors ?? [] } : null;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A header that is a number. */
export function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim() ?? '';
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}
