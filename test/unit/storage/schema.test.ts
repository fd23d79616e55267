import { expect, it } from 'vitest';
import { z } from 'zod';
import type { ItemKey } from '../../../domain/key';
import { assertSameType, parseRows, type Same } from '../../../storage/schema';

// Checked by tsc: what schemas are held to their types with must itself be able to fail.
assertSameType<Same<{ a: string; b?: number | null }, { a: string } & { b?: number | null }>>();
// @ts-expect-error a field that may be left out is not one that may be undefined
assertSameType<Same<{ a?: string }, { a: string | undefined }>>();
// @ts-expect-error a field is missing
assertSameType<Same<{ a: string }, { a: string; b?: number }>>();
// @ts-expect-error deep down
assertSameType<Same<{ a: { b: string }[] }, { a: { b: string | null }[] }>>();
// @ts-expect-error any text is no key
assertSameType<Same<{ key: string }, { key: ItemKey }>>();
// @ts-expect-error one of several kinds is missing
assertSameType<Same<{ type: 'a' } | { type: 'b' }, { type: 'a' }>>();

it('reads the rows that are sound and tells how many are not, but not what they hold', () => {
  const said: string[] = [];
  const rows = [{ a: 'x' }, { a: 5, secret: 'y' }, null, { a: 'z', later: true }];
  expect(parseRows(z.object({ a: z.string() }), rows, 'table', (what) => said.push(what))).toEqual([
    { a: 'x' },
    { a: 'z' },
  ]);
  expect(said).toEqual(['table: 2 unreadable row(s) skipped']);
});
