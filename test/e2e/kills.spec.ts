/**
 * The browser may end the worker at any moment. Whatever it was doing: an act that was answered is in the log once,
 * one that wasn't is there whole or not at all, and the tables are what the log says.
 */
import type { Page } from '@playwright/test';
import type { Action } from '../../domain/act';
import type { FootholdEvent } from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import { rowsOf } from '../../storage/item-rows';
import type { ActionReply, Answer, ItemView } from '../../storage/rpc/protocol';
import { type EventRow, expect, type Foothold, test } from '../fixture';
import { fieldOf } from '../panel';
import { type Dice, rollDice, SEED, shuffle, soaked } from '../soak';
import { openClient } from './real-client';
import { shownIn } from './shown';

/** Of ten acts each. */
const ROUNDS = soaked(20, 4);
const KEYS = [1285, 1284, 1283, 1282, 1281].map((number) => `github.com/acme/widgets#${number}` as ItemKey);

interface Tried {
  id: string;
  key: ItemKey;
  action: Action;
  answer: Answer<ActionReply>;
}

/** How many events an act is. */
const sizeOf = (action: Action) => (action.type === 'write' && action.start ? 2 : 1);

/** Something that can be done to the item as it was last seen. */
function choose(roll: Dice, view: ItemView | undefined, acts: readonly Tried[]): Action {
  const text = `Step ${acts.length}: read page ${roll(900)}`;
  const open = view?.steps.filter(({ state }) => state !== 'finished' && state !== 'dropped') ?? [];
  const step = open[roll(open.length || 1)];
  if (!step || (open.length < 4 && roll(4) === 0)) return { type: 'write', text, start: roll(2) === 0 };
  const last = acts.findLast(({ key, answer }) => answer.ok && key === view?.key);
  const ways: Action[] = [
    step.state === 'started' ? { type: 'pause', step: step.id } : { type: 'start', step: step.id },
    { type: 'rewrite', step: step.id, text, base: step.revision },
    { type: 'finish', step: step.id, outcome: null },
    // What was answered last may be an undo itself.
    last ? { type: 'undo', act: last.id } : { type: 'drop', step: step.id },
  ];
  return ways[roll(ways.length)]!;
}

const ask = (client: Page, { id, key, action }: Omit<Tried, 'answer'>) =>
  client.evaluate(([key, action, id]) => window.rpc.act(key, action, id), [key, action, id] as const);

/**
 * Makes the worker stop at a point of its next act, where it waits to be killed.
 * - `before`: events are written, and the transaction is kept open; nothing is committed.
 * - `after`: it is committed, and nobody has been told.
 */
async function stopAt(foothold: Foothold, point: 'before' | 'after'): Promise<() => Promise<void>> {
  const worker = await foothold.worker();
  await worker.evaluate((point) => {
    const scope = globalThis as unknown as { stopped: boolean };
    scope.stopped = false;
    const writesEvents = (transaction: IDBTransaction) =>
      transaction.mode === 'readwrite' && transaction.objectStoreNames.contains('events');
    if (point === 'before') {
      const { add } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
        const request = add.apply(this, given);
        // Asks on and on: a transaction with a request under way is not committed.
        const keepOpen = () => {
          scope.stopped = true;
          this.count().onsuccess = keepOpen;
        };
        if (this.name === 'events') keepOpen();
        return request;
      };
      return;
    }
    const complete = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete')!;
    Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
      ...complete,
      set(this: IDBTransaction, listener: unknown) {
        const hold = () => {
          scope.stopped = true;
        };
        complete.set!.call(this, writesEvents(this) ? hold : listener);
      },
    });
  }, point);
  return async () => {
    await expect
      .poll(() => worker.evaluate(() => (globalThis as unknown as { stopped: boolean }).stopped))
      .toBe(true);
  };
}

type Kill = 'none' | 'before' | 'after' | 'any time';

/** The dice give the order only: each way of dying has its turn in every round, whatever they fall like. */
const KILLS: readonly Kill[] = [
  ...Array<Kill>(5).fill('none'),
  ...Array<Kill>(3).fill('any time'),
  'before',
  'after',
];

async function perform(
  foothold: Foothold,
  client: Page,
  act: Omit<Tried, 'answer'>,
  kill: Kill,
  wait: number,
) {
  if (kill === 'none') return ask(client, act);
  if (kill === 'any time') {
    await foothold.worker();
    const answer = ask(client, act);
    // The moment is the dice's: there is nothing to wait for.
    await new Promise((later) => setTimeout(later, wait));
    await foothold.killWorker();
    return answer;
  }
  const stopped = await stopAt(foothold, kill);
  const answer = ask(client, act);
  await stopped();
  await foothold.killWorker();
  return answer;
}

/** Every act, answered or not, against the log; and the tables against the log. */
async function expectSound(foothold: Foothold, acts: readonly Tried[]): Promise<EventRow[]> {
  const events = await foothold.events();
  const byAct = Map.groupBy(events, ({ act }) => act);
  const wrong = acts.filter(({ id, action, answer }) => {
    const count = byAct.get(id)?.length ?? 0;
    if (answer.ok) return count !== sizeOf(action);
    // Refused: never. No answer: all of it or nothing.
    return answer.error.code === 'no-answer'
      ? count % sizeOf(action) !== 0 || count > sizeOf(action)
      : count !== 0;
  });
  expect(wrong).toEqual([]);
  const known = new Set(acts.map(({ id }) => id));
  expect(events.filter(({ act }) => !known.has(act))).toEqual([]);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  await expectFolded(foothold, events);
  return events;
}

async function expectFolded(foothold: Foothold, events: readonly FootholdEvent[]): Promise<void> {
  const rows = [...Map.groupBy(events, ({ key }) => key)].map(
    ([key, ofOne]) => rowsOf({ head: key, keys: [key] }, ofOne)!,
  );
  const items = rows.map(({ item }) => item).sort((a, b) => (a.key < b.key ? -1 : 1));
  expect(await foothold.rows('items')).toEqual(items);
}

test('acts while the worker is killed at any moment: each answered one is in the log, once', {
  tag: '@soak',
}, async ({ foothold }) => {
  test.setTimeout(300_000);
  const roll = rollDice();
  const page = await foothold.open('/acme/widgets/issues', { churn: 'off' });
  const client = await openClient(foothold);
  const views = new Map<ItemKey, ItemView>();
  const acts: Tried[] = [];
  const kills = Array.from({ length: ROUNDS }, () => shuffle(KILLS, roll)).flat();
  for (const kill of kills) {
    const key = KEYS[roll(KEYS.length)]!;
    const act = { id: `act-${SEED}-${acts.length}`, key, action: choose(roll, views.get(key), acts) };
    const answer = await perform(foothold, client, act, kill, roll(25));
    acts.push({ ...act, answer });
    const view = answer.ok ? answer.value.view : answer.error.view;
    if (view) views.set(key, view);
  }
  // The worker was alive again for each of them: nobody is left without an answer.
  expect(acts.filter(({ answer }) => !answer.ok)).toEqual([]);
  await expectSound(foothold, acts);

  // The page in the other tab has missed nothing.
  const list = await shownIn(foothold, page);
  for (const key of KEYS) {
    const { item, steps } = views.get(key) ?? { item: null, steps: [] };
    const next = steps.find(({ id }) => id === item?.nextStep);
    const label = next ? expect.stringContaining(next.text) : expect.stringContaining('Write the next step');
    await expect.poll(() => list.chip(key.slice(key.indexOf('#')))).toMatchObject({ label });
  }
});

test('acts from many tabs at once, while the worker is killed', { tag: '@soak' }, async ({ foothold }) => {
  test.setTimeout(120_000);
  const roll = rollDice();
  const clients = [await openClient(foothold), await openClient(foothold), await openClient(foothold)];
  const acts: Tried[] = [];
  for (let round = 0; round < soaked(8, 4); round += 1) {
    await foothold.worker();
    const asked = clients.flatMap((client, tab) =>
      KEYS.slice(0, 3).map(async (key, place): Promise<Tried> => {
        const action: Action = { type: 'write', text: `Round ${round}, tab ${tab}`, start: place === 0 };
        const act = { id: `act-${round}-${tab}-${place}`, key, action };
        return { ...act, answer: await ask(client, act) };
      }),
    );
    await new Promise((later) => setTimeout(later, roll(30)));
    await foothold.killWorker();
    acts.push(...(await Promise.all(asked)));
  }
  expect(acts.filter(({ answer }) => !answer.ok)).toEqual([]);
  await expectSound(foothold, acts);
});

for (const point of ['before', 'after'] as const) {
  test(`a step saved in the editor is there once when the worker is killed just ${point} it is committed`, async ({
    foothold,
  }) => {
    const page = await foothold.open('/acme/widgets/issues', { churn: 'off' });
    const chip = page.locator('foothold-chip').first();
    await chip.locator('[data-do=open]').click();
    const field = fieldOf(page);
    await field.fill('Read the log');
    const stopped = await stopAt(foothold, point);
    await field.press('Control+Enter');
    await stopped();
    // A transaction that is kept open can't be read past.
    if (point === 'after') expect(await foothold.events()).toHaveLength(2);
    await foothold.killWorker();
    await expect(chip).toContainText('Read the log');
    await expect(field).toBeHidden();
    const events = await foothold.events();
    expect(events.map(({ what }) => what.type)).toEqual(['written', 'started']);
    await expectFolded(foothold, events);
  });
}

test('quick-add asked again after no answer writes what was written already only once', async ({
  foothold,
}) => {
  const page = await foothold.open('/acme/widgets/issues/1285', { churn: 'off' });
  const popup = await foothold.openPopup(page);
  // The client waits half a minute for an answer before it says that there is none.
  await popup.clock.install();
  const field = popup.getByRole('combobox');
  await field.fill('Read the log');
  const stopped = await stopAt(foothold, 'after');
  await field.press('Enter');
  await stopped();
  await expect(async () => {
    await popup.clock.runFor(10_000);
    await expect(popup.locator('.quickadd')).toContainText('gave no answer', { timeout: 200 });
  }).toPass();
  await expect(field).toHaveValue('Read the log');
  await foothold.killWorker();
  await field.press('Enter');
  await expect(popup.getByRole('status')).toContainText('Added to acme/widgets#1285');
  expect((await foothold.events()).map(({ what }) => what.type)).toEqual(['written']);
});
