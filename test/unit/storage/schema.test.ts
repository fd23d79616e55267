import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { Draft } from '../../../domain/draft';
import type { EventContent, FootholdEvent } from '../../../domain/event';
import type { Facts } from '../../../domain/facts';
import type { Item, Step } from '../../../domain/fold';
import type { ItemKey } from '../../../domain/key';
import type { Request } from '../../../storage/rpc/protocol';
import type { request } from '../../../storage/rpc/request-schema';
import {
  type DraftRow,
  type eventRow,
  type factsRow,
  type ItemRow,
  parseRows,
} from '../../../storage/schema';

// Compared by `tsc`, deep down, optional fields and all.
describe('a schema says what the type says', () => {
  it('of what is stored', () => {
    expectTypeOf<z.infer<typeof eventRow>>().branded.toEqualTypeOf<FootholdEvent>();
    expectTypeOf<z.infer<typeof eventRow>['what']>().branded.toEqualTypeOf<EventContent>();
    expectTypeOf<ItemRow['steps'][number]>().branded.toEqualTypeOf<Step>();
    expectTypeOf<ItemRow['item']>().branded.toEqualTypeOf<Item | null>();
    expectTypeOf<z.infer<typeof factsRow>['facts']>().branded.toEqualTypeOf<Facts>();
    expectTypeOf<DraftRow>().branded.toEqualTypeOf<Draft>();
  });

  it('of what is asked', () => {
    expectTypeOf<z.infer<typeof request>>().branded.toEqualTypeOf<Request>();
  });

  it('and a difference does not compile', () => {
    expectTypeOf<{ a: string; b?: number | null }>().branded.toEqualTypeOf<
      { a: string } & { b?: number | null }
    >();
    // @ts-expect-error a field that may be left out is not one that may be undefined
    expectTypeOf<{ a?: string }>().branded.toEqualTypeOf<{ a: string | undefined }>();
    // @ts-expect-error a field is missing
    expectTypeOf<{ a: string }>().branded.toEqualTypeOf<{ a: string; b?: number }>();
    // @ts-expect-error deep down
    expectTypeOf<{ a: { b: string }[] }>().branded.toEqualTypeOf<{ a: { b: string | null }[] }>();
    // @ts-expect-error any text is no key
    expectTypeOf<{ key: string }>().branded.toEqualTypeOf<{ key: ItemKey }>();
    // @ts-expect-error one of several kinds is missing
    expectTypeOf<{ type: 'a' } | { type: 'b' }>().branded.toEqualTypeOf<{ type: 'a' }>();
    // @ts-expect-error one kind of event is missing
    expectTypeOf<EventContent>().branded.toEqualTypeOf<Exclude<EventContent, { type: 'valid' }>>();
    // @ts-expect-error one kind of event has another field
    expectTypeOf<EventContent>().branded.toEqualTypeOf<EventContent | { type: 'valid'; by: string }>();
    // @ts-expect-error one kind of request is missing
    expectTypeOf<Request>().branded.toEqualTypeOf<Exclude<Request, { type: 'set' }>>();
    // @ts-expect-error any text is no key, in an event
    expectTypeOf<FootholdEvent>().branded.toEqualTypeOf<Omit<FootholdEvent, 'key'> & { key: string }>();
  });
});

it('reads the rows that are sound and tells how many are not, but not what they hold', () => {
  const said: string[] = [];
  const rows = [{ a: 'x' }, { a: 5, secret: 'y' }, null, { a: 'z', later: true }];
  expect(parseRows(z.object({ a: z.string() }), rows, 'table', (what) => said.push(what))).toEqual([
    { a: 'x' },
    { a: 'z' },
  ]);
  expect(said).toEqual(['table: 2 unreadable row(s) skipped']);
});
