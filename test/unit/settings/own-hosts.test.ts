import { describe, expect, it, vi } from 'vitest';
import { addHost, permittedOf, removeHost } from '../../../components/settings/own-hosts';
import type { Settings } from '../../../storage/rpc/protocol';
import { world } from '../storage/world';
import { fakePermissions } from './fake';

// What is said is its name and what it is about: the words are _locales'.
vi.mock('../../../components/wording/messages', () => ({
  t: (name: string, ...values: string[]) => [name, ...values].join(' '),
  language: () => 'en',
}));

const JIRA = 'https://jira.acme.test/*';

/** The settings page's part against a real background. */
async function page(answer: boolean | null = true, before: Partial<Settings> = {}) {
  const { ask, store } = world();
  const browser = fakePermissions(answer);
  let settings = { hiddenOn: [], ownHosts: {}, overHttp: [] } as Settings;
  const rpc = {
    settings: () => ask({ type: 'settings' }),
    ask: (request: { type: 'set'; settings: Partial<Settings> }) => ask(request),
  } as never;
  const asked = () => ({ permissions: browser.permissions, rpc });
  const run = async (outcome: ReturnType<typeof addHost>) => {
    const done = await outcome;
    if ('settings' in done) settings = done.settings;
    return 'fault' in done ? done.fault : done.text;
  };
  const start = await ask({ type: 'set', settings: before });
  if (start.ok) settings = start.value as Settings;
  return {
    ...browser,
    store,
    hiddenOn: () => settings.hiddenOn,
    own: () => ({ hosts: Object.keys(settings.ownHosts), overHttp: settings.overHttp }),
    add: async (text: string) =>
      run(addHost(text, await permittedOf(settings, browser.permissions), asked())),
    remove: (host: string) => run(removeHost(host, asked())),
    asked: browser.asked,
    raw: asked,
  };
}

describe('adding', () => {
  it('asks for that origin alone, keeps it, and says so', async () => {
    const it = await page();
    expect(await it.add('https://jira.acme.test/tracker/browse/APP-1')).toBe(
      'settingsDidAdd https://jira.acme.test',
    );
    expect(it.asked).toEqual([JIRA]);
    expect(it.own()).toEqual({ hosts: ['jira.acme.test'], overHttp: [] });
  });

  it('keeps what was added elsewhere while the browser’s question stood there', async () => {
    const it = await page();
    const { ask } = it.permissions;
    let answer = (_: boolean) => {};
    it.permissions.ask = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const adding = addHost('https://jira.acme.test/', new Set(), it.raw());
    it.permissions.ask = ask;
    await it.add('http://jira:8080/');
    answer(true);
    expect(await adding).toMatchObject({
      settings: { ownHosts: { 'jira:8080': 'jira', 'jira.acme.test': 'jira' }, overHttp: ['jira:8080'] },
    });
  });

  it('asks in the very event of the click', async () => {
    const { raw, asked } = await page();
    void addHost('jira.acme.test', new Set(), raw());
    expect(asked).toEqual([JIRA]);
  });

  it.each([
    ['', 'settingsFaultEmpty'],
    ['our jira', 'settingsFaultNoAddress'],
    ['github.com/acme', 'settingsFaultKnown github.com'],
    ['acme.atlassian.net', 'settingsFaultKnown acme.atlassian.net'],
    ['linear.app', 'settingsFaultOther linear.app'],
  ])('%j asks nothing and says %s', async (text, said) => {
    const it = await page();
    expect(await it.add(text)).toBe(said);
    expect([it.asked, it.own().hosts]).toEqual([[], []]);
  });

  it('says that it is added already, and asks again where the permission was withdrawn', async () => {
    const it = await page();
    await it.add('http://jira:8080/');
    expect(await it.add('http://jira:8080/browse/APP-2')).toBe('settingsFaultAdded http://jira:8080');
    it.granted.clear();
    expect(await it.add('http://jira:8080')).toBe('settingsDidAdd http://jira:8080');
    expect(it.asked).toEqual(['http://jira/*', 'http://jira/*']);
    expect(it.own()).toEqual({ hosts: ['jira:8080'], overHttp: ['jira:8080'] });
  });

  it.each([
    ['refused', false, 'settingsFaultRefused https://jira.acme.test'],
    ['impossible to ask for', null, 'settingsFaultCantAsk https://jira.acme.test'],
  ])('keeps nothing when it is %s', async (_, answer, said) => {
    const it = await page(answer);
    expect(await it.add('jira.acme.test')).toBe(said);
    expect(it.own()).toEqual({ hosts: [], overHttp: [] });
  });

  it('moves a Jira from http to https, and gives the old permission back', async () => {
    const it = await page();
    await it.add('http://jira.acme.test/');
    await it.add('https://jira.acme.test/');
    expect(it.own()).toEqual({ hosts: ['jira.acme.test'], overHttp: [] });
    expect([...it.granted]).toEqual([JIRA]);
  });

  it('gives the permission back when it can’t be saved', async () => {
    const it = await page();
    await it.store.read(async (db) =>
      db.settings.hook('creating', () => {
        throw new RangeError('broken');
      }),
    );
    expect(await it.add('jira.acme.test')).toBe('error_unexpected');
    expect([...it.granted]).toEqual([]);
  });
});

describe('removing', () => {
  it('forgets the host and gives its permission back', async () => {
    const it = await page(true, { hiddenOn: ['github.com'] });
    await it.add('http://jira:8080/');
    await it.add('jira.acme.test');
    expect(await it.remove('jira:8080')).toBe('settingsDidRemove http://jira:8080');
    expect(it.own()).toEqual({ hosts: ['jira.acme.test'], overHttp: [] });
    expect([...it.granted]).toEqual([JIRA]);
    expect(it.hiddenOn()).toEqual(['github.com']);
  });

  it('keeps a permission that another port needs', async () => {
    const it = await page();
    await it.add('https://jira.acme.test/');
    await it.add('https://jira.acme.test:8443/');
    await it.remove('jira.acme.test');
    expect([...it.granted]).toEqual([JIRA]);
    await it.remove('jira.acme.test:8443');
    expect([...it.granted]).toEqual([]);
  });

  it('works where the browser withdrew the permission before', async () => {
    const it = await page();
    await it.add('jira.acme.test');
    it.granted.clear();
    expect(await it.remove('jira.acme.test')).toBe('settingsDidRemove https://jira.acme.test');
    expect(it.own().hosts).toEqual([]);
  });
});
