/** A Jira of one's own, from its pasted address to its pages and back. The form itself: test/components/settings. */
import type { Page } from '@playwright/test';
import type { Browser as Extension } from 'webextension-polyfill';
import { chips, expect, type Foothold, test } from '../fixture';
import { openSiteAccess } from '../site-access';

/** In the worker. */
declare const chrome: Extension;

const JIRA = 'https://jira.acme.test/*';
const ISSUE = 'https://jira.acme.test/tracker/browse/APP-1';
const PLAIN = 'http://jira.acme.test:8080/tracker/browse/APP-1';
/** Data Center's issue header, jira.md §1. */
const HEADER = `<!doctype html><html><head><title>Jira</title><meta name="ajs-context-path" content="/tracker"></head>
<body><header id="stalker" class="issue-header js-stalker"><div class="issue-header-content">
<a class="issue-link" data-issue-key="APP-1" href="/tracker/browse/APP-1" id="key-val" rel="1">APP-1</a>
<h1 id="summary-val">Crash on an empty file</h1></div></header></body></html>`;

async function openSettings(foothold: Foothold): Promise<Page> {
  const page = await foothold.context.newPage();
  await page.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
  await expect(page.getByText('None added yet.')).toBeVisible();
  return page;
}

async function add(settings: Page, address: string): Promise<void> {
  await settings.getByLabel('Address of your Jira').fill(address);
  await settings.getByRole('button', { name: 'Add' }).click();
}

/** What the browser has registered. */
const registered = async (foothold: Foothold): Promise<string[]> =>
  (await foothold.worker()).evaluate(async () =>
    (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ matches }) => matches ?? []),
  );

/** An issue and its two sub-tasks. */
const ITEMS = 3;
const shown = async (page: Page) => (await chips(page)).length;
const ours = (page: Page) => page.locator('foothold-chip, foothold-toast, foothold-panel');

test('a pasted address is added, and Foothold works on its pages until it is removed', async ({
  foothold,
}) => {
  const before = await foothold.open(ISSUE);
  // Not added, it is not asked about: no script there, no word in the popup.
  const about = await foothold.openPopup(before);
  await expect(about.getByText('This tab shows no item')).toBeVisible();
  await expect(about.getByRole('button')).toHaveCount(0);
  await expect(ours(before)).toHaveCount(0);
  await (await openSiteAccess(foothold)).allow(JIRA);
  const [settings] = await Promise.all([
    foothold.context.waitForEvent('page'),
    about.getByRole('link', { name: 'Settings' }).press('Enter'),
  ]);
  await expect(settings.getByRole('heading', { name: 'Settings' })).toBeVisible();
  expect(settings.url()).toBe(`chrome-extension://${foothold.extensionId}/dashboard.html#settings`);
  await expect(settings.getByText('None added yet.')).toBeVisible();
  expect(await registered(foothold)).toEqual([]);
  await add(settings, `${ISSUE}?focusedId=7`);
  await expect(settings.getByRole('status')).toHaveText(/^https:\/\/jira\.acme\.test is added\./);
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText('Foothold works here.');
  await expect(settings.getByLabel('Address of your Jira')).toHaveValue('');
  expect(await registered(foothold)).toEqual([JIRA]);

  // A page that was open gets it with the next load, as the words say.
  await expect(ours(before)).toHaveCount(0);
  await before.reload();
  await expect.poll(() => shown(before)).toBe(ITEMS);

  const popup = await foothold.openPopup(before);
  await expect(popup.locator('#popup-target')).toContainText('APP-1');
  await expect(popup.getByRole('switch', { name: 'Show on jira.acme.test' })).toBeChecked();
  await popup.getByRole('combobox').fill('Read the log');
  await popup.getByRole('combobox').press('Enter');
  await expect(popup.getByRole('status')).toContainText('Added to APP-1');
  await expect.poll(async () => (await chips(before))[0]?.text).toContain('Read the log');
  await popup.getByRole('combobox').fill('jira.acme.test/tracker/browse/APP-2 Ask Ana');
  await popup.getByRole('combobox').press('Enter');
  await expect(popup.getByRole('status')).toContainText('Added to APP-2');
  const keys = (await foothold.events()).map(({ key }) => key);
  expect(keys).toEqual(['jira.acme.test/tracker/APP-1', 'jira.acme.test/tracker/APP-2']);

  await settings.bringToFront();
  await settings.getByRole('button', { name: 'Remove: https://jira.acme.test' }).click();
  await expect(settings.getByRole('status')).toContainText('https://jira.acme.test is removed.');
  await expect(settings.getByText('None added yet.')).toBeVisible();
  await expect(settings.getByLabel('Address of your Jira')).toBeFocused();
  expect(await registered(foothold)).toEqual([]);
  // At once, and for good.
  await expect(ours(before)).toHaveCount(0);
  await before.reload();
  await before.waitForFunction(() => window.practice?.hydrated);
  const after = await foothold.openPopup(before);
  await expect(after.getByText('This tab shows no item')).toBeVisible();
  await expect(ours(before)).toHaveCount(0);
  expect(await foothold.events()).toHaveLength(2);
  expect(foothold.leaks()).toEqual([]);
});

test('the browser withdraws the permission: its pages are left, and it can be allowed again', async ({
  foothold,
}) => {
  const access = await openSiteAccess(foothold);
  await access.allow(JIRA);
  const settings = await openSettings(foothold);
  await add(settings, ISSUE);
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText('Foothold works here.');
  const page = await foothold.open(ISSUE);
  await expect.poll(() => shown(page)).toBe(ITEMS);

  await access.withdraw(JIRA);
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText(
    'The browser withdrew the permission',
  );
  await expect(ours(page)).toHaveCount(0);
  await expect.poll(() => registered(foothold)).toEqual([]);

  await expect(settings.getByRole('button', { name: 'Allow again: https://jira.acme.test' })).toBeVisible();
  // On the browser's own page it can be given back as well: nothing is left to be done in ours.
  await access.allow(JIRA);
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText('Foothold works here.');
  await expect(settings.getByRole('button', { name: /^Allow again/ })).toHaveCount(0);
  await expect.poll(() => registered(foothold)).toEqual([JIRA]);
  await page.reload();
  await expect.poll(() => shown(page)).toBe(ITEMS);
});

test('after an update of the extension, and in a new worker, it is registered again', async ({
  foothold,
}) => {
  await (await openSiteAccess(foothold)).allow(JIRA);
  const settings = await openSettings(foothold);
  await add(settings, ISSUE);
  await expect.poll(() => registered(foothold)).toEqual([JIRA]);
  const worker = await foothold.worker();
  // What the browser does at an update: it forgets, and tells the new version.
  await worker.evaluate(() => chrome.scripting.unregisterContentScripts());
  expect(await registered(foothold)).toEqual([]);
  await worker.evaluate(() =>
    (chrome.runtime.onInstalled as unknown as { dispatch(details: object): void }).dispatch({
      reason: 'update',
    }),
  );
  await expect.poll(() => registered(foothold)).toEqual([JIRA]);

  await worker.evaluate(() => chrome.scripting.unregisterContentScripts());
  await foothold.killWorker();
  await expect.poll(() => registered(foothold)).toEqual([JIRA]);
  const page = await foothold.open(ISSUE);
  await expect.poll(() => shown(page)).toBe(ITEMS);
});

test('by http and with a port it works as well; another port of the host is left alone', async ({
  foothold,
}) => {
  const OTHER = 'http://jira.acme.test:9000/tracker/browse/APP-1';
  foothold.serve(PLAIN, HEADER);
  foothold.serve(OTHER, HEADER);
  await (await openSiteAccess(foothold)).allow('http://jira.acme.test/*');
  const settings = await openSettings(foothold);
  await add(settings, PLAIN);
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText('http://jira.acme.test:8080');
  const page = await foothold.context.newPage();
  await page.goto(PLAIN);
  await expect.poll(() => shown(page)).toBe(1);
  const popup = await foothold.openPopup(page);
  await expect(popup.locator('#popup-target').getByRole('link')).toHaveAttribute('href', PLAIN);

  const other = await foothold.context.newPage();
  await other.goto(OTHER);
  const about = await foothold.openPopup(other);
  await expect(about.getByText('This tab shows no item')).toBeVisible();
  await expect(about.getByRole('switch')).toHaveCount(0);
  await expect(ours(other)).toHaveCount(0);

  // Once it is added too, the one script serves both; without the first it stays.
  await add(settings, OTHER);
  await expect(settings.getByRole('main').getByRole('listitem')).toHaveCount(2);
  await other.reload();
  await expect.poll(() => shown(other)).toBe(1);
  await settings.getByRole('button', { name: 'Remove: http://jira.acme.test:8080' }).click();
  await expect(settings.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await expect(ours(page)).toHaveCount(0);
  await expect.poll(() => shown(other)).toBe(1);
  expect(await registered(foothold)).toEqual(['http://jira.acme.test/*']);
});
