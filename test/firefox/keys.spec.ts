/**
 * Keys that only a person's hands can make, in a real Firefox: its commands, and its popup. The window is on a display of
 * the test's own (Xvfb), and xdotool speaks to the display.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { test } from '@playwright/test';
import { openDisplay } from '../e2e/real-keys.ts';
import { expect } from '../poll.ts';
import { type Firefox, withFirefox } from './firefox.ts';
import { fieldOf, labelOf, toastOf } from './shown.ts';

const run = promisify(execFile);
const STEP = 'Open the 401 log';
const ADDED = 'Ask Ana';

type Xdotool = (...words: string[]) => Promise<{ stdout: string }>;

async function onDisplay(body: (firefox: Firefox, xdotool: Xdotool) => Promise<void>): Promise<void> {
  const display = await openDisplay();
  const before = process.env.DISPLAY;
  process.env.DISPLAY = display.name;
  const env = { ...process.env, DISPLAY: display.name };
  try {
    await withFirefox({ headless: false }, (firefox) =>
      body(firefox, (...words) => run('xdotool', words, { env })),
    );
  } finally {
    if (before === undefined) delete process.env.DISPLAY;
    else process.env.DISPLAY = before;
    await display.end();
  }
}

test('in Firefox: its commands by their keys, and the popup’s quick-add', { tag: '@long' }, () =>
  onDisplay(async (firefox, xdotool) => {
    const page = await firefox.open('/acme/widgets/issues/1283');
    const label = () => labelOf(page, '#1283');
    await expect.poll(label).toContain('Write the next step');
    await page.bringToFront();
    const { stdout } = await xdotool('search', '--sync', '--onlyvisible', '--class', 'firefox');
    await xdotool('windowfocus', '--sync', stdout.trim().split('\n').at(-1)!);
    await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true);

    // Over nothing: the item is the one the page is about.
    await xdotool('key', 'alt+shift+e');
    await expect.poll(() => fieldOf(page)).toEqual({ value: '', focused: true });
    await xdotool('type', '--delay', '5', STEP);
    await expect.poll(() => fieldOf(page)).toEqual({ value: STEP, focused: true });
    await xdotool('key', 'Return');
    await expect.poll(label).toContain(`${STEP}. next step`);
    await xdotool('key', 'alt+shift+s');
    await expect.poll(label).toContain(`${STEP}. started, running for `);
    await xdotool('key', 'alt+shift+d');
    await expect.poll(() => toastOf(page)).toContain('Finished');
    await expect.poll(label).toContain('Write the next step');

    // The popup opens with the cursor in its field; what it added shows on the page.
    await xdotool('key', 'alt+shift+q');
    await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
    await expect
      .poll(
        async () => {
          await xdotool('key', 'ctrl+a');
          await xdotool('type', '--delay', '5', ADDED);
          await xdotool('key', 'Return');
          return label();
        },
        { intervals: [2000] },
      )
      .toContain(`${ADDED}. next step`);
    expect(firefox.errors).toEqual([]);
  }),
);
