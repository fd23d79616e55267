/** Storing and removing keys for trackers' APIs, from the settings page to a real background and stand-ins. */
import { describe, expect, it, vi } from 'vitest';
import { allow, forget, stateText, store, type TokenOutcome } from '../../../components/settings/tokens';
import type { ApiTracker, Request, TokenState } from '../../../storage/rpc/protocol';
import { apiWorld, START, TOKENS } from '../api/world';
import { fakePermissions } from './fake';

// What is said is its name and what it is about: the words are _locales'.
vi.mock('../../../components/wording/messages', () => ({
  t: (name: string, ...values: string[]) => [name, ...values].join(' '),
  language: () => 'en',
}));

const PATTERNS = { linear: 'https://api.linear.app/*', github: 'https://api.github.com/*' } as const;

function page(answer: boolean | null = true) {
  const world = apiWorld();
  world.permitted.clear();
  const browser = fakePermissions(answer);
  // What the person grants, the background is let in by.
  const { ask, giveBack } = browser.permissions;
  browser.permissions.ask = async (pattern) => {
    const granted = await ask(pattern);
    if (granted) world.permitted.add(pattern);
    return granted;
  };
  browser.permissions.giveBack = async (pattern) => {
    world.permitted.delete(pattern);
    await giveBack(pattern);
  };
  const rpc = {
    ask: (request: Request) => world.ask(request),
    settings: () => world.ask({ type: 'settings' }),
  } as never;
  const asked = { permissions: browser.permissions, rpc };
  const said = (kept: TokenOutcome) => ('fault' in kept ? kept.fault : kept.text);
  return {
    world,
    ...browser,
    store: async (tracker: ApiTracker, written: string, before = false) =>
      said(await store(tracker, written, before, asked)),
    allow: async (tracker: ApiTracker) => said(await allow(tracker, asked)),
    forget: async (tracker: ApiTracker) => said(await forget(tracker, asked)),
    raw: asked,
  };
}

describe.each(['linear', 'github'] as const)('%s', (tracker) => {
  const word = tracker === 'linear' ? 'tracker_linear' : 'tracker_github';
  const pattern = PATTERNS[tracker];

  it('is asked for in the very event of the press', () => {
    const { raw, asked } = page();
    void store(tracker, TOKENS[tracker], false, raw);
    expect(asked).toEqual([pattern]);
  });

  it('is tried once and stored, whatever space stands around it', async () => {
    const it = page();
    expect(await it.store(tracker, ` ${TOKENS[tracker]}\n`)).toBe(`settingsDidStore ${word}`);
    expect(it.world.stands[tracker].served).toHaveLength(1);
    expect(await it.world.state(tracker)).toMatchObject({ over: null, answeredAt: START });
    expect([...it.granted]).toEqual([pattern]);
  });

  it('is not stored where the tracker does not take it, and the permission is given back', async () => {
    const it = page();
    expect(await it.store(tracker, 'wrong-key')).toBe(`error_token_refused ${word}`);
    expect(await it.world.state(tracker)).toBeNull();
    expect([...it.granted]).toEqual([]);
    expect(await it.world.tokens.read(tracker)).toBeNull();
  });

  it('leaves the one before where the new one is wrong', async () => {
    const it = page();
    await it.store(tracker, TOKENS[tracker]);
    expect(await it.store(tracker, 'wrong-key', true)).toBe(`error_token_refused ${word}`);
    expect(await it.world.state(tracker)).toMatchObject({ over: null });
    expect([...it.granted]).toEqual([pattern]);
  });

  it.each([
    ['is down', { kind: 'down', how: 'status' }],
    ['is out of reach', { kind: 'down', how: 'cut' }],
    ['is too slow', { kind: 'slow' }],
    ['asks to wait', { kind: 'limited', inMs: 1000 }],
    ['answers in no shape we know', { kind: 'broken', how: 'text' }],
  ] as const)('is not stored where the tracker %s', async (_, fault) => {
    const it = page();
    it.world.stands[tracker].fail(fault);
    expect(await it.store(tracker, TOKENS[tracker])).toBe(`error_token_untried ${word}`);
    expect(await it.world.state(tracker)).toBeNull();
    expect([...it.granted]).toEqual([]);
    expect(it.world.stands[tracker].served).toHaveLength(1);
  });

  it.each([
    ['', 'settingsFaultTokenEmpty'],
    ['  ', 'settingsFaultTokenEmpty'],
    ['two words', 'settingsFaultNoToken'],
    ['schlüssel', 'settingsFaultNoToken'],
    ['x'.repeat(600), 'settingsFaultNoToken'],
  ])('%j asks nobody and says %s', async (text, said) => {
    const it = page();
    expect(await it.store(tracker, text)).toBe(said);
    expect([it.asked, it.world.requests]).toEqual([[], []]);
  });

  it('never gets the other tracker’s', async () => {
    const other = tracker === 'linear' ? 'github' : 'linear';
    const it = page();
    const words = tracker === 'linear' ? 'tracker_github tracker_linear' : 'tracker_linear tracker_github';
    expect(await it.store(tracker, TOKENS[other])).toBe(`settingsFaultOtherToken ${words}`);
    expect([it.asked, it.world.requests]).toEqual([[], []]);
  });

  it.each([
    ['refused', false, `settingsFaultTokenPermission ${word}`],
    ['impossible to ask for', null, `settingsFaultCantAsk ${pattern.slice(0, -2)}`],
  ])('is not sent anywhere when the permission is %s', async (_, answer, said) => {
    const it = page(answer);
    expect(await it.store(tracker, TOKENS[tracker])).toBe(said);
    expect(it.world.requests).toEqual([]);
  });

  it('asked for again and again while it is tried is tried once', async () => {
    const it = page();
    it.world.permitted.add(pattern);
    const all = [1, 2, 3].map(() => it.world.keep(tracker));
    await Promise.all(all);
    expect(it.world.stands[tracker].served).toHaveLength(1);
  });

  it('is removed with its permission, which a Jira may still need', async () => {
    const it = page();
    await it.store(tracker, TOKENS[tracker]);
    expect(await it.forget(tracker)).toBe(`settingsDidForget ${word}`);
    expect(await it.world.state(tracker)).toBeNull();
    expect([...it.granted]).toEqual([]);

    await it.store(tracker, TOKENS[tracker]);
    const host = new URL(PATTERNS[tracker].slice(0, -1)).host;
    await it.world.value({ type: 'set', settings: { ownHosts: { [host]: 'jira' } } });
    await it.forget(tracker);
    expect([...it.granted]).toEqual([pattern]);
  });

  it('that can’t be read any more is told of as refused, and can be removed', async () => {
    const it = page();
    await it.store(tracker, TOKENS[tracker]);
    const row = await it.world.tokens.read(tracker);
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = it.world.factory.open('foothold-tokens');
      request.onsuccess = () => resolve(request.result as never);
    });
    await new Promise((resolve) => {
      const transaction = database.transaction('tokens', 'readwrite');
      transaction.objectStore('tokens').put({ ...row, batch: 'many' });
      transaction.oncomplete = resolve;
    });
    database.close();
    it.world.die();
    const state = (await it.world.state(tracker))!;
    expect(state).toMatchObject({ over: 'refused', isNews: false });
    expect(stateText(tracker, state)).toEqual([`settingsOverRefused ${word}`]);
    // The popup was told, or a permission changed: nothing breaks.
    await it.world.value({ type: 'tokens-told' });
    await it.world.apis.recheck();
    expect(await it.forget(tracker)).toBe(`settingsDidForget ${word}`);
    expect(await it.world.state(tracker)).toBeNull();
  });

  it('whose permission was withdrawn is not asked, says so once, and goes on when allowed again', async () => {
    const it = page();
    await it.store(tracker, TOKENS[tracker]);
    it.world.permitted.clear();
    it.granted.clear();
    await it.world.apis.recheck();
    expect(await it.world.state(tracker)).toMatchObject({ over: 'withdrawn', isNews: true });
    await it.world.value({ type: 'tokens-told' });
    expect(await it.world.state(tracker)).toMatchObject({ over: 'withdrawn', isNews: false });
    expect(await it.allow(tracker)).toBe(`settingsDidAllow ${word}`);
    await it.world.apis.recheck();
    expect(it.world.recalls).toHaveLength(2);
    it.world.permitted.clear();
    expect(await it.world.state(tracker)).toMatchObject({ over: 'withdrawn', isNews: true });
  });
});

describe('how it fares', () => {
  const fine: TokenState = {
    opens: 'acme',
    over: null,
    isNews: false,
    waitsUntil: null,
    trouble: null,
    answeredAt: null,
    isPartial: false,
  };
  const names = (state: Partial<TokenState>) =>
    stateText('linear', { ...fine, ...state }).map((text) => text.split(' ')[0]);
  it.each<[Partial<TokenState>, string[]]>([
    [{}, ['settings_opens_linear']],
    [{ answeredAt: START }, ['settings_opens_linear', 'settingsAnswered']],
    [{ waitsUntil: START, trouble: 'limited' }, ['settings_opens_linear', 'settingsWaitsLimited']],
    [{ waitsUntil: START, trouble: 'later' }, ['settings_opens_linear', 'settingsWaitsLater']],
    [
      { waitsUntil: START, trouble: 'not-understood' },
      ['settings_opens_linear', 'settingsWaitsNotUnderstood'],
    ],
    [{ waitsUntil: START }, ['settings_opens_linear', 'settingsWaits']],
    [{ isPartial: true }, ['settings_opens_linear', 'settingsPartial']],
    [
      { over: 'refused', answeredAt: START, waitsUntil: START },
      ['settings_opens_linear', 'settingsOverRefused'],
    ],
    [{ over: 'withdrawn' }, ['settings_opens_linear', 'settingsOverWithdrawn']],
  ])('%j', (state, said) => {
    expect(names(state)).toEqual(said);
  });
});
