/** Every other view of Jira Cloud's: each item its chip, once, and the page as it was. */
import { expect, go, test } from '../fixture';
import { editorFor } from '../panel';
import { soaked } from '../soak';
import { faultsOf, jiraChips, unseen, unserved } from './jira-chips';
import { expectOnlyReading, expectProseUntouched, expectServed, expectStill, spoken } from './jira-page';

const CLOUD = 'https://acme.atlassian.net';
const BOARD = `${CLOUD}/jira/software/c/projects/APP/boards/1`;
const SEARCH = `${CLOUD}/issues/?jql=project%20%3D%20APP`;
const TEAM_BOARD = `${CLOUD}/jira/software/projects/APP/boards/2`;

const VIEWS: Record<string, string> = {
  'team-managed board': TEAM_BOARD,
  'business board': `${CLOUD}/jira/core/projects/APP/board`,
  list: `${CLOUD}/jira/software/c/projects/APP/list`,
  'business list': `${CLOUD}/jira/core/projects/APP/list`,
  timeline: `${BOARD}/timeline`,
  plan: `${CLOUD}/jira/plans/1/scenarios/1/timeline`,
  queue: `${CLOUD}/jira/servicedesk/projects/APP/queues/custom/1`,
  ideas: `${CLOUD}/jira/polaris/projects/APP/ideas/view/1`,
  'For you': `${CLOUD}/jira/for-you`,
};

const withSwitches = (address: string, switches: string) =>
  `${address}${address.includes('?') ? '&' : '?'}${switches}`;

test('every view: each item its chip and its age, once, and the page stands still', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  for (const [name, address] of Object.entries(VIEWS))
    await test.step(name, async () => {
      await go(page, address);
      await expectServed(page);
      await expect
        .poll(() => spoken(page, 'APP-1'))
        .toContain('opened 43 days ago, 12 days in In Progress, over the limit of 5 days');
      // More than one link names an item on most of these.
      const keys = (await jiraChips(page)).map(({ name }) => name);
      expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
      expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
      await expectStill(page);
      expectOnlyReading(foothold);
    });
});

test('many items are scrolled, while rows are drawn anew', { tag: '@soak' }, async ({ foothold }) => {
  const page = await foothold.context.newPage();
  for (const name of ['team-managed board', 'list', 'timeline', 'plan', 'queue', 'ideas'])
    await test.step(name, async () => {
      await go(page, withSwitches(VIEWS[name]!, `cards=${soaked(500, 250)}&churn=on`));
      await expectServed(page);
      for (const to of [900, 5000, 3000, 0]) {
        await page.evaluate((y) => window.scrollTo({ top: y, behavior: 'instant' }), to);
        await expect.poll(() => unserved(page)).toEqual([]);
        expect(await faultsOf(page)).toEqual([]);
      }
      expect((await jiraChips(page)).length).toBeLessThan(140);
      expectOnlyReading(foothold);
    });
});

const CUT = { ...VIEWS, board: BOARD, backlog: `${BOARD}/backlog`, search: SEARCH };
for (const dir of ['ltr', 'rtl'])
  test(`${dir}: titles longer than their rows leave every item its age`, async ({ foothold }) => {
    const page = await foothold.context.newPage();
    // As wide as the widest board: what a column hides at the edge is no chip's doing.
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const [name, address] of Object.entries(CUT))
      await test.step(name, async () => {
        await go(page, withSwitches(address, `titles=long&dir=${dir}`));
        await expectServed(page);
        await expect.poll(() => spoken(page, 'APP-1')).toContain('opened 43 days ago');
        await expect.poll(() => unseen(page)).toEqual([]);
        // Within what can be seen of the page, which is no wider for it. Text is as wide as fractions of a pixel.
        for (const { at, box } of await jiraChips(page)) {
          expect([at, box.x > -0.5 && box.x + box.width < 1440.5]).toEqual([at, true]);
        }
        await expectStill(page);
      });
  });

test('a team’s board: a card dragged to another status counts its days there anew', async ({ foothold }) => {
  const page = await foothold.open(TEAM_BOARD);
  await expectServed(page);
  await expect.poll(() => spoken(page, 'APP-1')).toContain('12 days in In Progress');
  await page.locator('#card-APP-1 .card-body').dragTo(page.getByRole('heading', { name: /^Blocked/ }));
  await expect.poll(() => spoken(page, 'APP-1')).toContain('less than a minute in Blocked');
  await expect(page.locator('#card-APP-1 foothold-chip')).toHaveCount(1);
  expect(await page.evaluate(() => window.practice.moves)).toEqual([
    { card: 'APP-1', from: 'In Progress', to: 'Blocked' },
  ]);
});

for (const header of ['own', 'none'])
  test(`an issue ${header === 'own' ? 'with' : 'without'} a header: its chip is at its key`, async ({
    foothold,
  }) => {
    const page = await foothold.context.newPage();
    for (const [form, address] of [
      ['a full page', `${CLOUD}/browse/APP-4`],
      ['a dialog', `${BOARD}?selectedIssue=APP-4`],
      ['a panel', `${BOARD}/backlog?selectedIssue=APP-4&form=panel`],
      ['a panel the address does not name', `${SEARCH}&preview=APP-4`],
    ] as const)
      await test.step(form, async () => {
        await go(page, withSwitches(address, `header=${header}`));
        const head = page.locator('[data-practice="head"]');
        await expect(head.locator('foothold-chip')).toHaveCount(1);
        const own = async () =>
          (await jiraChips(page)).filter(({ name }) => name === 'Foothold: APP-4').at(-1)!;
        await expect.poll(async () => (await own()).spoken).toContain('30 days in Blocked');
        await expect.poll(async () => (await own()).box.width).toBeGreaterThan(20);
        const { box } = await own();
        const row = (await head.boundingBox())!;
        expect(box.y >= row.y && box.y + box.height <= row.y + row.height).toBe(true);
        // Child and linked items, whatever the form.
        const list = page.locator('.view');
        await expect(list.locator('tr[role="row"] foothold-chip')).toHaveCount(2);
        await expect(list.locator('.linked foothold-chip')).toHaveCount(1);
        expect(await faultsOf(page)).toEqual([]);
        await expectProseUntouched(page);
        await expectStill(page);
        expectOnlyReading(foothold);
      });
  });

test('a panel the address does not name: a command is about its item, and closing it leaves nothing', async ({
  foothold,
}) => {
  const page = await foothold.open(`${SEARCH}&preview=APP-4`);
  await expect(page.locator('.panel [data-practice="head"] foothold-chip')).toHaveCount(1);
  await foothold.command('edit-step', page);
  await expect(editorFor(page, 'APP-4')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.locator('.panel')).toHaveCount(0);
  expect(await faultsOf(page)).toEqual([]);
});

for (const form of ['modal', 'panel'])
  test(`a board opened with an issue over it (${form}): every column has its chips`, async ({ foothold }) => {
    const page = await foothold.context.newPage();
    for (const timing of ['arrive=0', 'arrive=1500', 'bundle=700', 'hydrate=700'])
      await test.step(timing, async () => {
        await go(page, `${BOARD}?selectedIssue=APP-2&form=${form}&${timing}`);
        await expectServed(page);
        for (const column of await page.locator('.column').all())
          expect(await column.locator('foothold-chip').count()).toBeGreaterThan(2);
      });
  });

test('a Cloud on its customer’s own domain is asked as a Cloud', async ({ foothold }) => {
  const { openSiteAccess } = await import('../site-access');
  const OWN = 'https://work.acme.test';
  await (await openSiteAccess(foothold)).allow(`${OWN}/*`);
  const settings = await foothold.context.newPage();
  await settings.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
  await settings.getByLabel('Address of your Jira').fill(OWN);
  await settings.getByRole('button', { name: 'Add' }).click();
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText('Foothold works here.');
  const page = await foothold.open(`${OWN}/jira/software/c/projects/APP/boards/1?cards=14`);
  await expectServed(page);
  await expect.poll(() => spoken(page, 'APP-1')).toContain('12 days in In Progress');
  expect(foothold.jira.counts()).toEqual({
    'POST /rest/api/3/issue/bulkfetch': 1,
    'POST /rest/api/3/changelog/bulkfetch': 1,
  });
  expectOnlyReading(foothold);
});
