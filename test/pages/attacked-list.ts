/** A list of GitHub's in the build people get, whose page may be hostile: opened, and a step written on it. */
import type { Frame, Page } from '@playwright/test';
import { type Inside, insideOf } from '../e2e/inside';
import { expect, type Foothold } from '../fixture';
import { isTypingIn, panelFrameOf } from '../panel';

export const LIST = '/acme/widgets/issues';
/** In no page. */
export const SECRET = 'Quiz jumbled xylophone wharf';

export interface Tried {
  page: Page;
  inside: Inside;
}

export const types = async (foothold: Foothold) => (await foothold.events()).map(({ what }) => what.type);

/** Frames of the panel's page, as the browser counts them and no page can. */
export const panelsOf = (page: Page): Frame[] =>
  page.frames().filter((frame) => frame.url().endsWith('/panel.html'));

/** What the panel's field holds; null: it is closed, or has not the focus. */
export async function fieldOf(page: Page): Promise<string | null> {
  if (!(await isTypingIn(page))) return null;
  const panel = await panelFrameOf(page);
  return (await panel?.evaluate(() => document.querySelector<HTMLTextAreaElement>('#step')?.value)) ?? null;
}

export async function openList(
  foothold: Foothold,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Tried> {
  const page = await foothold.context.newPage();
  await prepare(page);
  await page.goto(`https://github.com${LIST}?churn=off`);
  await page.waitForFunction(() => window.practice?.hydrated, undefined, { polling: 20 });
  const inside = await insideOf(page, foothold.extensionId);
  await expect.poll(async () => (await inside.chips()).length).toBeGreaterThan(2);
  return { page, inside };
}

/** Writes the first chip's step as a person does. */
export async function writeStep({ page, inside }: Tried): Promise<void> {
  await inside.click('.open');
  await expect.poll(() => fieldOf(page)).toBe('');
  await page.keyboard.type(SECRET);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inside.chips())[0]!.step).toBe(SECRET);
}

/** The button that starts and pauses the step of the first chip that has one. */
export const TOGGLE = '.chip [data-do=toggle]';
