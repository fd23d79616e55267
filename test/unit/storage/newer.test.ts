/**
 * What a newer Foothold wrote passes through an older one whole. From now on each new kind of event or field stands in
 * `NEW`, and is put through the version before: its schema is frozen in versions/, and the rest of storage works with
 * it as it does in an older browser that was not updated yet.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { EventContent, FootholdEvent } from '../../../domain/event';
import { eventContent as current } from '../../../storage/event-content';
import { fileOf } from './data-world';
import { eventContent as before } from './versions/event-content-0.1.0';
import { forgetVersion, storageOf } from './versions/storage-of';
import { KEY, START } from './world';

type Kinds = EventContent['type'];

const id = (n: number) => `${START + n}-0000-dev1ce00` as FootholdEvent['id'];
const event = (n: number, what: object, more: object = {}) => ({
  id: id(n),
  act: `act-of-${n}-`,
  key: KEY,
  at: START + n,
  what,
  ...more,
});
const KNOWN = [
  event(1, { type: 'written', text: 'open the log' }),
  event(2, { type: 'started', step: id(1) }),
  event(3, { type: 'written', text: 'tell Mona' }),
];

/** Each kind that the version before doesn't know, with all its fields. One that is missing fails below. */
const NEW: Partial<Record<Kinds, EventContent>> = {
  erased: { type: 'erased', step: id(3), keys: [KEY] },
};

/** As any later version may write them. */
const LATER = [
  event(10, { type: 'delegated', step: id(1), to: { name: 'Mona', asOf: 7 }, tags: ['a', null, 1.5, true] }),
  event(11, { type: 'written', text: 'with more', size: 'small', parts: [{ n: 1 }] }),
  event(12, { type: 'started', step: id(1) }, { by: 'a shortcut', device: { name: 'Laptop' } }),
  event(13, { type: 'why', text: null, because: '' }),
  // In another order of fields.
  { what: { step: id(1), type: 'paused' }, at: START + 14, key: KEY, act: 'act-of-14-', id: id(14) },
];

const fieldsOf = (schema: typeof current | typeof before): Map<string, string[]> =>
  new Map(schema.options.map(({ shape }) => [shape.type.value, Object.keys(shape).sort()]));

afterEach(forgetVersion);

it('each kind and field that is new since the version before stands in NEW', () => {
  const known = fieldsOf(before);
  const news = [...fieldsOf(current)].filter(([kind, fields]) => known.get(kind)?.join() !== fields.join());
  expect(news.map(([kind]) => kind).sort()).toEqual(Object.keys(NEW).sort());
  for (const [kind, fields] of news) expect(Object.keys(NEW[kind as Kinds]!).sort()).toEqual(fields);
  // Nothing that was known is forgotten.
  for (const [kind, fields] of known)
    for (const field of fields) expect(fieldsOf(current).get(kind), kind).toContain(field);
});

describe('the version before', () => {
  const all = [...KNOWN, ...Object.values(NEW).map((what, n) => event(20 + n, what)), ...LATER];
  const events = (file: string) => JSON.parse(file).events;
  const sorted = [...all].sort((a, b) => (a.id < b.id ? -1 : 1));

  it('keeps them whole, and passes them on whole: through two of it, to the byte', async () => {
    const first = await storageOf('before');
    const warn = await first.take(fileOf(all));
    expect(warn).toMatchObject({ added: all.length, newer: Object.keys(NEW).length + 4, refused: [] });
    const once = await first.exported();
    const second = await storageOf('before');
    await second.take(once);
    const twice = events(await second.exported());
    expect(JSON.stringify(twice)).toBe(JSON.stringify(sorted));
    // They survive what rewrites rows.
    const { client, always } = second;
    expect(await client.rebuild(always())).toMatchObject({ ok: true, value: { unreadable: 0 } });
    expect(JSON.stringify(events(await second.exported()))).toBe(JSON.stringify(sorted));
    expect(second.warnings).toEqual([]);
  });

  it('folds all the rest as if they were not there', async () => {
    const with_ = await storageOf('before');
    await with_.take(fileOf(all));
    const without = await storageOf('before');
    const isKnown = ({ what }: (typeof all)[number]) => fieldsOf(before).has((what as { type: string }).type);
    const bare = ({ id, act, key, at, what }: (typeof all)[number]) => {
      const { size: _, parts: __, because: ___, ...known } = what as Record<string, unknown>;
      return { id, act, key, at, what: known };
    };
    await without.take(fileOf(all.filter(isKnown).map(bare)));
    expect(await with_.dump('items')).toBe(await without.dump('items'));
    expect(JSON.parse(await with_.dump('items'))[0][0].steps).toHaveLength(3);
  });

  it('lets a person go on', async () => {
    const old = await storageOf('before');
    await old.take(fileOf(all));
    const answer = await old.act({ type: 'write', text: 'and more', start: false });
    expect(answer).toMatchObject({ ok: true });
    expect(events(await old.exported()).slice(0, -1)).toEqual(sorted);
  });

  it('gives this one what it folds as if it had come here at once', async () => {
    const old = await storageOf('before');
    await old.take(fileOf(all));
    const file = await old.exported();
    const here = await storageOf('now');
    await here.take(file);
    const direct = await storageOf('now');
    await direct.take(fileOf(all));
    expect(await here.dump('events', 'items')).toBe(await direct.dump('events', 'items'));
    const [[{ steps }]] = JSON.parse(await here.dump('items'));
    expect(steps[1]).toMatchObject({ id: id(3), text: '', erased: true, state: 'dropped' });
  });
});
