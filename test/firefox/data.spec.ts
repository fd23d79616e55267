/**
 * All of it out of a real Firefox and in again: by a file that a person saves, and by the backups that the browser
 * saves by itself, also once Foothold was uninstalled.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import type { Browser, Page } from 'puppeteer-core';
import { faultsIn } from '../axe.ts';
import { expect } from '../poll.ts';
import { hostOf, install, uninstall } from './addons.ts';
import {
  factsIn,
  headingsOf,
  importFile,
  isChosen,
  openData,
  pressButton,
  saidIn,
  textOf,
  writtenIn,
} from './dashboard.ts';
import { type Firefox, withFirefox } from './firefox.ts';
import { askBrowser } from './inside.ts';
import { pack, profileWith } from './profile.ts';
import { labelOf, openPanel, press } from './shown.ts';

const LIST = '/acme/widgets/issues';
const ITEM = '#1283';
const STEP = 'Open the 401 log';
const OTHER = '#1279';
const OTHER_STEP = 'Ask Mona for the trace';
const NO_STEP = 'Write the next step';
const HEADINGS = [
  'Data',
  'Export',
  'Import',
  'Automatic backups',
  'Kept before updates',
  'Storage',
  'Erase words',
  'Erase everything',
];
/** Backups are made by themselves a minute after they were chosen. */
const BY_ITSELF = { timeout: 150_000 };

/** Writes a step at an item of the list. */
async function write(page: Page, item: string, text: string): Promise<void> {
  await page.bringToFront();
  await expect.poll(() => labelOf(page, item)).toContain(NO_STEP);
  await openPanel(page, item, '');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await expect.poll(() => labelOf(page, item)).toContain(`${text}. next step`);
}

/** The list with a step that was started. */
async function startOne(firefox: Firefox): Promise<Page> {
  const list = await firefox.open(LIST);
  await write(list, ITEM, STEP);
  await press(list, ITEM, 'toggle');
  await expect.poll(() => labelOf(list, ITEM)).toContain(`${STEP}. started, running for `);
  return list;
}

/** In the browser's window. */
interface Message {
  errorMessage: string;
  sourceName: string;
  category: string;
  /** 0: an error, and no warning or hint. */
  flags: number;
}
declare const Services: { console: { getMessageArray(): object[] } };
declare const Components: { interfaces: Record<string, new () => Message> };

/** Errors of Foothold's pages that Firefox's own console tells, and what their CSP refused. */
const complaints = async (browser: Browser): Promise<string[]> =>
  askBrowser(
    browser,
    (host) =>
      Services.console.getMessageArray().flatMap((message) => {
        if (!(message instanceof Components.interfaces.nsIScriptError!)) return [];
        const { errorMessage, sourceName, category, flags } = message;
        const isTold = flags === 0 || /security|csp/i.test(category);
        return isTold && `${sourceName} ${errorMessage}`.includes(host)
          ? [`${category}: ${errorMessage}`]
          : [];
      }),
    (await hostOf(browser))!,
  );

test('in Firefox: exported, erased and imported again, all is as it was', { tag: '@long' }, () => {
  const downloads = test.info().outputPath('downloads');
  return withFirefox({ downloads }, async (firefox) => {
    const list = await startOne(firefox);
    const data = await openData(firefox);
    expect(await headingsOf(data)).toEqual(HEADINGS);
    expect(await faultsIn(data as never, [], false)).toEqual([]);
    const before = await writtenIn(data);
    expect(before.events).toHaveLength(2);

    await pressButton(data, 'Export to a file');
    await expect.poll(() => saidIn(data, 'Export')).toContain('is saved, with 2 events.');
    const [name = ''] = /^foothold-\d{4}-\d\d-\d\d\.json/.exec(await saidIn(data, 'Export')) ?? [];
    const file = join(downloads, name);
    await expect.poll(() => readEvents(file)).toEqual(before.events);
    expect(readdirSync(downloads)).toEqual([name]);

    await pressButton(data, 'Erase everything…');
    await data.keyboard.type('ERASE');
    await data.keyboard.press('Enter');
    await expect.poll(() => saidIn(data, 'Erase everything')).toBe('Everything is erased.');
    expect(await writtenIn(data)).toEqual({ events: [], items: [] });
    await list.bringToFront();
    await expect.poll(() => labelOf(list, ITEM)).toContain(NO_STEP);

    await importFile(data, file);
    expect(await saidIn(data, 'Import')).toBe('Imported: 2 events of 1 item.');
    expect(await writtenIn(data)).toEqual(before);
    await list.bringToFront();
    await expect.poll(() => labelOf(list, ITEM)).toContain(`${STEP}. started, running for `);

    expect(await complaints(firefox.browser)).toEqual([]);
    // That such a refusal would be seen.
    await data.evaluate(() => fetch('https://github.com/').catch(() => null));
    await expect
      .poll(() => complaints(firefox.browser))
      .toContainEqual(expect.stringContaining('(connect-src) at https://github.com/'));
    expect(firefox.errors).toEqual([]);
    expect(firefox.refused).toEqual([]);
  });
});

/** Of an exported file; null: it is not all there. */
function readEvents(file: string): unknown[] | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).events;
  } catch {
    return null;
  }
}

/** In the browser's window: what it asks, and its answers. */
interface Question extends HTMLElement {
  button: HTMLElement;
  secondaryButton: HTMLElement;
}

/** Answers the browser's own question what Foothold may do. @returns what it asked; null: it asks nothing */
const answerQuestion = (browser: Browser, answer: 'yes' | 'no'): Promise<string | null> =>
  askBrowser(
    browser,
    (answer) => {
      const question = document.getElementById('addon-webext-permissions-notification') as Question | null;
      if ((question?.closest('panel') as { state?: string } | null)?.state !== 'open') return null;
      const said = question!.textContent;
      (answer === 'yes' ? question!.button : question!.secondaryButton).click();
      return said;
    },
    answer,
  );

test('in Firefox: its backups are saved by the browser, and bring all back after a reinstallation', {
  tag: '@long',
}, async () => {
  test.setTimeout(400_000);
  const downloads = test.info().outputPath('downloads');
  const folder = join(downloads, 'Foothold');
  const profile = await profileWith(test.info().outputPath('profile'));
  const archive = await pack(test.info().outputPath());
  await withFirefox({ profile, downloads }, async (firefox) => {
    const { browser } = firefox;
    const list = await startOne(firefox);
    const data = await openData(firefox);
    const asked = async (answer: 'yes' | 'no') => {
      let question: string | null = null;
      await expect
        .poll(async () => {
          question = await answerQuestion(browser, answer);
          return question;
        })
        .not.toBeNull();
      return question;
    };
    await pressButton(data, 'Every day');
    expect(await asked('no')).toContain('Download files');
    await expect
      .poll(() => saidIn(data, 'Automatic backups'))
      .toContain('The browser does not let Foothold save backups');
    expect(await isChosen(data, 'Every day')).toBe(false);
    await pressButton(data, 'Every day');
    expect(await asked('yes')).toContain('Download files');
    await expect.poll(() => saidIn(data, 'Automatic backups')).toBe('A backup is made every day.');
    expect(await isChosen(data, 'Every day')).toBe(true);

    // By itself, when the browser's alarm rings.
    await expect.poll(() => textOf(data, 'Automatic backups'), BY_ITSELF).toContain('Last backup: ');
    const [name = ''] = readdirSync(folder);
    expect(name).toMatch(/^backup-\w+day\.json$/);
    const file = join(folder, name);
    expect(readEvents(file)).toEqual((await writtenIn(data)).events);

    await write(list, OTHER, OTHER_STEP);
    await pressButton(data, 'Back up now');
    await expect
      .poll(() => saidIn(data, 'Automatic backups'))
      .toBe(`Saved as Foothold/${name} in your downloads folder.`);
    expect(readdirSync(folder)).toEqual([name]);
    const before = await writtenIn(data);
    expect(before.events).toHaveLength(3);
    expect(readEvents(file)).toEqual(before.events);

    const keys = before.events.map(({ key }) => key);
    const facts = await factsIn(data, keys);
    expect(facts).toHaveLength(2);

    const host = await hostOf(browser);
    // A page that is open would tell the new installation what it shows.
    await list.close();
    await uninstall(browser);
    await expect.poll(() => hostOf(browser)).toBeNull();
    await install(browser, archive);
    const anew = await openData(firefox);
    expect(await hostOf(browser)).not.toBe(host);
    expect(await writtenIn(anew)).toEqual({ events: [], items: [] });
    expect(await factsIn(anew, keys)).toEqual([]);
    expect(await textOf(anew, 'Automatic backups')).toContain('No backup was made yet.');
    await importFile(anew, file);
    expect(await writtenIn(anew)).toEqual(before);
    expect(await factsIn(anew, keys)).toEqual(facts);
    const seen = await firefox.open(LIST);
    await expect.poll(() => labelOf(seen, ITEM)).toContain(`${STEP}. started, running for `);
    await expect.poll(() => labelOf(seen, OTHER)).toContain(`${OTHER_STEP}. next step`);
    expect(firefox.errors).toEqual([]);
    expect(firefox.refused).toEqual([]);
  });
});
