import { IDBObjectStore } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import type { ItemKey } from '../../../domain/key';
import { pruneFacts } from '../../../storage/facts';
import { KEY, OTHER, START, TAB, value, world, write } from './world';

const key = (number: number) => `github.com/acme/widgets#${number}` as ItemKey;

describe('facts', () => {
  it('gather from place to place', async () => {
    const { ask } = world();
    value(await ask({ type: 'see', seen: [{ key: KEY, title: 'Widgets', createdAt: 5 }] }, TAB));
    const [view] = value(
      await ask({ type: 'see', seen: [{ key: KEY, status: 'Open', category: 'todo' }] }, TAB),
    );
    expect(view!.facts).toMatchObject({
      title: 'Widgets',
      createdAt: 5,
      status: 'Open',
      category: 'todo',
      updatedAt: null,
    });
  });

  it('of a board’s column, which a page of GitHub tells by its name alone, have its category', async () => {
    const { ask } = world();
    const seen = async (status: string) =>
      value(await ask({ type: 'see', seen: [{ key: KEY, status }] }, TAB))[0]!.facts!.category;
    expect(await seen('In progress')).toBe('doing');
    expect(await seen('Parked')).toBeNull();
    expect(await seen('✅ Done')).toBe('done');
  });

  it('are not made of a question: a bare key is no item seen', async () => {
    const { ask, dump } = world();
    value(await ask({ type: 'see', seen: [{ key: KEY }] }, TAB));
    expect(JSON.parse(await dump('facts'))).toEqual([[]]);
  });

  it('of one item seen twice in one message are put together', async () => {
    const { ask } = world();
    const views = value(
      await ask(
        {
          type: 'see',
          seen: [
            { key: KEY, title: 'Widgets' },
            { key: KEY, createdAt: 5 },
          ],
        },
        TAB,
      ),
    );
    for (const { facts } of views) expect(facts).toMatchObject({ title: 'Widgets', createdAt: 5 });
  });

  it('are written only when they changed, or were last seen a minute ago', async () => {
    const { ask, clock, store } = world();
    const seen = { type: 'see' as const, seen: [{ key: KEY, title: 'Widgets' }] };
    const seenAt = async () => (await store.read((db) => db.facts.get(KEY)))!.seenAt - START;
    await ask(seen);
    clock.now += 59_000;
    await ask(seen);
    expect(await seenAt()).toBe(0);
    clock.now += 1000;
    await ask(seen);
    expect(await seenAt()).toBe(60_000);
    clock.now += 10;
    await ask({ ...seen, seen: [{ key: KEY, title: 'Gadgets' }] });
    expect(await seenAt()).toBe(60_010);
    // The clock went back.
    clock.now -= 86_400_000;
    await ask(seen);
    expect(await seenAt()).toBe(60_010 - 86_400_000);
  });

  it('are cut to a sensible length, and else kept as they are', async () => {
    const { ask } = world();
    const title = `<b>${'😀'.repeat(300)}`;
    const assignees = Array.from({ length: 60 }, () => 'x'.repeat(200));
    const [view] = value(
      await ask({ type: 'see', seen: [{ key: KEY, title, status: 'y'.repeat(200), assignees }] }, TAB),
    );
    expect(view!.facts!.title).toBe(`<b>${'😀'.repeat(248)}`);
    expect(view!.facts!.status).toBe('y'.repeat(100));
    expect(view!.facts!.assignees).toEqual(Array.from({ length: 50 }, () => 'x'.repeat(100)));
  });

  it('are shown though there is no room to keep them', async () => {
    const { ask, warnings, dump } = world();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const [view] = value(await ask({ type: 'see', seen: [{ key: KEY, title: 'Widgets' }] }, TAB));
    put.mockRestore();
    expect(view!.facts!.title).toBe('Widgets');
    expect(warnings).toEqual(['facts: no room to keep them']);
    expect(JSON.parse(await dump('facts'))).toEqual([[]]);
  });

  it('that can’t be read are unknown until seen again', async () => {
    const { ask, store } = world();
    value(
      await ask(
        {
          type: 'see',
          seen: [
            { key: KEY, title: 'Widgets' },
            { key: OTHER, title: 'Other' },
          ],
        },
        TAB,
      ),
    );
    await store.write((db) => db.table('facts').update(KEY, { 'facts.title': 7 }));
    const views = value(await ask({ type: 'see', seen: [{ key: KEY }, { key: OTHER }] }, TAB));
    expect(views.map(({ facts }) => facts?.title ?? null)).toEqual([null, 'Other']);
  });

  it('seen longest ago are let go, but never those of an item with steps', async () => {
    const { ask, act, clock, store } = world();
    for (let number = 1; number <= 10; number += 1) {
      clock.now += 1;
      value(await ask({ type: 'see', seen: [{ key: key(number), title: 'x' }] }, TAB));
    }
    value(await act(write('a'), key(2)));
    await store.write((db) => pruneFacts(db, 3));
    const left = await store.read((db) => db.facts.toCollection().primaryKeys());
    expect(left.sort()).toEqual([key(10), key(2), key(8), key(9)].sort());
  });

  it('are pruned by themselves', async () => {
    const { ask, store } = world();
    await store.write((db) =>
      db.facts.bulkPut(
        Array.from({ length: 21_000 }, (_, i) => ({
          key: key(i + 10),
          seenAt: START - 1_000_000 + i,
          facts: {} as never,
        })),
      ),
    );
    value(await ask({ type: 'see', seen: [{ key: key(1), title: 'x' }] }, TAB));
    expect(await store.read((db) => db.facts.count())).toBe(20_000);
    expect(await store.read((db) => db.facts.get(key(1)))).toBeDefined();
  });
});

describe('items seen lately', () => {
  const setUp = async () => {
    const made = world();
    for (const [i, title] of ['Fix the login', 'Login page is slow', 'Écrire la doc'].entries()) {
      made.clock.now += 1000;
      value(await made.ask({ type: 'see', seen: [{ key: key(i + 1), title }] }, TAB));
    }
    return made;
  };
  it.each([
    ['', [3, 2, 1]],
    ['login', [2, 1]],
    ['  LOGIN  slow ', [2]],
    ['#1', [1]],
    ['acme/widgets#3', [3]],
    ['écrire', [3]],
    ['login nowhere', []],
    ['.*', []],
  ])('“%s” finds %j, latest first', async (text, numbers) => {
    const { ask } = await setUp();
    const found = value(await ask({ type: 'recent', text }));
    expect(found.map((facts) => facts.key)).toEqual(numbers.map(key));
  });

  it('are 20 at most, and found behind pages of others', async () => {
    const { ask, store } = await setUp();
    await store.write((db) =>
      db.facts.bulkPut(
        Array.from({ length: 450 }, (_, i) => ({
          key: key(i + 10),
          seenAt: START + 10_000 + i,
          facts: {
            key: key(i + 10),
            title: 'Noise',
            status: null,
            category: null,
            assignees: null,
            createdAt: null,
            updatedAt: null,
            statusSince: null,
            closedAt: null,
            askedAt: null,
            seenAs: null,
          },
        })),
      ),
    );
    expect(value(await ask({ type: 'recent', text: '' }))).toHaveLength(20);
    expect(value(await ask({ type: 'recent', text: 'slow' }))).toMatchObject([{ key: key(2) }]);
  });
});
