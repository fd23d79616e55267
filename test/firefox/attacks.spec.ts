/** What a page's script gets of Foothold in a real Firefox: nothing it forges acts, and nothing typed is read. */
import { test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { expect } from '../poll.ts';
import { withFirefox } from './firefox.ts';
import { chipsOf, fieldOf, heardBy, labelOf, NOTHING, openPanel, press } from './shown.ts';

const LIST = '/acme/widgets/issues?churn=off';
const ITEM = '#1283';
const STEP = 'Open the 401 log';
/** In no page. */
const SECRET = 'Zyxwv';

/** In the page: every kind of press and key at every element of ours, as a script makes them. */
function forgeAll(buttons: { x: number; y: number }[]): number {
  const hosts = [...document.querySelectorAll('foothold-chip, foothold-toast, foothold-panel')];
  const places = hosts.map((host) => {
    const { x, y, width, height } = host.getBoundingClientRect();
    return { host, x: x + width / 2, y: y + height / 2 };
  });
  for (const { x, y } of buttons) {
    const host = document.elementFromPoint(x, y);
    if (host && hosts.includes(host)) places.push({ host, x, y });
  }
  const keys = ['Enter', 'Escape', ' ', 'x', 'Backspace', 's', 'd'];
  for (const { host, x, y } of places) {
    const all = { bubbles: true, cancelable: true, composed: true, detail: 1, buttons: 1 };
    const place = { ...all, clientX: x, clientY: y };
    for (const type of ['pointerover', 'pointermove', 'pointerdown', 'pointerup'])
      host.dispatchEvent(new PointerEvent(type, place));
    for (const type of ['mousedown', 'mouseup', 'click', 'dblclick', 'auxclick'])
      host.dispatchEvent(new MouseEvent(type, place));
    for (const key of keys)
      for (const type of ['keydown', 'keypress', 'keyup'])
        host.dispatchEvent(new KeyboardEvent(type, { ...all, key, code: key, altKey: true, shiftKey: true }));
    for (const type of ['beforeinput', 'input'])
      host.dispatchEvent(new InputEvent(type, { ...all, data: 'x', inputType: 'insertText' }));
    host.dispatchEvent(new DragEvent('drop', all));
    host.dispatchEvent(new ClipboardEvent('paste', all));
    (host as HTMLElement).click();
  }
  window.postMessage({ 'foothold-panel': true }, '*', [new MessageChannel().port1]);
  return places.length - hosts.length;
}

/** Where every button of every chip is: more than a page can find out. */
const buttonsOf = async (page: Page) =>
  (await chipsOf(page)).flatMap(({ buttons }) => Object.values(buttons));

const forgeAt = async (page: Page): Promise<number> => page.evaluate(forgeAll, await buttonsOf(page));

/** In the page: all of its ways to text that stands in it. */
function readAll(secret: string): string {
  document.execCommand('selectAll');
  const selected = String(getSelection());
  getSelection()?.removeAllRanges();
  const { find } = window as unknown as { find?: (text: string) => boolean };
  const isFound = find?.call(window, secret);
  getSelection()?.removeAllRanges();
  const timed = performance.getEntries().filter(({ name }) => /moz-extension|panel/.test(name));
  return JSON.stringify({
    selected,
    isFound,
    timed,
    windows: window.length,
    frames: document.querySelectorAll('iframe').length,
    roots: [...document.querySelectorAll('*')].filter(
      ({ localName, shadowRoot }) => localName.startsWith('foothold-') && shadowRoot,
    ).length,
    all: document.documentElement.outerHTML,
  });
}

test('in Firefox: a page reads and forges nothing', { tag: '@long' }, () =>
  withFirefox({}, async (firefox) => {
    const page = await firefox.open(LIST);
    const label = () => labelOf(page, ITEM);
    await expect.poll(label).toContain('Write the next step');
    expect(await forgeAt(page)).toBeGreaterThan(10);
    expect(await fieldOf(page)).toBeNull();

    // With all letters of it in the field: the page's ways to text find none.
    await openPanel(page, ITEM, '');
    await page.keyboard.type(SECRET);
    await expect.poll(() => fieldOf(page)).toEqual({ value: SECRET, focused: true });
    expect(await heardBy(page)).toEqual(NOTHING);
    const read = JSON.parse(await page.evaluate(readAll, SECRET));
    expect(read).toMatchObject({ timed: [], windows: 0, frames: 0, roots: 0, isFound: false });
    expect(read.selected + read.all).not.toContain(SECRET);
    await forgeAt(page);
    expect(await fieldOf(page)).toMatchObject({ value: SECRET });

    // A person's next act works, and is all that is written: what was forged before it would be there by then.
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type(STEP);
    await page.keyboard.press('Enter');
    await expect.poll(label).toContain(`${STEP}. next step`);
    await forgeAt(page);
    await press(page, ITEM, 'toggle');
    await expect.poll(label).toContain(`${STEP}. started, running for `);
    expect(await fieldOf(page)).toBeNull();
    expect(firefox.errors).toEqual([]);
  }),
);

/** In the page: frames the panel at the address it somehow learned, gives it a port, and shows it nonces. */
async function framePanel(address: string): Promise<{ frames: number; told: unknown[] }> {
  const told: unknown[] = [];
  const frame = document.createElement('iframe');
  frame.src = address;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  await loaded;
  const { port1, port2 } = new MessageChannel();
  const running = new Promise((resolve) => {
    port1.onmessage = ({ data }) => {
      told.push(data);
      resolve(null);
    };
  });
  frame.contentWindow!.postMessage({ 'foothold-panel': true }, '*', [port2]);
  await running;
  const theme = { scheme: 'light', colors: {}, font: 'serif' };
  for (const nonce of ['0'.repeat(32), 'f'.repeat(32), ''])
    port1.postMessage({ type: 'open', nonce, theme, reason: null });
  port1.postMessage({ type: 'focus' });
  port1.postMessage({
    type: 'typed',
    keys: [...'mine'].map((key) => ({ key, ctrlKey: false, metaKey: false })),
  });
  port1.postMessage({ type: 'typed', keys: [{ key: 'Enter', ctrlKey: false, metaKey: false }] });
  return { frames: document.querySelectorAll('iframe').length, told };
}

const strange = (page: Page) => page.frames()[1]!;

test('in Firefox: a page that frames the panel itself gets an empty field', { tag: '@long' }, () =>
  withFirefox({}, async (firefox) => {
    const page = await firefox.open(LIST);
    const label = () => labelOf(page, ITEM);
    await expect.poll(label).toContain('Write the next step');
    await openPanel(page, ITEM, '');
    await page.keyboard.type(STEP);
    await page.keyboard.press('Enter');
    await expect.poll(label).toContain(`${STEP}. next step`);
    await page.mouse.move(1, 1);
    await expect.poll(() => page.frames().length, { timeout: 60_000 }).toBe(1);

    const { told } = await page.evaluate(framePanel, firefox.address('panel.html'));
    expect(told).toEqual([{ type: 'loaded' }]);
    const seen = () =>
      strange(page).evaluate(() => [
        document.querySelectorAll('.editor .head').length,
        document.querySelector('.trouble') !== null,
        document.body.textContent?.includes('401'),
      ]);
    await expect.poll(seen).toEqual([0, true, false]);
    expect(await label()).toContain(`${STEP}. next step`);
    expect(
      await page.evaluate(
        (address) => fetch(address).then(String, () => 'refused'),
        firefox.address('popup.html'),
      ),
    ).toBe('refused');
  }),
);
