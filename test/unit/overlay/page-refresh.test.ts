/** What a page makes of the policy: its rows, its tab, its background, and what it says. */
import { describe, expect, it } from 'vitest';
import type { FactsResponse } from '../../../components/overlay/tracker-contract';
import type { ItemKey } from '../../../domain/key';
import { answered, key, keys, MINUTE, openTab, SECOND, START } from './tab';

const good = async (asked: readonly ItemKey[]): Promise<FactsResponse> => answered(asked);
const HOUR = 60 * MINUTE;

describe('a page asks', () => {
  it('once for all that is on it', async () => {
    const tab = openTab(good);
    tab.show(keys(30));
    tab.show(keys(10, 31));
    await tab.pass(SECOND);
    expect(tab.requests).toEqual([{ at: 50, keys: keys(40) }]);
    expect(tab.facts.get(key(1))).toMatchObject({ createdAt: 5, statusSince: 7, askedAt: START + 50 });
    expect(tab.timers.size).toBe(0);
  });

  it('what is near ahead of its first item, and then at once', async () => {
    const tab = openTab(good, true);
    expect(tab.requests).toEqual([{ at: 0, keys: [] }]);
    tab.show(keys(3));
    await tab.pass(SECOND);
    expect(tab.requests.slice(1)).toEqual([{ at: 0, keys: keys(3) }]);
    expect(tab.asking.check?.()).toEqual({ understood: true, found: { requests: 2 } });
  });

  it('for nothing of which the background has not said what it knows', async () => {
    const tab = openTab(good);
    tab.shown.add(key(1));
    tab.asking.consider([key(1)]);
    await tab.pass(MINUTE);
    expect(tab.requests).toEqual([]);
  });

  it('for what is shown when it is time', async () => {
    const tab = openTab(good);
    tab.show(keys(2));
    tab.hide([key(1)]);
    await tab.pass(SECOND);
    tab.show([key(1)]);
    await tab.pass(SECOND);
    expect(tab.requests.map((request) => request.keys)).toEqual([[key(2)], [key(1)]]);
  });

  it('for nothing while its tab is hidden', async () => {
    const tab = openTab(good);
    tab.show(keys(3));
    tab.state.visible = false;
    await tab.pass(SECOND);
    tab.show(keys(4));
    await tab.pass(HOUR);
    expect(tab.requests).toEqual([]);
    expect(tab.timers.size).toBe(0);
    tab.setVisible(true);
    await tab.pass(SECOND);
    expect(tab.requests.map((request) => request.keys)).toEqual([keys(4)]);
  });

  it('and the background is told anew what rows show when the tab is seen again, not just their keys', async () => {
    const tab = openTab(good);
    tab.onPage.set(key(1), { title: 'Shown' });
    tab.show([key(1)]);
    tab.state.visible = false;
    tab.setVisible(true);
    await tab.pass(SECOND);
    expect(tab.told.seen[0]).toEqual([{ key: key(1), title: 'Shown' }]);
  });

  it('for nothing once it is over', async () => {
    const tab = openTab(good);
    tab.show(keys(3));
    tab.end();
    expect(tab.timers.size).toBe(0);
    tab.asking.again();
    await tab.pass(HOUR);
    expect(tab.requests).toEqual([]);
  });

  it('again when the person comes back: till then it says why it knows nothing, once', async () => {
    let isSignedIn = false;
    const tab = openTab(async (asked) =>
      isSignedIn ? answered(asked) : { ok: false, fault: 'logged-out', retryAfterMs: null },
    );
    tab.show(keys(2));
    for (let n = 0; n < 3; n += 1) {
      await tab.pass(MINUTE);
      tab.asking.again();
    }
    await tab.pass(SECOND);
    expect(tab.requests).toHaveLength(4);
    expect(tab.asking.reason(key(1))).toBe('ageBecauseSignedOut');
    expect(tab.told).toMatchObject({ reasons: keys(2), toasts: ['toastSignedOut'] });
    isSignedIn = true;
    await tab.pass(MINUTE);
    tab.asking.again();
    await tab.pass(SECOND);
    expect(tab.asking.reason(key(1))).toBeNull();
    expect(tab.told.reasons).toEqual([...keys(2), ...keys(2)]);
  });
});

it('what the background can’t keep is shown all the same', async () => {
  const tab = openTab(good);
  tab.show(keys(2));
  tab.state.keeps = false;
  await tab.pass(SECOND);
  expect(tab.facts.get(key(2))).toMatchObject({ createdAt: 5, statusSince: 7 });
  expect(tab.requests).toHaveLength(1);
});

describe('an item that answers under another key', () => {
  const [OLD, NEW] = [key(1), key(2)];
  const moved = async () => answered([NEW], {}, { moved: [{ from: OLD, to: NEW }] });

  it('is told of once more when something is written under the key the page still calls it by', async () => {
    const tab = openTab(moved);
    tab.show([OLD]);
    await tab.pass(SECOND);
    tab.show([OLD]);
    await tab.pass(SECOND);
    expect(tab.told.moves).toEqual([[OLD, NEW]]);
    expect(tab.facts.get(OLD)).toMatchObject({ createdAt: 5 });
    tab.state.written.add(OLD);
    tab.show([OLD]);
    tab.show([OLD]);
    await tab.pass(SECOND);
    expect(tab.told.moves).toEqual([
      [OLD, NEW],
      [OLD, NEW],
    ]);
  });

  it('is told of once where nothing was done since everything was erased', async () => {
    const tab = openTab(moved);
    tab.state.hasErased = true;
    for (let n = 0; n < 3; n += 1) {
      tab.show([OLD]);
      await tab.pass(SECOND);
    }
    expect(tab.told.moves).toEqual([[OLD, NEW]]);
  });

  it('is told of once where there was something under its old key', async () => {
    const tab = openTab(moved);
    tab.state.written.add(OLD);
    for (let n = 0; n < 2; n += 1) {
      tab.show([OLD]);
      await tab.pass(SECOND);
    }
    expect(tab.told.moves).toEqual([[OLD, NEW]]);
  });
});
