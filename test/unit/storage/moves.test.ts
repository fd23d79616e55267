/** An item under a new key: its steps move along, and nothing is lost, undone or doubled on the way. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../domain/act';
import { asKey, type ItemKey } from '../../../domain/key';
import { rebuild } from '../../../storage/rebuild';
import type { Push } from '../../../storage/rpc/protocol';
import type { Sender } from '../../../storage/rpc/sender';
import { actId, KEY, POPUP, refusal, SELF, value, world, write } from './world';

const key = (name: string): ItemKey => asKey(`acme.atlassian.net/${name}`)!;
const [OLD, NEW, THIRD] = ['APP-1', 'NEW-7', 'WEB-3'].map(key) as [ItemKey, ItemKey, ItemKey];
const JIRA: Sender = {
  id: SELF.id,
  url: 'https://acme.atlassian.net/browse/NEW-7',
  origin: 'https://acme.atlassian.net',
};

function jira() {
  const made = world();
  const act = (action: Action, on: ItemKey, id = actId()) => made.act(action, on, id, JIRA);
  const see = async (...keys: ItemKey[]) =>
    value(await made.ask({ type: 'see', seen: keys.map((each) => ({ key: each })) }, JIRA));
  const move = async (from: ItemKey, to: ItemKey) => value(await made.ask({ type: 'moved', from, to }, JIRA));
  const texts = async (on: ItemKey) => (await see(on))[0]!.steps.map(({ text }) => text);
  const isSameRebuilt = async () => {
    const before = await made.dump('items');
    await made.store.write((db) => rebuild(db, { warn: () => expect.unreachable() }));
    expect(await made.dump('items')).toBe(before);
  };
  return { ...made, act, see, move, texts, isSameRebuilt };
}

describe('an item that was moved', () => {
  it('has its steps under both keys, and once in the lists', async () => {
    const { act, ask, move, see, isSameRebuilt } = jira();
    value(await act(write('open the log', true), OLD));
    const [first] = await move(OLD, NEW);
    expect(first).toMatchObject({ key: NEW, steps: [{ text: 'open the log', key: NEW, state: 'started' }] });
    const [old, now] = await see(OLD, NEW);
    expect(old).toEqual({ ...now, key: OLD });
    expect(value(await ask({ type: 'lists' })).started).toMatchObject([{ key: NEW }]);
    await isSameRebuilt();
  });

  it('is written to by either key', async () => {
    const { act, move, texts, store, isSameRebuilt } = jira();
    value(await act(write('first'), OLD));
    await move(OLD, NEW);
    expect(value(await act(write('by the old key'), OLD)).view.key).toBe(OLD);
    value(await act(write('by the new key'), NEW));
    expect(await texts(OLD)).toEqual(['first', 'by the old key', 'by the new key']);
    expect(await texts(NEW)).toEqual(await texts(OLD));
    const under = await store.read((db) => db.events.where('act').above('').toArray());
    expect(under.filter((event) => event.key === OLD)).toHaveLength(1);
    await isSameRebuilt();
  });

  it('told again is not moved again', async () => {
    const { act, move, dump } = jira();
    value(await act(write('first'), OLD));
    const once = await move(OLD, NEW);
    const before = await dump('events', 'items');
    expect(await move(OLD, NEW)).toEqual(once);
    expect(await dump('events', 'items')).toBe(before);
  });

  it('had steps under both: they are put together', async () => {
    const { act, move, texts, isSameRebuilt } = jira();
    value(await act(write('old'), OLD));
    value(await act(write('new'), NEW));
    value(await act(write('old again'), OLD));
    await move(OLD, NEW);
    expect(await texts(NEW)).toEqual(['old', 'new', 'old again']);
    await isSameRebuilt();
  });

  it('and moved back goes by its first key', async () => {
    const { act, move, see, isSameRebuilt } = jira();
    value(await act(write('first'), OLD));
    await move(OLD, NEW);
    value(await act(write('second'), NEW));
    await move(NEW, OLD);
    expect((await see(NEW))[0]!.steps.map((step) => [step.text, step.key])).toEqual([
      ['first', OLD],
      ['second', OLD],
    ]);
    await move(OLD, THIRD);
    for (const view of await see(OLD, NEW, THIRD)) expect(view.item).toMatchObject({ key: THIRD });
    await isSameRebuilt();
  });

  it('keeps every act undoable, whatever key it was done under', async () => {
    const { act, move, texts, isSameRebuilt } = jira();
    const wrote = value(await act(write('first'), OLD)).act;
    await move(OLD, NEW);
    const undo = value(await act({ type: 'undo', act: wrote }, NEW)).act;
    expect(await texts(OLD)).toEqual([]);
    value(await act({ type: 'undo', act: undo }, OLD));
    expect(await texts(NEW)).toEqual(['first']);
    await isSameRebuilt();
  });

  it('cannot be un-moved: Jira said so, not a person', async () => {
    const { act, move, store, see } = jira();
    value(await act(write('first'), OLD));
    await move(OLD, NEW);
    const [moved] = await store.read((db) => db.events.where('what.from').equals(OLD).toArray());
    expect(refusal(await act({ type: 'undo', act: moved!.act }, NEW)).code).toBe('nothing-to-undo');
    expect((await see(OLD))[0]!.steps).toHaveLength(1);
  });

  it('answers an act that is asked for again under the other key', async () => {
    const { act, move, texts } = jira();
    const id = actId();
    value(await act(write('first'), OLD, id));
    await move(OLD, NEW);
    expect(value(await act(write('first'), NEW, id)).view.steps).toHaveLength(1);
    expect(await texts(NEW)).toEqual(['first']);
    expect(refusal(await act(write('first'), THIRD, id)).code).toBe('bad-message');
  });

  it('nobody did anything to leaves no trace in the log, however often it is told', async () => {
    const { act, move, see, texts, dump, isSameRebuilt } = jira();
    value(await act(write('new'), NEW));
    const before = await dump('events', 'items');
    for (let times = 0; times < 3; times += 1)
      expect(await move(OLD, NEW)).toMatchObject([{ key: NEW, steps: [{ text: 'new' }] }]);
    expect(await move(OLD, THIRD)).toMatchObject([{ key: THIRD, item: null, revision: null }]);
    expect(await dump('events', 'items')).toBe(before);
    expect((await see(OLD))[0]).toMatchObject({ key: OLD, item: null, steps: [], revision: null });
    // Written under its old key after all, it moves when it is told the next time.
    value(await act(write('old'), OLD));
    expect((await move(OLD, NEW)).map((view) => view.key)).toEqual([NEW, OLD]);
    expect(await texts(NEW)).toEqual(['new', 'old']);
    expect(await texts(OLD)).toEqual(['new', 'old']);
    await isSameRebuilt();
  });

  it('of which all was taken back moves all the same: an undo may be undone', async () => {
    const { act, move, texts, isSameRebuilt } = jira();
    const wrote = value(await act(write('first'), OLD)).act;
    const undo = value(await act({ type: 'undo', act: wrote }, OLD)).act;
    expect((await move(OLD, NEW)).map((view) => view.key)).toEqual([NEW, OLD]);
    value(await act({ type: 'undo', act: undo }, NEW));
    expect(await texts(NEW)).toEqual(['first']);
    await isSameRebuilt();
  });

  it('nobody did anything to has its facts once, under its new key', async () => {
    const { ask, move, see, store } = jira();
    value(await ask({ type: 'see', seen: [{ key: OLD, title: 'Widgets', createdAt: 5 }] }, JIRA));
    await move(OLD, NEW);
    expect((await see(OLD, NEW)).map(({ facts }) => facts)).toMatchObject([null, { key: NEW, createdAt: 5 }]);
    expect(await store.read((db) => db.facts.toCollection().primaryKeys())).toEqual([NEW]);
    expect(await store.read((db) => db.events.count())).toBe(0);
  });

  it('has its facts once, under its new key', async () => {
    const { act, ask, move, see, store } = jira();
    value(await act(write('first'), OLD));
    value(await ask({ type: 'see', seen: [{ key: OLD, title: 'Widgets', createdAt: 5 }] }, JIRA));
    await move(OLD, NEW);
    expect((await see(OLD, NEW)).map(({ facts }) => facts)).toMatchObject([
      { key: NEW, title: 'Widgets', createdAt: 5 },
      { key: NEW, title: 'Widgets' },
    ]);
    // A page that still calls it by its old key tells of the same item.
    value(await ask({ type: 'see', seen: [{ key: OLD, title: 'Gadgets' }] }, JIRA));
    expect((await see(NEW))[0]!.facts).toMatchObject({ title: 'Gadgets' });
    expect(await store.read((db) => db.facts.toCollection().primaryKeys())).toEqual([NEW]);
  });

  it('is found though the rows that say so are garbage', async () => {
    const { act, move, store, see } = jira();
    value(await act(write('first'), OLD));
    await move(OLD, NEW);
    await store.write((db) => db.table('items').bulkPut([{ key: OLD }, { key: NEW, revision: 5 }]));
    for (const view of await see(OLD, NEW)) expect(view.steps).toMatchObject([{ text: 'first', key: NEW }]);
  });

  it('is told to every tab that may see it, under both keys', async () => {
    const { act, move, server } = jira();
    value(await act(write('first'), OLD));
    const heard: Push[] = [];
    const port = (sender: Sender) => ({
      sender,
      postMessage: (push: Push) => heard.push(push),
      disconnect: () => {},
      onDisconnect: { addListener: () => {} },
    });
    server.join(port(JIRA));
    server.join(port({ ...JIRA, url: 'https://github.com/', origin: 'https://github.com' }));
    heard.length = 0;
    await move(OLD, NEW);
    value(await act(write('second'), OLD));
    expect(heard.map((push) => push.type === 'changed' && push.views.map((view) => view.key))).toEqual([
      [NEW, OLD],
      [OLD, NEW],
    ]);
  });
});

describe('who may say so', () => {
  const ELSEWHERE = asKey('other.atlassian.net/APP-1')!;
  it.each<[string, ItemKey, ItemKey, Sender, string]>([
    [
      'a page of another host',
      OLD,
      NEW,
      { ...JIRA, url: 'https://other.atlassian.net/', origin: 'https://other.atlassian.net' },
      'wrong-origin',
    ],
    ['from another host', ELSEWHERE, NEW, JIRA, 'wrong-origin'],
    ['to another host', OLD, ELSEWHERE, JIRA, 'wrong-origin'],
    ['of another tracker', KEY, NEW, JIRA, 'wrong-origin'],
    ['our own pages: they never asked Jira', OLD, NEW, POPUP, 'wrong-origin'],
    ['to itself', OLD, OLD, JIRA, 'bad-message'],
  ])('not %s', async (_, from, to, sender, code) => {
    const { ask, dump } = jira();
    const before = await dump('events', 'items', 'facts');
    expect(refusal(await ask({ type: 'moved', from, to }, sender)).code).toBe(code);
    expect(await dump('events', 'items', 'facts')).toBe(before);
  });
});

it('whatever is done and moved, a rebuild gives the same tables to the byte', async () => {
  const keys = fc.constantFrom(OLD, NEW, THIRD);
  const choice = fc.oneof(
    fc.record({ on: keys, to: keys }),
    fc.record({ on: keys, text: fc.constantFrom('a', 'b', 'c'), start: fc.boolean() }),
    fc.record({ on: keys, undo: fc.nat(5) }),
    fc.record({ on: keys, finish: fc.nat(5) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(choice, { maxLength: 25 }), async (choices) => {
      const { act, ask, see, isSameRebuilt, clock, store, warnings } = jira();
      const done: string[] = [];
      let written = 0;
      for (const each of choices) {
        clock.now += 1000;
        if ('to' in each) await ask({ type: 'moved', from: each.on, to: each.to }, JIRA);
        else {
          const step = 'finish' in each ? (await see(each.on))[0]!.steps[each.finish] : undefined;
          const action: Action | null =
            'text' in each
              ? write(each.text, each.start)
              : 'undo' in each
                ? { type: 'undo', act: done.at(-1 - each.undo) ?? 'nobody-at-all' }
                : step
                  ? { type: 'finish', step: step.id, outcome: null }
                  : null;
          const answer = action && (await act(action, each.on));
          if (answer?.ok) done.push(answer.value.act);
          if (answer?.ok && 'text' in each) written += 1;
        }
      }
      await isSameRebuilt();
      // Each step that was written stands under one key only, and none has vanished but by an undo.
      const rows = await store.read((db) => db.items.toArray());
      const steps = rows.flatMap((row) => row.steps);
      const heads = new Set(rows.flatMap((row) => (row.movedTo ? [] : [row.key])));
      for (const step of steps) expect(heads.has(step.key)).toBe(true);
      if (!choices.some((each) => 'undo' in each)) expect(steps).toHaveLength(written);
      expect(warnings).toEqual([]);
      store.close();
    }),
    { numRuns: 60 },
  );
});
