/**
 * Ages from the trackers' APIs: from the key in the settings to the pages, and every way in which that can go wrong.
 */
import type { Page } from '@playwright/test';
import type { Browser as Extension } from 'webextension-polyfill';
import { chips, expect, type Foothold, test } from '../fixture';
import { type ApiTracker, asked, KEYS, openKeys, PATTERNS } from './api-keys';
import { chipOf, PAGES, served } from './linear-page';
import { fill, openStore } from './linear-store';

/** In the worker. */
declare const chrome: Extension;

const RIGHT = 'opened 43 days ago, 12 days in In Progress, over the limit of 5 days';
const BOARD = '/orgs/acme/projects/1';
const IN_COLUMN = /opened \d+ \w+ ago, \d+ \w+ in (?:Backlog|In progress)/;

const said = async (page: Page, item = 'ENG-1'): Promise<string> =>
  ((await chipOf(page, item))?.spoken ?? '').replace('. Write the next step', '');
/** Rows and cards that no chip tells the age of. */
const ageless = async (page: Page) =>
  (await served(page)).filter(({ chips }) => !/opened \d/.test(chips[0]?.spoken ?? ''));
/** What a screen reader is told of an item of GitHub. */
const told = async (page: Page, item: string): Promise<string> =>
  (await chips(page)).find((chip) => chip.item === item)?.label ?? '';

const mayAsk = async (foothold: Foothold, tracker: ApiTracker): Promise<boolean> =>
  (await foothold.worker()).evaluate(
    (pattern) => chrome.permissions.contains({ origins: [pattern] }),
    PATTERNS[tracker],
  );

test('a Linear key stored in the settings fills in the pages that are open, in one request', async ({
  foothold,
}) => {
  const page = await foothold.open(PAGES.team);
  await expect.poll(() => said(page)).toContain('unknown');
  const keys = await openKeys(foothold);
  await keys.store('linear');
  await expect(keys.part('linear')).toContainText('Stored. It opens the workspace acme.');
  await expect(keys.field('linear')).toHaveValue('');
  await expect(keys.field('linear')).toBeFocused();
  await page.bringToFront();
  await expect.poll(() => said(page)).toBe(RIGHT);
  await expect.poll(() => ageless(page)).toEqual([]);
  expect(foothold.apis.linear.served.map(({ ok }) => ok)).toEqual([true, true]);
  expect(foothold.apis.github.served).toEqual([]);

  // Another tab, a reload and a new worker: all of it is known.
  const board = await foothold.open(PAGES.board);
  await expect.poll(() => said(board)).toBe(RIGHT);
  // What is still on its way when the worker dies is asked for again.
  await expect.poll(() => ageless(board)).toEqual([]);
  await foothold.killWorker();
  await page.reload();
  await expect.poll(() => said(page)).toBe(RIGHT);
  const numbers = asked(foothold, 'linear').flatMap(
    ({ variables }) => (variables.filter as { or: { number: { in: number[] } }[] }).or[0]!.number.in,
  );
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(foothold.leaks()).toEqual([]);
});

test('beside Linear’s own store only what that lacks is asked for, and neither takes from the other', async ({
  foothold,
}) => {
  const store = await openStore(foothold);
  await fill(store);
  const page = await foothold.open(PAGES.team);
  await expect.poll(() => said(page)).toBe(RIGHT);
  await expect.poll(() => said(page, 'ENG-8')).toContain('time in status unknown');
  const keys = await openKeys(foothold);
  await keys.store('linear');
  await page.bringToFront();
  await expect.poll(() => said(page, 'ENG-8')).toContain('11 days in In Review');
  const numbers = () =>
    asked(foothold, 'linear').flatMap(
      ({ variables }) => (variables.filter as { or: { number: { in: number[] } }[] }).or[0]!.number.in,
    );
  expect(numbers()).toContain(8);
  // The store tells all of it.
  expect(numbers()).not.toContain(1);
  const { length } = numbers();
  await stirred(foothold, page);
  await expect.poll(() => said(page)).toBe(RIGHT);
  await expect.poll(() => said(page, 'ENG-8')).toContain('11 days in In Review');
  expect(numbers()).toHaveLength(length);
});

test('a GitHub token tells what lists and boards lack: updated, closed, and since when in its column', async ({
  foothold,
}) => {
  const board = await foothold.open(BOARD, { churn: 'off' });
  const first = async () => (await chips(board))[0]!;
  await expect.poll(async () => (await chips(board)).length).toBeGreaterThan(3);
  expect((await first()).label).not.toMatch(IN_COLUMN);
  const keys = await openKeys(foothold);
  await keys.store('github');
  await expect(keys.part('github')).toContainText('Stored. It belongs to the account ana-costa.');
  await board.bringToFront();
  await expect.poll(async () => (await first()).label).toMatch(IN_COLUMN);
  const { item } = await first();
  const before = asked(foothold, 'github').length;
  // The list calls it open, and the issue's own page as well: neither makes anyone ask again.
  const page = await foothold.open(`/${item!.replace('#', '/issues/')}`, { churn: 'off' });
  await expect.poll(() => told(page, item!)).toMatch(IN_COLUMN);
  expect(asked(foothold, 'github')).toHaveLength(before);
  expect(foothold.apis.linear.served).toEqual([]);
  expect(foothold.leaks()).toEqual([]);
});

test('a card put into another column is asked about, once it had time to be written down', async ({
  foothold,
}) => {
  const keys = await openKeys(foothold);
  await keys.store('github');
  const board = await foothold.open(BOARD, { churn: 'off' });
  await expect.poll(async () => (await chips(board))[0]?.label).toMatch(IN_COLUMN);
  const { item } = (await chips(board))[0]!;
  const [, repo, number] = /^acme\/(\w+)#(\d+)$/.exec(item!)!;
  // Answers that old are asked about again at once.
  await (await foothold.worker()).evaluate(ageAnswers);
  foothold.apis.github.move(repo!, Number(number), 'In review', Date.now() - 3 * 86_400_000);
  const elsewhere = await foothold.open(BOARD, { churn: 'off' });
  await expect.poll(() => told(elsewhere, item!)).toMatch(/3 days in In review/);
});

/**
 * Makes all that was answered eleven minutes old: what is remembered of the answers, and the facts learnt from them.
 */
async function ageAnswers(): Promise<void> {
  const promised = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const answers = await promised(indexedDB.open('foothold-tokens'));
  const rows = answers.transaction('answers', 'readwrite').objectStore('answers');
  for (const row of await promised(rows.getAll())) await promised(rows.put({ ...row, at: row.at - 660_000 }));
  answers.close();
  const learnt = await promised(indexedDB.open('foothold'));
  const items = learnt.transaction('facts', 'readwrite').objectStore('facts');
  for (const row of await promised(items.getAll())) {
    const askedAt = row.facts.askedAt && row.facts.askedAt - 660_000;
    await promised(items.put({ ...row, facts: { ...row.facts, askedAt } }));
  }
  learnt.close();
}

test('a wrong key: one sentence, nothing stored, and the permission given back', async ({ foothold }) => {
  const keys = await openKeys(foothold);
  for (const tracker of ['linear', 'github'] as const) {
    const name = tracker === 'linear' ? 'Linear' : 'GitHub';
    await keys.save(tracker, `${KEYS[tracker]}x`);
    await expect(keys.part(tracker).getByRole('alert')).toHaveText(
      `${name} does not accept it, and nothing was stored. Copy it again, whole, or make a new one.`,
    );
    await expect(keys.field(tracker)).toHaveAttribute('aria-invalid', 'true');
    await expect(keys.field(tracker)).toBeFocused();
    expect(foothold.apis[tracker].served).toHaveLength(1);
    expect(await mayAsk(foothold, tracker)).toBe(false);
    await keys.field(tracker).fill('');
    await expect(keys.part(tracker).locator('.problem')).toBeEmpty();
  }
  expect(await foothold.rows('tokens')).toEqual([]);
  await keys.save('linear', KEYS.github);
  await expect(keys.part('linear').getByRole('alert')).toContainText('it was not sent to Linear');
  expect(foothold.apis.linear.served).toHaveLength(1);
});

test('a key that turns wrong later is not used any more; settings and popup say so', async ({ foothold }) => {
  const keys = await openKeys(foothold);
  await keys.store('linear');
  foothold.apis.linear.fail({ kind: 'refused' });
  const page = await foothold.open(PAGES.team);
  await expect(keys.part('linear')).toContainText(
    'Linear no longer accepts it, so Foothold has stopped asking. Save a new one, or remove it.',
  );
  await foothold.killWorker();
  for (const address of [PAGES.board, PAGES.issue]) {
    await page.goto(address);
    await expect.poll(() => said(page)).toContain('unknown');
  }
  expect(asked(foothold, 'linear')).toHaveLength(1);
  const notice = 'Linear no longer accepts what you stored in the settings';
  const popup = await foothold.openPopup(page);
  await expect(popup.getByText(notice)).toBeVisible();
  // Once is enough: the cursor is in quick-add again, and the settings go on saying it.
  const again = await foothold.openPopup(page);
  await expect(again.getByRole('link', { name: 'Settings' })).toBeVisible();
  await expect(again.getByRole('combobox')).toBeFocused();
  await expect(again.getByText(notice)).toHaveCount(0);

  foothold.apis.linear.fail(null);
  await keys.store('linear');
  await page.bringToFront();
  await expect.poll(() => said(page)).toBe(RIGHT);
});

test('removed in one press: told, forgotten with its permission, and nothing asked any more', async ({
  foothold,
}) => {
  const keys = await openKeys(foothold);
  await keys.store('linear');
  const page = await foothold.open(PAGES.team);
  await expect.poll(() => said(page)).toBe(RIGHT);
  const before = foothold.apis.linear.served.length;
  await keys.remove('linear');
  await expect(keys.settings.getByRole('status')).toContainText(
    'Removed from this browser. Linear is not asked any more; ages known so far stay.',
  );
  await expect(keys.field('linear')).toBeFocused();
  await expect(keys.settings.getByRole('button', { name: 'Remove: Linear' })).toHaveCount(0);
  expect(await foothold.rows('tokens')).toEqual([]);
  expect(await foothold.rows('answers')).toEqual([]);
  expect(await mayAsk(foothold, 'linear')).toBe(false);
  const mine = await foothold.open(PAGES.mine);
  await expect.poll(async () => (await served(mine)).length).toBeGreaterThan(3);
  await page.reload();
  await expect.poll(() => said(page)).toBe(RIGHT);
  expect(foothold.apis.linear.served).toHaveLength(before);
});

test('a permission that the browser withdrew: asking stops, says so, and goes on when allowed again', async ({
  foothold,
}) => {
  const keys = await openKeys(foothold);
  await keys.store('linear');
  await keys.access.withdraw(PATTERNS.linear);
  await expect(keys.part('linear')).toContainText('The browser withdrew the permission to ask Linear');
  await expect(keys.settings.getByRole('button', { name: 'Allow again: Linear' })).toBeVisible();
  const page = await foothold.open(PAGES.team);
  await expect.poll(() => said(page)).toContain('unknown');
  const popup = await foothold.openPopup(page);
  await expect(popup.getByText('The browser withdrew the permission to ask Linear')).toBeVisible();
  expect(asked(foothold, 'linear')).toEqual([]);
  await keys.access.allow(PATTERNS.linear);
  await page.bringToFront();
  await expect.poll(() => said(page)).toBe(RIGHT);
  await expect(keys.part('linear')).not.toContainText('withdrew');
});

// Every way in which an API goes wrong is a row of test/unit/api: what it means in linear.test.ts and github.test.ts,
// how often it is asked again in api-refresh.test.ts. Here is one of each kind, through a browser and a socket.
test('Linear’s hour is used up: the settings say so, and it is not asked again whatever happens', async ({
  foothold,
}) => {
  const keys = await openKeys(foothold);
  await keys.store('linear');
  foothold.apis.linear.fail({ kind: 'limited', inMs: 3_600_000 });
  const page = await foothold.open(PAGES.team);
  await expect(keys.part('linear')).toContainText(
    "Linear's limit was reached. Foothold will ask again after",
  );
  await expect.poll(() => said(page)).toContain('unknown');
  expect(asked(foothold, 'linear')).toHaveLength(1);
  await stirred(foothold, page);
  // Not one more, whatever the person does meanwhile, and whatever dies.
  expect(asked(foothold, 'linear')).toHaveLength(1);
  expect(foothold.leaks()).toEqual([]);
});

test('the network is down: few tries, and ages once it is back', async ({ foothold }) => {
  const keys = await openKeys(foothold);
  await keys.store('linear');
  foothold.apis.linear.fail({ kind: 'down', how: 'cut' });
  const page = await foothold.open(PAGES.team);
  await expect(keys.part('linear')).toContainText('Linear gave no answer');
  await stirred(foothold, page);
  await stirred(foothold, page);
  // A browser sends what was cut off once more by itself.
  expect(asked(foothold, 'linear').length).toBeLessThanOrEqual(12);
  foothold.apis.linear.fail(null);
  await page.bringToFront();
  await expect.poll(() => said(page), { timeout: 90_000 }).toBe(RIGHT);
});

test('GitHub: the hour is used up, and the token may not read Projects', async ({ foothold }) => {
  const keys = await openKeys(foothold);
  await keys.store('github');
  foothold.apis.github.fail({ kind: 'limited', inMs: 3_600_000 });
  const page = await foothold.open('/acme/widgets/issues', { churn: 'off' });
  await expect(keys.part('github')).toContainText(
    "GitHub's limit was reached. Foothold will ask again after",
  );
  await page.reload();
  await expect.poll(async () => (await chips(page)).length).toBeGreaterThan(3);
  expect(asked(foothold, 'github')).toHaveLength(1);

  foothold.apis.github.fail({ kind: 'no-projects', how: 'scopes' });
  await keys.store('github');
  await expect(keys.part('github')).toContainText('This token may not read projects');
  await page.bringToFront();
  await expect.poll(async () => (await chips(page))[0]?.label).toMatch(/ in Open/);
});

/** A reload, another tab, and a worker that is killed between: whatever would ask again, does. */
async function stirred(foothold: Foothold, page: Page): Promise<void> {
  await page.bringToFront();
  await foothold.killWorker();
  await page.reload();
  const other = await foothold.open(PAGES.team);
  for (const each of [page, other]) await expect.poll(() => said(each)).not.toBe('');
  // The worker has answered, and with it whatever it would have asked.
  const popup = await foothold.openPopup(page);
  await expect(popup.getByRole('combobox')).toBeFocused();
  await popup.close();
  await other.close();
}

test('left alone until Linear says, and asked again when the time has come, with a worker that was killed', async ({
  foothold,
}) => {
  const keys = await openKeys(foothold);
  await keys.store('linear');
  foothold.apis.linear.fail({ kind: 'limited', inMs: 10_000 });
  const page = await foothold.open(PAGES.team);
  await expect(keys.part('linear')).toContainText("Linear's limit was reached");
  // It is said a moment before the alarm is set: until then the one that would revive the worker stands, in two
  // minutes.
  const alarmInMs = async () => {
    const alarms = await (await foothold.worker()).evaluate(() => chrome.alarms.getAll());
    return Math.min(...alarms.map(({ scheduledTime }) => scheduledTime - Date.now()));
  };
  await expect.poll(alarmInMs).toBeLessThan(60_000);
  await foothold.killWorker();
  foothold.apis.linear.fail(null);
  // Nobody touches anything: the alarm starts the worker, and the page tells it what it shows.
  await page.bringToFront();
  await expect.poll(() => said(page), { timeout: 90_000 }).toBe(RIGHT);
  expect(asked(foothold, 'linear').map(({ ok }) => ok)).toEqual([false, true]);
});

test('the key is nowhere but in its own database and on its way to its tracker', async ({ foothold }) => {
  const heard: string[] = [];
  foothold.context.on('console', (message) => heard.push(message.text()));
  foothold.context.on('weberror', (error) => heard.push(String(error.error())));
  (await foothold.worker()).on('console', (message) => heard.push(message.text()));
  const keys = await openKeys(foothold);
  await keys.save('linear', `${KEYS.linear}x`);
  await expect(keys.part('linear').getByRole('alert')).not.toBeEmpty();
  await keys.access.allow(PATTERNS.linear);
  for (const tracker of ['linear', 'github'] as const) await keys.store(tracker);
  const page = await foothold.open(PAGES.team);
  await expect.poll(() => said(page)).toBe(RIGHT);
  const github = await foothold.open('/acme/widgets/issues', { churn: 'off' });
  await expect.poll(async () => (await chips(github))[0]?.label).toMatch(/ in /);
  foothold.apis.linear.fail({ kind: 'broken', how: 'text' });
  await foothold.open(PAGES.board);
  const popup = await foothold.openPopup(page);
  await expect(popup.getByRole('combobox')).toBeFocused();

  const everywhere: string[] = [...heard, JSON.stringify(foothold.requests)];
  for (const each of foothold.context.pages()) {
    everywhere.push(
      await each
        .evaluate(async () => {
          const inputs = [...document.querySelectorAll('input')].map(({ value }) => value);
          const roots = [...document.querySelectorAll('*')].map(
            ({ shadowRoot }) => shadowRoot?.innerHTML ?? '',
          );
          const kept = [location.href, document.cookie, ...Object.values(localStorage ?? {})];
          return [document.documentElement.outerHTML, ...inputs, ...roots, ...kept].join('\n');
        })
        .catch(() => ''),
    );
  }
  for (const table of ['events', 'items', 'steps', 'facts', 'settings', 'meta', 'answers'])
    everywhere.push(JSON.stringify(await foothold.rows(table)));
  const all = everywhere.join('\n');
  expect(all.length).toBeGreaterThan(10_000);
  for (const key of Object.values(KEYS)) expect(all).not.toContain(key.slice(8, 40));
  expect(JSON.stringify(await foothold.rows('tokens'))).toContain(KEYS.linear);
  // Each tracker was sent its own, and nothing else that opens anything.
  const sent = (tracker: ApiTracker) => [
    ...new Set(foothold.apis[tracker].served.map(({ authorization }) => authorization)),
  ];
  expect(sent('linear')).toEqual([`${KEYS.linear}x`, KEYS.linear]);
  expect(sent('github')).toEqual([`Bearer ${KEYS.github}`]);
});
