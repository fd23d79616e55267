import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asKey } from '../../../domain/key';
import type { Push, Request, ScriptName } from '../../../storage/rpc/protocol';
import type { Sender } from '../../../storage/rpc/sender';
import type { ServerPort } from '../../../storage/rpc/server';
import { actId, ELSEWHERE, KEY, OTHER, POPUP, refusal, SELF, TAB, value, world, write } from './world';

const TABLES = ['events', 'items', 'facts', 'settings', 'meta'];
const NOTHING = JSON.stringify(
  TABLES.map(() => []),
  null,
  1,
);
const LINEAR = asKey('linear.app/acme/ENG-1')!;

const requests = {
  'see own': { type: 'see', seen: [{ key: KEY, title: 'a' }] },
  'see other host': { type: 'see', seen: [{ key: KEY }, { key: ELSEWHERE, title: 'planted' }] },
  'act own': { type: 'act', id: actId(), key: KEY, action: write('a') },
  'act other host': { type: 'act', id: actId(), key: LINEAR, action: write('planted') },
  settings: { type: 'settings' },
  set: { type: 'set', settings: { hiddenOn: ['github.com'] } },
  lists: { type: 'lists' },
  counts: { type: 'counts' },
  recent: { type: 'recent', text: '' },
  token: { type: 'token', tracker: 'linear', token: 'lin_api_x' },
  'no token': { type: 'token', tracker: 'linear', token: null },
  tokens: { type: 'tokens' },
  'tokens told': { type: 'tokens-told' },
} satisfies Record<string, Request>;
type Named = keyof typeof requests;
const ALL = Object.keys(requests) as Named[];
const OWN: Named[] = ['see own', 'act own', 'settings'];

describe('who may ask what', () => {
  const senders: [string, Sender, Named[]][] = [
    ['a tab of github.com', TAB, OWN],
    ['a tab of a browser that tells no origin', { id: SELF.id, url: TAB.url }, OWN],
    ['the popup', POPUP, ALL],
    [
      'the dashboard in a tab',
      { ...POPUP, url: `${SELF.root}dashboard.html#now`, origin: 'chrome-extension://foothold' },
      ALL,
    ],
    ['a tab of another host', { id: SELF.id, url: 'https://evil.example/github.com' }, []],
    ['a subdomain', { id: SELF.id, url: 'https://gist.github.com/acme' }, []],
    ['another port', { id: SELF.id, url: 'https://github.com:8443/acme' }, []],
    ['a host that only starts alike', { id: SELF.id, url: 'https://github.com.evil.example/' }, []],
    ['a user name that looks like a host', { id: SELF.id, url: 'https://github.com@evil.example/' }, []],
    ['github.com without https', { id: SELF.id, url: 'http://github.com/acme' }, []],
    ['a sandboxed frame of github.com', { ...TAB, origin: 'null' }, []],
    ['an origin that is not its address', { ...TAB, origin: 'https://evil.example' }, []],
    ['a page that only looks like ours', { id: SELF.id, url: 'https://foothold/popup.html' }, []],
    ['another extension', { id: 'other', url: 'chrome-extension://other/popup.html' }, []],
    ['another extension in our name', { id: 'other', url: POPUP.url }, []],
    ['nobody', {}, []],
    ['no address', { id: SELF.id }, []],
    ['a local file', { id: SELF.id, url: 'file:///home/me/github.com' }, []],
    ['a blank frame', { id: SELF.id, url: 'about:blank' }, []],
    ['garbage', { id: SELF.id, url: '::' }, []],
  ];
  const cases = senders.flatMap(([who, sender, allowed]) =>
    ALL.map((name) => ({ who, sender, name, ok: allowed.includes(name) })),
  );
  it.each(cases)('$who: $name: $ok', async ({ sender, name, ok }) => {
    const { server, dump } = world();
    const answer = await server.answer(requests[name], sender);
    if (ok) return void value(answer);
    expect(refusal(answer)).toEqual({ code: 'wrong-origin', params: [] });
    expect(await dump(...TABLES)).toBe(NOTHING);
  });
});

describe('a message of the wrong shape', () => {
  const act = requests['act own'];
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'act'],
    ['no type', {}],
    ['an unknown type', { type: 'erase' }],
    ['one field too many', { ...act, force: true }],
    ['one too many deep down', { ...act, action: { ...act.action, at: 5 } }],
    ['one too few', { type: 'act', key: KEY, action: act.action }],
    ['a token of another tracker', { type: 'token', tracker: 'jira', token: 'x' }],
    ['a token with a line break', { type: 'token', tracker: 'linear', token: 'x\r\nCookie: 1' }],
    ['an empty token', { type: 'token', tracker: 'linear', token: '' }],
    ['a key not in normal form', { ...act, key: 'github.com/Acme/widgets#1' }],
    ['a key that is none', { ...act, key: '__proto__' }],
    ['an act id that is none', { ...act, id: '' }],
    ['a step id that is none', { ...act, action: { type: 'start', step: 'x' } }],
    ['a snooze for ever', { ...act, action: { type: 'snooze', until: Number.POSITIVE_INFINITY } }],
    ['facts that are none', { type: 'see', seen: [{ key: KEY, createdAt: 'yesterday' }] }],
    ['an instant that is none', { type: 'see', seen: [{ key: KEY, createdAt: Number.NaN }] }],
    ['more than one page shows', { type: 'see', seen: Array.from({ length: 501 }, () => ({ key: KEY })) }],
    ['settings that are none', { type: 'set', settings: { hiddenOn: [1] } }],
    ['an own host that is public', { type: 'set', settings: { ownHosts: { 'github.com': 'jira' } } }],
    ['an own host that is an address', { type: 'set', settings: { ownHosts: { 'https://a.test': 'jira' } } }],
    ['an own host of no tracker', { type: 'set', settings: { ownHosts: { 'a.test': 'wiki' } } }],
  ])('%s is refused', async (_, message) => {
    const { server, dump } = world();
    expect(refusal(await server.answer(message, POPUP))).toEqual({ code: 'bad-message', params: [] });
    expect(await dump(...TABLES)).toBe(NOTHING);
  });

  it('whatever it is, gets an answer and writes nothing', async () => {
    const { server, dump } = world();
    const almost = fc.record(
      {
        type: fc.constantFrom('see', 'act', 'set'),
        seen: fc.anything(),
        action: fc.anything(),
        settings: fc.anything(),
      },
      { requiredKeys: ['type'] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true }), almost),
        async (message) => {
          // Nothing to see is a sound question, and so is nothing to set.
          const text = JSON.stringify(message, (_, each) => (typeof each === 'bigint' ? 'big' : each));
          fc.pre(text !== '{"type":"see","seen":[]}' && text !== '{"type":"set","settings":{}}');
          expect(refusal(await server.answer(message, POPUP)).code).toBe('bad-message');
        },
      ),
      { numRuns: 500 },
    );
    expect(await dump(...TABLES)).toBe(NOTHING);
  });

  it('of an unexpected failure tells the code and where, and no text', async () => {
    const { act: ask, store, warnings } = world();
    await store.read(async (db) => {
      db.events.hook('creating', () => {
        throw new RangeError('broke on: my secret step');
      });
    });
    expect(refusal(await ask(write('my secret step'))).code).toBe('unexpected');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('unexpected: RangeError');
    expect(warnings[0]).not.toContain('secret');
  });
});

function port(sender: Sender | undefined) {
  const heard: Push[] = [];
  let leave = () => {};
  let closed = false;
  const made: ServerPort & { heard: Push[]; leave: () => void; closed: () => boolean } = {
    ...(sender && { sender }),
    postMessage: (push) => void heard.push(push),
    disconnect: () => {
      closed = true;
    },
    onDisconnect: {
      addListener: (listener) => {
        leave = listener;
      },
    },
    heard,
    leave: () => leave(),
    closed: () => closed,
  };
  return made;
}

describe('what changed', () => {
  it('is told to every tab of that host and to our own pages, and to nobody else', async () => {
    const { act, server } = world();
    const tabs = [port(TAB), port({ ...TAB, url: 'https://github.com/other' }), port(POPUP)];
    const other = port({ id: SELF.id, url: 'https://acme.atlassian.net/browse/APP-1' });
    for (const each of [...tabs, other]) server.join(each);
    const { view } = value(await act(write('a', true)));
    for (const { heard } of tabs) {
      expect(heard).toEqual([
        { type: 'connected', worker: 'worker 1' },
        { type: 'changed', views: [view] },
      ]);
    }
    expect(other.heard).toEqual([{ type: 'connected', worker: 'worker 1' }]);
  });

  it('is told again when an act is asked for again: the worker may have died before it told', async () => {
    const { act, server } = world();
    const id = actId();
    const { view } = value(await act(write('a'), KEY, id));
    const tab = port(TAB);
    server.join(tab);
    value(await act(write('a'), KEY, id));
    expect(tab.heard.slice(1)).toEqual([{ type: 'changed', views: [view] }]);
  });

  it('is not told when it was refused', async () => {
    const { act, server } = world();
    const tab = port(TAB);
    server.join(tab);
    refusal(await act(write('')));
    expect(tab.heard.slice(1)).toEqual([]);
  });

  it('is told to those who are left when one has gone', async () => {
    const { act, server } = world();
    const [gone, broken, left] = [port(TAB), port(TAB), port(TAB)];
    for (const each of [gone, broken, left]) server.join(each);
    gone.leave();
    broken.postMessage = () => {
      throw new Error('disconnected port');
    };
    value(await act(write('a')));
    expect([gone.heard.length, left.heard.length]).toEqual([1, 2]);
  });

  it('in settings is told to all, to each page what is said of its own host', async () => {
    const { ask, server } = world();
    const cloud = { id: SELF.id, url: 'https://acme.atlassian.net/browse/APP-1' };
    const [tab, jira, popup] = [port(TAB), port(cloud), port(POPUP)];
    for (const each of [tab, jira, popup]) server.join(each);
    const settings = value(
      await ask({ type: 'set', settings: { hiddenOn: [' GitHub.com', 'a.example:8443', 'github.com', ''] } }),
    );
    expect(settings).toEqual({ hiddenOn: ['a.example:8443', 'github.com'], ownHosts: {}, overHttp: [] });
    expect(popup.heard.slice(1)).toEqual([{ type: 'settings', settings }]);
    const theirs = { ...settings, hiddenOn: ['github.com'] };
    expect(tab.heard.slice(1)).toEqual([{ type: 'settings', settings: theirs }]);
    expect(jira.heard.slice(1)).toEqual([{ type: 'settings', settings: { ...theirs, hiddenOn: [] } }]);
    expect(value(await ask({ type: 'settings' }, TAB))).toEqual(theirs);
    expect(value(await ask({ type: 'settings' }))).toEqual(settings);
  });

  it('in one setting leaves the others as they are', async () => {
    const { ask } = world();
    const own = { ownHosts: { 'jira.acme.test': 'jira' as const }, overHttp: [] };
    value(await ask({ type: 'set', settings: own }));
    const after = value(await ask({ type: 'set', settings: { hiddenOn: ['github.com'] } }));
    expect(after).toEqual({ ...own, hiddenOn: ['github.com'] });
  });

  it.each([undefined, {}, { ...TAB, origin: 'null' }, { id: 'other', url: POPUP.url }])(
    'is no business of %o',
    async (sender) => {
      const { act, server } = world();
      const stranger = port(sender);
      server.join(stranger);
      value(await act(write('a')));
      expect(stranger.closed()).toBe(true);
      expect(stranger.heard).toEqual([]);
    },
  );
});

describe('settings', () => {
  it('that can’t be read fall back to the default', async () => {
    const { ask, store, warnings } = world();
    await store.write((db) =>
      db.table('settings').bulkPut([
        { name: 'hiddenOn', value: 7 },
        // A newer Foothold's is no fault.
        { name: 'later', value: 1 },
      ]),
    );
    expect(value(await ask({ type: 'settings' }))).toEqual({ hiddenOn: [], ownHosts: {}, overHttp: [] });
    expect(warnings).toEqual(['settings: 1 unreadable row(s) skipped']);
  });
});

describe('a script beside the content script', () => {
  it('is run in the tab whose content script asks, and in no other', async () => {
    const { ask, scripts } = world();
    const run = (part: ScriptName) => ({ type: 'run', part }) as const;
    expect(value(await ask(run('layer'), { ...TAB, tab: { id: 7 } }))).toBe(null);
    expect(value(await ask(run('jira-refresh'), { ...TAB, tab: { id: 8 } }))).toBe(null);
    expect(refusal(await ask(run('layer'), POPUP)).code).toBe('wrong-origin');
    expect(refusal(await ask(run('layer'), TAB)).code).toBe('wrong-origin');
    expect(refusal(await ask(run('background' as ScriptName), { ...TAB, tab: { id: 7 } })).code).toBe(
      'bad-message',
    );
    expect(scripts).toEqual([
      [{ tab: 7, frame: 0, document: null }, 'layer'],
      [{ tab: 8, frame: 0, document: null }, 'jira-refresh'],
    ]);
  });
});

describe('seeing', () => {
  it('answers in the order asked, each time an item stands there', async () => {
    const { ask, act } = world();
    value(await act(write('a'), OTHER));
    const views = value(
      await ask({ type: 'see', seen: [{ key: KEY, title: 'One' }, { key: OTHER }, { key: KEY }] }, TAB),
    );
    expect(views.map(({ key, facts, steps }) => [key, facts?.title ?? null, steps.length])).toEqual([
      [KEY, 'One', 0],
      [OTHER, null, 1],
      [KEY, 'One', 0],
    ]);
  });
});
