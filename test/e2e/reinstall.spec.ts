/** A profile is lost with all that Foothold kept in it: the last automatic backup brings everything back. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type Foothold } from '../fixture';
import { backupsOf, chooseDaily } from './allow-downloads';
import { test } from './real-keys';
import { shownIn } from './shown';

const LIST = '/acme/widgets/issues';
/** As they are written in the popup, and what the list says of them. */
const STEPS = [
  ['acme/widgets#1283 Open the 401 log', '#1283', 'Open the 401 log. started, running for '],
  ['acme/widgets#1279 Ask Mona for the trace', '#1279', 'Ask Mona for the trace. next step'],
] as const;
/** Backups are made by themselves a minute after they were chosen. */
const BY_ITSELF = { timeout: 150_000 };

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it
test.beforeEach(({}, testInfo) => {
  const directory = testInfo.outputPath('profile/Default');
  mkdirSync(directory, { recursive: true });
  const preferences = { download: { default_directory: testInfo.outputPath('downloads') } };
  writeFileSync(join(directory, 'Preferences'), JSON.stringify(preferences));
});

const open = async ({ context, extensionId }: Foothold, address: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId}/${address}`);
  return page;
};

/** Playwright keeps downloads in a directory of its own, each under a name that it makes up. */
async function leaveDownloadsToBrowser({ context }: Foothold): Promise<void> {
  const session = await context.browser()!.newBrowserCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'default' });
}

const writtenIn = async (foothold: Foothold) => ({
  events: await foothold.events(),
  items: await foothold.rows('items'),
});

/** What trackers' pages said of the items that something is written on. */
async function factsIn(foothold: Foothold): Promise<unknown[]> {
  const facts = (await foothold.rows('facts')) as { key: string }[];
  return facts.filter(({ key }) => STEPS.some(([, item]) => key === `github.com/acme/widgets${item}`));
}

async function expectListed(foothold: Foothold): Promise<void> {
  const page = await foothold.open(LIST);
  const shown = await shownIn(foothold, page);
  for (const [, item, label] of STEPS)
    await expect.poll(async () => (await shown.chip(item))?.label).toContain(label);
  await page.close();
}

test(
  'a lost profile: the last automatic backup brings everything back',
  { tag: '@long' },
  async ({ foothold, hands }, testInfo) => {
    test.setTimeout(400_000);
    const folder = testInfo.outputPath('downloads/Foothold');
    await leaveDownloadsToBrowser(foothold);
    const popup = await open(foothold, 'popup.html');
    for (const [index, [written]] of STEPS.entries()) {
      await popup.getByRole('combobox').fill(written);
      await popup.getByRole('combobox').press(index === 0 ? 'Control+Enter' : 'Enter');
      await expect(popup.getByRole('status')).toContainText(written.split(' ')[0]!);
    }
    await popup.close();
    await expectListed(foothold);

    const data = await open(foothold, 'dashboard.html#data');
    const part = backupsOf(data);
    const daily = part.getByRole('button', { name: 'Every day' });
    await chooseDaily(data, hands, 'yes', () =>
      expect(daily).toHaveAttribute('aria-pressed', 'true', { timeout: 2000 }),
    );
    await expect(part).toContainText('Last backup: ', BY_ITSELF);
    const [name = ''] = readdirSync(folder);
    expect(name).toMatch(/^backup-\w+day\.json$/);
    const file = join(folder, name);
    const eventsOf = () => JSON.parse(readFileSync(file, 'utf8')).events;
    const before = await writtenIn(foothold);
    expect(before.events).toHaveLength(3);
    expect(eventsOf()).toEqual(before.events);
    const facts = await factsIn(foothold);
    expect(facts).toHaveLength(STEPS.length);
    // Another one of the same day takes its place.
    writeFileSync(file, '');
    await part.getByRole('button', { name: 'Back up now' }).click();
    await expect(part.getByRole('status')).toHaveText(`Saved as Foothold/${name} in your downloads folder.`);
    expect(readdirSync(folder)).toEqual([name]);
    expect(eventsOf()).toEqual(before.events);

    await foothold.restart(() => rmSync(testInfo.outputPath('profile'), { recursive: true }));
    const anew = await open(foothold, 'dashboard.html#data');
    await expect(anew.getByRole('region', { name: 'Storage' })).toContainText('0 steps');
    expect(await writtenIn(foothold)).toEqual({ events: [], items: [] });
    expect(await factsIn(foothold)).toEqual([]);
    await anew.locator('input[type=file]').setInputFiles(file);
    await anew.getByRole('button', { name: 'Import this' }).click();
    await expect(anew.getByRole('heading', { name: `What importing ${name} did` })).toBeFocused();
    expect(await writtenIn(foothold)).toEqual(before);
    expect(await factsIn(foothold)).toEqual(facts);
    await expectListed(foothold);
  },
);
