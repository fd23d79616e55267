/**
 * Readable for everybody, wherever a chip stands: each state of a step, a refusal, and two tabs that edit one step,
 * on every kind of page, in light and dark. test/pages/overlay-looks.spec.ts has all themes of the list,
 * test/pages/popup-looks.spec.ts the popup.
 */
import type { Page } from '@playwright/test';
import { axeFaults, onlyDark } from '../axe';
import { expect, type Foothold, test } from '../fixture';
import { PAGES as LINEAR_PAGES } from '../pages/linear-page';
import { editorOf, fieldOf, panelOf } from '../panel';

/** The editor is the same on all pages of a tracker: two tabs edit one step on the first of each. */
const PAGES = [
  ['list', '/acme/widgets/issues'],
  ['board', '/orgs/acme/projects/1'],
  ['issue page', '/acme/widgets/issues/1284'],
  ['pull request page', '/acme/widgets/pull/1280'],
  ['list of Linear', LINEAR_PAGES.team],
  ['board of Linear', LINEAR_PAGES.board],
  ['issue page of Linear', LINEAR_PAGES.issue],
  ['inbox of Linear', LINEAR_PAGES.inbox],
] as const;

/** Whose chip is acted on: after all chips were looked at once, this one changes. */
const ACTED = 'acted-on';

async function faults(page: Page, chips = `#${ACTED}`): Promise<string[]> {
  await page.evaluate((name) => {
    document.querySelector('foothold-chip')!.id = name;
    const roots = [...document.querySelectorAll('foothold-chip, foothold-toast, foothold-panel')].map(
      (host) => host.shadowRoot!,
    );
    // axe passes over what is inert; people don't. Its text is as readable as the rest.
    for (const root of roots)
      for (const inert of root.querySelectorAll('[inert]')) inert.removeAttribute('inert');
    // What moves is judged where it comes to rest.
    return Promise.all(roots.flatMap((root) => root.getAnimations()).map((one) => one.finished)).then(
      () => null,
    );
  }, ACTED);
  return axeFaults(page, [chips, 'foothold-toast', 'foothold-panel']);
}

/** A step in a state that only the popup's menu brings about. */
async function act(foothold: Foothold, action: object): Promise<void> {
  const own = await foothold.context.newPage();
  await own.goto(`chrome-extension://${foothold.extensionId}/popup.html`);
  const answer = await own.evaluate(async (action) => {
    const { chrome } = globalThis as unknown as {
      chrome: { runtime: { sendMessage(asked: object): Promise<{ ok: boolean }> } };
    };
    return chrome.runtime.sendMessage({ type: 'act', id: crypto.randomUUID(), ...action });
  }, action);
  expect(answer).toMatchObject({ ok: true });
  await own.close();
}

for (const theme of ['light', 'dark'] as const)
  for (const [name, path] of PAGES)
    test(`axe finds nothing on a ${name}: ${theme}`, { tag: onlyDark(theme) }, async ({ foothold }) => {
      const page = await foothold.open(path, { theme, churn: 'off' });
      const chip = page.locator('foothold-chip').first();
      const open = () => chip.locator('.open').press('Enter');
      const dialog = editorOf(page);
      await expect(chip.locator('.age')).toBeAttached();
      expect(await faults(page, 'foothold-chip')).toEqual([]);
      await chip.locator('.open').focus();
      await open();
      await expect(dialog).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(panelOf(page).getByRole('alert')).toBeVisible();
      expect(await faults(page)).toEqual([]);
      await page.keyboard.type('Open the 401 log');
      await page.keyboard.press('Enter');
      await expect(chip.locator('.open-written')).toBeAttached();
      expect(await faults(page)).toEqual([]);
      if (path === '/acme/widgets/issues' || path === LINEAR_PAGES.team) {
        const other = await foothold.open(path, { theme, churn: 'off' });
        await expect(other.locator('foothold-chip').first().locator('.step')).toHaveText('Open the 401 log');
        // A person types in the tab in front.
        await page.bringToFront();
        await open();
        await expect(fieldOf(page)).toBeFocused();
        await page.keyboard.type(' and read it');
        await other.bringToFront();
        await other.locator('foothold-chip .open').first().press('Enter');
        await expect(fieldOf(other)).toHaveValue('Open the 401 log and read it');
        // What was typed in the other tab is offered here, and gone on with.
        await other.keyboard.type(' of today');
        await other.keyboard.press('Control+Enter');
        await expect(chip.locator('.open-started')).toBeAttached();
        await page.bringToFront();
        await page.keyboard.press('Enter');
        await expect(panelOf(page).getByRole('alert')).toContainText('Open the 401 log and read it of today');
        expect(await faults(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
        expect(await faults(page)).toEqual([]);
      } else {
        await foothold.command('start-step', page);
        await expect(chip.locator('.open-started')).toBeAttached();
        expect(await faults(page)).toEqual([]);
      }
      await foothold.command('start-step', page);
      await expect(chip.locator('.open-paused')).toBeAttached();
      await expect(page.locator('.toast')).toBeVisible();
      expect(await faults(page)).toEqual([]);
      const [written] = await foothold.events();
      await act(foothold, { key: written!.key, action: { type: 'wait', step: written!.id, on: 'Ana' } });
      await expect(chip.locator('.open-waiting')).toBeAttached();
      expect(await faults(page)).toEqual([]);
    });
