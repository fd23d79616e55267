/** Pages of self-hosted trackers: only those that were added and are permitted may speak, each for its own items. */
import { describe, expect, it } from 'vitest';
import { asKey } from '../../../domain/key';
import type { Push } from '../../../storage/rpc/protocol';
import { actId, KEY, refusal, SELF, value, world, write } from './world';

const OWN = {
  ownHosts: { 'jira.acme.test': 'jira', 'jira.acme.test:8443': 'jira', 'jira:8080': 'jira' },
  overHttp: ['jira:8080'],
} as const;
const SEEN = { hiddenOn: [], ownHosts: {}, overHttp: [] };
const from = (url: string) => ({ id: SELF.id, url, origin: new URL(url).origin });
const key = (text: string) => asKey(text)!;

async function added(
  permitted = ['https://jira.acme.test', 'https://jira.acme.test:8443', 'http://jira:8080'],
) {
  const made = world();
  for (const origin of permitted) made.permitted.add(origin);
  value(await made.ask({ type: 'set', settings: { ...OWN, overHttp: [...OWN.overHttp] } }));
  return made;
}

describe('a page of an own host', () => {
  const cases: [url: string, key: string, ok: boolean][] = [
    ['https://jira.acme.test/tracker/browse/APP-1', 'jira.acme.test/tracker/APP-1', true],
    ['https://jira.acme.test/browse/APP-1', 'jira.acme.test/tracker/APP-1', true],
    ['https://jira.acme.test:8443/browse/APP-1', 'jira.acme.test:8443/APP-1', true],
    ['http://jira:8080/tracker/secure/RapidBoard.jspa', 'jira:8080/tracker/APP-1', true],
    // Another port is another host.
    ['https://jira.acme.test:8443/browse/APP-1', 'jira.acme.test/APP-1', false],
    ['https://jira.acme.test/browse/APP-1', 'jira.acme.test:8443/APP-1', false],
    ['https://jira.acme.test/browse/APP-1', KEY, false],
    ['https://jira.acme.test/browse/APP-1', 'acme.atlassian.net/APP-1', false],
    // The permission holds for them as well; they were not added.
    ['https://jira.acme.test:9000/browse/APP-1', 'jira.acme.test:9000/APP-1', false],
    ['http://jira.acme.test/browse/APP-1', 'jira.acme.test/APP-1', false],
    ['https://jira:8080/browse/APP-1', 'jira:8080/APP-1', false],
    ['https://wiki.acme.test/browse/APP-1', 'wiki.acme.test/APP-1', false],
  ];
  it.each(cases)('%s touches %s: %s', async (url, item, ok) => {
    const { act, ask } = await added();
    const acted = await act(write('a'), key(item), actId(), from(url));
    const seen = await ask({ type: 'see', seen: [{ key: key(item) }] }, from(url));
    if (ok) return void [value(acted), value(seen)];
    expect([refusal(acted).code, refusal(seen).code]).toEqual(['wrong-origin', 'wrong-origin']);
  });

  it('is told of its own host alone, and never of the lists', async () => {
    const { ask } = await added();
    const jira = from('http://jira:8080/browse/APP-1');
    expect(value(await ask({ type: 'settings' }, jira))).toEqual({
      hiddenOn: [],
      ownHosts: { 'jira:8080': 'jira' },
      overHttp: ['jira:8080'],
    });
    expect(value(await ask({ type: 'settings' }, from('https://github.com/acme')))).toEqual(SEEN);
    for (const type of ['lists', 'recent', 'set'] as const) {
      const request = { type, text: '', settings: {} };
      const { text: _, settings: __, ...bare } = request;
      const exact = type === 'recent' ? { type, text: '' } : type === 'set' ? { type, settings: {} } : bare;
      expect(refusal(await ask(exact as never, jira)).code).toBe('wrong-origin');
    }
  });

  it.each(['settings', 'see'] as const)('without the permission may not ask for %s', async (type) => {
    const { ask } = await added(['http://jira:8080']);
    const jira = from('https://jira.acme.test/browse/APP-1');
    const request = type === 'see' ? { type, seen: [{ key: key('jira.acme.test/APP-1') }] } : { type };
    expect(refusal(await ask(request, jira)).code).toBe('wrong-origin');
  });
});

function port(url: string) {
  const heard: Push[] = [];
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  let told = () => {};
  const first = new Promise<void>((resolve) => {
    told = resolve;
  });
  return {
    sender: from(url),
    heard,
    closed,
    first,
    postMessage(push: Push) {
      heard.push(push);
      told();
    },
    disconnect: close,
    onDisconnect: { addListener: () => {} },
  };
}

describe('the port of an own host', () => {
  const item = key('jira.acme.test/tracker/APP-1');

  it('hears what changed of its own items', async () => {
    const { server, act } = await added();
    const [jira, other] = [port('https://jira.acme.test/tracker/x'), port('http://jira:8080/')];
    for (const each of [jira, other]) server.join(each);
    await Promise.all([jira.first, other.first]);
    value(await act(write('a'), item, actId(), jira.sender));
    expect(jira.heard.map(({ type }) => type)).toEqual(['connected', 'changed']);
    expect(other.heard.map(({ type }) => type)).toEqual(['connected']);
  });

  it('is closed where nothing was added, or nothing is permitted', async () => {
    const { server } = await added(['http://jira:8080']);
    const strangers = [port('https://jira.acme.test/'), port('https://wiki.acme.test/')];
    for (const each of strangers) server.join(each);
    await Promise.all(strangers.map(({ closed }) => closed));
    expect(strangers.map(({ heard }) => heard)).toEqual([[], []]);
  });

  it('is told once that its host was removed, and nothing after it', async () => {
    const { server, ask, act, settled } = await added();
    const jira = port('https://jira.acme.test/tracker/x');
    server.join(jira);
    await jira.first;
    const left = { 'jira:8080': 'jira' as const };
    value(await ask({ type: 'set', settings: { ownHosts: left } }));
    expect(settled.at(-1)?.ownHosts).toEqual(left);
    value(await act(write('a'), item, actId(), { id: SELF.id, url: `${SELF.root}popup.html` }));
    expect(jira.heard.slice(1)).toEqual([{ type: 'settings', settings: SEEN }]);
  });

  it('is told when the browser withdrew the permission', async () => {
    const { server, permitted } = await added();
    const [jira, other] = [port('https://jira.acme.test/tracker/x'), port('http://jira:8080/')];
    for (const each of [jira, other]) server.join(each);
    await Promise.all([jira.first, other.first]);
    permitted.delete('https://jira.acme.test');
    await server.recheck();
    expect(jira.heard.slice(1)).toEqual([{ type: 'settings', settings: SEEN }]);
    expect(other.heard).toHaveLength(1);
  });
});
