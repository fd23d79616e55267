import { describe, expect, it } from 'vitest';
import { createAddedHosts } from '../../../entrypoints/background/added-hosts';
import { fakeBrowser } from './fake';

const JIRA = 'https://jira.acme.test/*';
const PLAIN = 'http://jira/*';
const own = (hosts: string[], overHttp: string[] = []) => ({
  ownHosts: Object.fromEntries(hosts.map((host) => [host, 'jira' as const])),
  overHttp,
});

function opened() {
  const fake = fakeBrowser();
  const warnings: string[] = [];
  return { ...fake, warnings, ...createAddedHosts(fake.browser as never, (what) => warnings.push(what)) };
}

describe("Jira's content script on own hosts", () => {
  it('is registered where it is permitted, from the first moment of a page, and for good', async () => {
    const { settle, scripts, granted } = opened();
    granted.add(JIRA);
    await settle(own(['jira.acme.test', 'jira:8080'], ['jira:8080']));
    expect([...scripts.values()]).toEqual([
      {
        id: expect.stringContaining('jira.acme.test'),
        matches: [JIRA],
        js: ['content-scripts/jira.js'],
        runAt: 'document_start',
        persistAcrossSessions: true,
      },
    ]);
  });

  it('is registered once for hosts that differ only by their port', async () => {
    const { settle, calls, granted } = opened();
    granted.add(JIRA);
    await settle(own(['jira.acme.test', 'jira.acme.test:8443']));
    await settle(own(['jira.acme.test:8443']));
    expect(calls).toEqual([`+ ${JIRA}`]);
    await settle(own([]));
    expect(calls).toEqual([`+ ${JIRA}`, `- ${JIRA}`]);
  });

  it('is registered for each scheme by itself', async () => {
    const { settle, calls, granted } = opened();
    for (const each of [JIRA, PLAIN, 'https://jira/*']) granted.add(each);
    await settle(own(['jira:8080'], ['jira:8080']));
    await settle(own(['jira:8080']));
    expect(calls).toEqual([`+ ${PLAIN}`, `- ${PLAIN}`, '+ https://jira/*']);
  });

  it('goes with the permission, and comes back with it', async () => {
    const { settle, calls, granted } = opened();
    granted.add(JIRA);
    await settle(own(['jira.acme.test']));
    granted.delete(JIRA);
    await settle(own(['jira.acme.test']));
    granted.add(JIRA);
    await settle(own(['jira.acme.test']));
    expect(calls).toEqual([`+ ${JIRA}`, `- ${JIRA}`, `+ ${JIRA}`]);
  });

  it('is back after an update of the extension, which forgets it', async () => {
    const { settle, scripts, calls, granted } = opened();
    granted.add(JIRA);
    await settle(own(['jira.acme.test']));
    scripts.clear();
    await settle(own(['jira.acme.test']));
    expect(calls).toEqual([`+ ${JIRA}`, `+ ${JIRA}`]);
  });

  it('is registered once, however many ask at the same moment', async () => {
    const { settle, calls, warnings, granted } = opened();
    granted.add(JIRA);
    await Promise.all([1, 2, 3].map(() => settle(own(['jira.acme.test']))));
    expect([calls, warnings]).toEqual([[`+ ${JIRA}`], []]);
  });

  it('of one failure tells, and goes on', async () => {
    const { settle, browser, calls, warnings, granted } = opened();
    granted.add(JIRA);
    const { contains } = browser.permissions;
    browser.permissions.contains = () => Promise.reject(new TypeError('secret.acme.test'));
    await settle(own(['jira.acme.test']));
    browser.permissions.contains = contains;
    await settle(own(['jira.acme.test']));
    expect([calls, warnings]).toEqual([[`+ ${JIRA}`], ['own hosts: TypeError']]);
  });

  it('asks the browser for a permission without a port', async () => {
    const { permits, granted } = opened();
    granted.add(PLAIN);
    expect(await permits('http://jira:8080')).toBe(true);
    expect(await permits('https://jira:8080')).toBe(false);
  });
});
