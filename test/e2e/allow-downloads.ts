/** The browser's own question whether Foothold may save backups, asked by a real click and answered by real keys. */
import type { Page } from '@playwright/test';
import { expect } from '../fixture';
import type { Hands } from './real-keys';

/** The question opens with "no" in focus. */
const ANSWERS = { no: ['Escape'], yes: ['Tab', 'Return'] };

export const backupsOf = (page: Page) => page.getByRole('region', { name: 'Automatic backups' });

/**
 * Chooses a backup every day, and answers.
 * @param page the data part
 * @param then holds once the answer was taken
 */
export async function chooseDaily(
  page: Page,
  hands: Hands,
  answer: keyof typeof ANSWERS,
  then: () => Promise<void>,
): Promise<void> {
  const daily = backupsOf(page).getByRole('button', { name: 'Every day' });
  await page.bringToFront();
  await hands.focusWindow();
  await daily.scrollIntoViewIfNeeded();
  const { x, y } = (await daily.boundingBox())!;
  await hands.click(page, { x: x + 8, y: y + 8 });
  // The question is no page, and nothing tells when it has the keyboard.
  await expect(async () => {
    for (const key of ANSWERS[answer]) await hands.press(key);
    await then();
  }).toPass({ timeout: 30_000 });
}
