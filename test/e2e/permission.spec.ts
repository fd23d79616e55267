/** The browser's own question whether Foothold may read a Jira of one's own, answered by a person's keys. */
import type { Page } from '@playwright/test';
import { expect, type Foothold } from '../fixture';
import { openSiteAccess } from '../site-access';
import { type Hands, test } from './real-keys';
import { shownIn } from './shown';

const JIRA = 'https://jira.acme.test';

/** How the browser's question is answered; it opens with "no" in focus. */
const ANSWERS = { no: ['Escape'], yes: ['Tab', 'Return'] };

/**
 * Presses a button that makes the browser ask, and answers. The question is no page, and nothing tells when it has the
 * keyboard: so the keys are pressed again until what they say has come about.
 */
async function answered(
  { settings, hands }: { settings: Page; hands: Hands },
  button: string,
  answer: keyof typeof ANSWERS,
  then: () => Promise<void>,
): Promise<void> {
  await settings.bringToFront();
  await hands.focusWindow();
  const { x, y } = (await settings.getByRole('button', { name: button }).boundingBox())!;
  await hands.click(settings, { x: x + 8, y: y + 8 });
  await expect(async () => {
    for (const key of ANSWERS[answer]) await hands.press(key);
    await then();
  }).toPass({ timeout: 30_000 });
}

async function settingsOf(foothold: Foothold): Promise<Page> {
  const page = await foothold.context.newPage();
  await page.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
  await page.getByLabel('Address of your Jira').fill(`${JIRA}/tracker/browse/APP-1`);
  return page;
}

test('refused, nothing is added; allowed, its pages have chips; withdrawn, it is asked for again and allowed', async ({
  foothold,
  hands,
}) => {
  const settings = await settingsOf(foothold);
  const own = settings.getByRole('main').getByRole('listitem');
  const works = () => expect(own).toContainText('Foothold works here.', { timeout: 2000 });
  await answered({ settings, hands }, 'Add', 'no', () =>
    expect(settings.getByRole('alert')).toContainText('nothing was added', { timeout: 2000 }),
  );
  await expect(own).toHaveCount(0);

  await answered({ settings, hands }, 'Add', 'yes', works);
  const page = await foothold.open(`${JIRA}/tracker/browse/APP-1`);
  const chip = await shownIn(foothold, page);
  await expect.poll(() => chip.chip('APP-1')).not.toBeNull();

  await (await openSiteAccess(foothold)).withdraw(`${JIRA}/*`);
  await expect(own).toContainText('The browser withdrew the permission');
  await answered({ settings, hands }, `Allow again: ${JIRA}`, 'yes', works);
  await page.reload();
  await page.bringToFront();
  await expect.poll(() => chip.chip('APP-1')).not.toBeNull();
  expect(foothold.leaks()).toEqual([]);
});
