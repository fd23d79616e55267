/**
 * Every way in which asking Jira was seen to go wrong: a right age or an honest unknown, and how often it was asked.
 */
import type { Page } from '@playwright/test';
import { expect, type Foothold, test } from '../fixture';
import { jiraChips } from './jira-chips';

const BOARD = 'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1?cards=14';
const ISSUES = 'POST /rest/api/3/issue/bulkfetch';
const CHANGES = 'POST /rest/api/3/changelog/bulkfetch';
const MYSELF = 'GET /rest/api/3/myself';

const said = async (page: Page, key: string): Promise<string> =>
  ((await jiraChips(page)).find(({ at }) => at === key)?.spoken ?? '').replace('. Write the next step', '');

const RIGHT = 'opened 43 days ago, 12 days in In Progress, over the limit of 5 days';

async function opened(foothold: Foothold, words: string, key = 'APP-1'): Promise<Page> {
  const page = await foothold.open(BOARD);
  await expect.poll(() => said(page, key)).toBe(words);
  return page;
}

/** Coming back to the tab, and going somewhere and back: whatever would ask again, does. */
const STIRS = 3;
async function stirred(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.locator('#card-APP-1 button.focus').evaluate((button) => (button as HTMLElement).click());
  await expect(page.locator('#jira-issue-header foothold-chip')).toHaveCount(1);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.locator('#jira-issue-header')).toHaveCount(0);
}

// One fault that is told about and one that is not: test/unit/jira/source.test.ts has every answer and what it means,
// test/unit/overlay/unknown-reason.test.ts its words, the policy's own table how often it is asked again.
for (const [name, fault, why, most] of [
  // Who comes back may have signed in meanwhile: what they do asks again, some while after the last answer.
  ['logged out', { kind: 'logged-out' }, 'you are signed out of Jira', 1 + STIRS],
  ['a broken shape', { kind: 'broken' }, "Foothold does not understand Jira's answer", 1],
] as const)
  test(`no data, ${name}: said on every chip, and asked for once by itself`, async ({ foothold }) => {
    foothold.jira.fail(fault);
    const page = await opened(foothold, `age unknown: ${why}`);
    expect((await jiraChips(page)).map(({ age }) => age)).toEqual(Array(14).fill('?'));
    expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1 });
    const toast = page.locator('foothold-toast .toast').getByText('you are signed out of Jira');
    await expect(toast).toHaveCount(why.includes('signed out') ? 1 : 0);
    await stirred(page);
    expect(Object.keys(foothold.jira.counts())).toEqual([ISSUES]);
    expect(foothold.jira.counts()[ISSUES]).toBeLessThanOrEqual(most);
    expect(foothold.leaks()).toEqual([]);
  });

test('a step can be written, and the page is whole, while nobody answers', async ({ foothold }) => {
  foothold.jira.fail({ kind: 'silent' });
  const page = await foothold.open(BOARD);
  await expect.poll(async () => (await jiraChips(page)).length).toBe(14);
  await expect.poll(() => said(page, 'APP-2')).toBe('age unknown');
  const { box } = (await jiraChips(page)).find(({ at }) => at === 'APP-2')!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.type('Ask Ana');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await jiraChips(page)).find(({ at }) => at === 'APP-2')?.step)
    .toBe('Ask Ana');
  // Given up by itself, and said.
  await expect.poll(() => said(page, 'APP-1')).toBe('age unknown: Jira gave no answer');
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1 });
});

test('nobody sees no issues, and who that is, is never answered: given up, said, and asked again later', async ({
  foothold,
}) => {
  // The GET that tells a person who is signed out from one whose issues are all gone.
  foothold.jira.fail({ kind: 'silent' }, 'one', 1);
  const page = await foothold.open(BOARD);
  await expect.poll(() => said(page, 'APP-1')).toBe('age unknown: Jira gave no answer');
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1, [MYSELF]: 1 });
  foothold.jira.fail(null);
  await expect.poll(() => said(page, 'APP-1')).toBe(RIGHT);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 2, [MYSELF]: 1, [CHANGES]: 1 });
});

test('only the changes are never answered: the age is right, what is missing is asked for once more', async ({
  foothold,
}) => {
  foothold.jira.fail({ kind: 'silent' }, 'changes', 1);
  const page = await foothold.open(BOARD);
  await expect
    .poll(() => said(page, 'APP-1'))
    .toBe('opened 43 days ago, over the limit of 14 days, time in status unknown: Jira gave no answer');
  await expect.poll(() => said(page, 'APP-1')).toBe(RIGHT);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 2, [CHANGES]: 2 });
});

test('a slow answer is waited for', async ({ foothold }) => {
  foothold.jira.slow = 1500;
  await opened(foothold, RIGHT);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1, [CHANGES]: 1 });
});

test('429 with Retry-After: once more, and not before', async ({ foothold }) => {
  foothold.jira.fail({ kind: 'limited', retryAfter: '3' }, 'issues', 1);
  const page = await opened(foothold, "age unknown: Jira's limit was reached, and Foothold will ask again");
  const first = Date.now();
  await stirred(page);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1 });
  await expect.poll(() => said(page, 'APP-1')).toBe(RIGHT);
  expect(Date.now() - first).toBeGreaterThan(1500);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 2, [CHANGES]: 1 });
});

test('429 for a long time: the answer is believed for as long as it says', async ({ foothold }) => {
  foothold.jira.fail({ kind: 'limited', retryAfter: new Date(Date.now() + 3_600_000).toUTCString() });
  const page = await opened(foothold, "age unknown: Jira's limit was reached, and Foothold will ask again");
  await stirred(page);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1 });
});

test('5xx: once more after a while', async ({ foothold }) => {
  foothold.jira.fail({ kind: 'status', status: 503 }, 'issues', 1);
  const page = await opened(foothold, 'age unknown: Jira gave no answer');
  await expect.poll(() => said(page, 'APP-1')).toBe(RIGHT);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 2, [CHANGES]: 1 });
});

test('only the changes fail: the age is right, and what is missing says why', async ({ foothold }) => {
  foothold.jira.fail({ kind: 'status', status: 403 }, 'changes');
  const page = await opened(
    foothold,
    "opened 43 days ago, over the limit of 14 days, time in status unknown: Jira doesn't let you read it",
  );
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1, [CHANGES]: 1 });
  await stirred(page);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1, [CHANGES]: 1 });
});

test('keys that Jira leaves out are unknown, say so, and cost the others nothing', async ({ foothold }) => {
  foothold.jira.missing.add('APP-2');
  const page = await opened(foothold, RIGHT);
  expect(await said(page, 'APP-2')).toBe("age unknown: Jira doesn't show you this item");
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1, [CHANGES]: 1 });
  await stirred(page);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1, [CHANGES]: 1 });
});

test('one issue in a shape nobody knows is unknown, and it alone', async ({ foothold }) => {
  foothold.jira.brokenIssues.add('APP-2');
  const page = await opened(foothold, RIGHT);
  expect(await said(page, 'APP-2')).toBe("age unknown: Foothold does not understand Jira's answer");
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1, [CHANGES]: 1 });
});

test('an issue that answers under a new key: its age is right, and its step moves along', async ({
  foothold,
}) => {
  const page = await opened(foothold, RIGHT);
  const { box } = (await jiraChips(page)).find(({ at }) => at === 'APP-2')!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.type('Ask Ana');
  await page.keyboard.press('Enter');
  await expect.poll(() => foothold.events()).toMatchObject([{ key: 'acme.atlassian.net/APP-2' }]);
  foothold.jira.moved.set('APP-2', 'OPS-7');
  // Another status on the page is what makes Foothold ask again.
  await page.locator('#card-APP-2 .card-body').dragTo(page.getByRole('heading', { name: /^Review/ }));
  await expect
    .poll(async () =>
      ((await foothold.rows('items')) as { steps: { key: string; text: string }[] }[])
        .flatMap(({ steps }) => steps)
        .map(({ key, text }) => [key, text]),
    )
    .toEqual([['acme.atlassian.net/OPS-7', 'Ask Ana']]);
  await expect.poll(() => said(page, 'APP-2')).toContain('opened 9 days ago');
});

test('changes listed twice and over several pages: the same ages', async ({ foothold }) => {
  Object.assign(foothold.jira, { dates: 'offset', twice: true, page: 20 });
  const page = await opened(foothold, RIGHT);
  expect(await said(page, 'APP-3')).toBe('opened 21 days ago, 3 days in In Review');
  expect(await said(page, 'APP-5')).toBe('opened 80 days ago, closed 5 days ago');
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1, [CHANGES]: 3 });
});

test('a second page and a reload ask for nothing that is known', async ({ foothold }) => {
  const page = await opened(foothold, RIGHT);
  await page.reload();
  await expect.poll(() => said(page, 'APP-1')).toBe(RIGHT);
  const issue = await foothold.open('https://acme.atlassian.net/browse/APP-1');
  await expect.poll(() => said(issue, 'APP-1')).toBe(RIGHT);
  expect(foothold.jira.counts()).toEqual({ [ISSUES]: 1, [CHANGES]: 1 });
});
