/**
 * What a page can learn of a person's steps, tried in the build people get: nothing. The page's recorder listens to
 * every event on `window`, capturing, before any other script; see test/practice/page/recorder.js.
 */
import type { Page } from '@playwright/test';
import { launch } from '../browser';
import { expect, type Foothold, test } from '../fixture';
import { isTypingIn } from '../panel';
import { type Inside, insideOf } from './inside';

test.use({ build: 'shipped' });

/** Letters that stand nowhere else on the pages: each of them is looked for. */
const RARE = 'ꙮꚈꙘꚄ';
/** The page's own shortcuts first: were one of them heard, a row would be chosen, marked, opened. */
const STEP = `jxc/? zyzzyva ${RARE}`;

/** A pointer that passes over the page's own elements on its way tells the page so, as without us. */
const PASSING =
  /^(?:pointer(?:over|out|enter|leave|move|rawupdate)|mouse(?:over|out|enter|leave|move)|transition\w+)$/;

/** The window's focus goes into the panel and comes back: a page can notice that, as PRIVACY.md says. */
const NOTICED = /^(?:blur|focus) window$/;

interface Opened {
  page: Page;
  inside: Inside;
}

async function open(foothold: Foothold, path: string): Promise<Opened> {
  const page = await foothold.open(path, { churn: 'off' });
  const inside = await insideOf(page, foothold.extensionId);
  await expect.poll(async () => (await inside.chips()).length).toBeGreaterThan(2);
  return { page, inside };
}

/** From here on, what the page is told counts, and what it can measure of events. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const timed: string[] = [];
    Object.assign(window, { timed });
    new PerformanceObserver((list) => timed.push(...list.getEntries().map(({ name }) => name))).observe({
      type: 'event',
      durationThreshold: 16,
    } as PerformanceObserverInit);
    window.practice.events.length = 0;
  });

/** What the page was told that it would not have been told had the pointer just passed. */
async function told(page: Page): Promise<string[]> {
  const events = await page.evaluate(() => window.practice.events);
  return events
    .filter(({ type, path }) => !PASSING.test(type) || path.some((name) => name.startsWith('foothold-')))
    .map(({ type, target, key, data }) => [type, target, key, data].filter(Boolean).join(' '))
    .filter((event) => !NOTICED.test(event));
}

/** Everything a script can read without being told, as one text. */
const readable = (page: Page) =>
  page.evaluate(async () =>
    [
      window.practice.record(),
      JSON.stringify(window.practice.events),
      JSON.stringify([history.state, history.length, location.href, window.name, document.cookie]),
      JSON.stringify(performance.getEntries().map(({ name }) => name)),
      JSON.stringify(await indexedDB.databases()),
      ...[...document.querySelectorAll('foothold-chip, foothold-toast, foothold-panel')].map((host) =>
        [
          host.outerHTML,
          host.textContent,
          // biome-ignore lint/performance/useDomNodeTextContent: another way in
          (host as HTMLElement).innerText,
          host.getHTML(),
          host.ariaLabel,
        ].join(),
      ),
    ].join('\n'),
  );

/** Keys and input that Event Timing tells of. */
const timedTyping = (page: Page) =>
  page.evaluate(() =>
    ((window as unknown as { timed?: string[] }).timed ?? []).filter((name) =>
      /key|input|composition|select|paste|copy|cut/.test(name),
    ),
  );

async function expectNothing(page: Page): Promise<void> {
  expect(await timedTyping(page)).toEqual([]);
  const all = await readable(page);
  for (const part of [...RARE, 'zyzzyva', 'jxc/?']) expect(all).not.toContain(part);
  expect(await told(page)).toEqual([]);
}

/** What is typed before that is kept from the page, but the page can measure when. */
const expectFieldFocused = (page: Page) => expect.poll(() => isTypingIn(page)).toBe(true);

const left = (page: Page) =>
  page.evaluate(() => {
    const { navigations, shortcuts, moves } = window.practice;
    return { navigations, shortcuts, moves, href: location.href, scroll: scrollY };
  });

test('the page is told nothing of typing, and can read nothing', async ({ foothold }) => {
  const { page, inside } = await open(foothold, '/acme/widgets/issues');
  const before = await left(page);
  await listen(page);
  await inside.click('.open', 2);
  await expect.poll(() => inside.field()).toBe('');
  await expectFieldFocused(page);
  await page.keyboard.type(STEP);
  await expect.poll(() => inside.field()).toBe(STEP);
  await expectNothing(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => inside.field()).toBeNull();
  await expect.poll(async () => (await inside.chips())[2]!.step).toBe(STEP);
  await expect.poll(() => inside.texts('.toast bdi')).toEqual([STEP]);
  await expectNothing(page);
  expect(await left(page)).toEqual(before);
});

test('nor of correcting, selecting, copying, pasting and composing in the editor', async ({ foothold }) => {
  const { page, inside } = await open(foothold, '/acme/widgets/issues');
  await inside.click('.open', 1);
  await expect.poll(() => inside.field()).toBe('');
  await expectFieldFocused(page);
  await listen(page);
  await page.keyboard.type(STEP);
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Control+X');
  await expect.poll(() => inside.field()).toBe('');
  await expectFieldFocused(page);
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Control+V');
  await expect.poll(() => inside.field()).toBe(STEP + STEP);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  // With nothing selected: else the drag would be one of the text.
  await page.keyboard.press('End');
  const field = (await inside.box('#step'))!;
  // Text is selected by a drag that ends far outside, on the page, and by a double click.
  await page.mouse.move(field.x + 30, field.y + 15);
  await page.mouse.down();
  await page.mouse.move(field.x + 200, field.y + 15, { steps: 4 });
  await page.mouse.move(field.x + 300, field.y + 300, { steps: 4 });
  await page.mouse.up();
  await page.mouse.dblclick(field.x + 30, field.y + 15);
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await expect.poll(() => inside.field()).toBe('');
  await expectFieldFocused(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: RARE, selectionStart: 1, selectionEnd: 1 });
  await expect.poll(() => inside.field()).toBe(RARE);
  await session.send('Input.insertText', { text: RARE });
  await expect.poll(() => inside.field()).toBe(RARE);
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await inside.chips())[1]!.step).toBe(RARE);
  await expectNothing(page);
});

test('nor of what is clicked, dragged and undone', async ({ foothold }) => {
  const { page, inside } = await open(foothold, '/acme/widgets/issues');
  await inside.click('.open', 1);
  await expect.poll(() => inside.field()).toBe('');
  await expectFieldFocused(page);
  await page.keyboard.type(STEP);
  await page.keyboard.press('Enter');
  await expect.poll(() => inside.texts('.toast .plain')).toEqual(['Undo']);
  const before = await left(page);
  await listen(page);
  await inside.click('.chip [data-do=toggle]');
  await expect.poll(() => inside.texts('.toast p')).toContain('Started');
  await inside.click('.chip [data-do=finish]');
  await expect.poll(() => inside.texts('.toast p')).toContain('Finished');
  await inside.click('.toast .plain');
  await expect.poll(() => inside.texts('.toast p')).toContain('Undone');
  const chip = (await inside.box('.open', 1))!;
  const [x, y] = [chip.x + 12, chip.y + 10];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 5, { steps: 3 });
  await page.mouse.move(x + 60, y + 160, { steps: 3 });
  await page.mouse.up();
  for (const button of ['middle', 'right'] as const) await page.mouse.click(x, y, { button });
  // Opened by its first press, and closed by one more.
  await page.mouse.dblclick(x, y);
  await expectFieldFocused(page);
  await page.mouse.click(x, y);
  await expect.poll(() => inside.field()).toBeNull();
  await inside.click('.toast [aria-label]');
  await expect.poll(() => inside.box('.toast')).toBeNull();
  await expectNothing(page);
  expect(await left(page)).toEqual(before);
  expect(foothold.context.pages().filter(({ url }) => url.call(page) === 'about:blank')).toEqual([]);
});

test('no card is dragged by its chip, and no card is opened', async ({ foothold }) => {
  const { page, inside } = await open(foothold, '/orgs/acme/projects/1');
  const before = await left(page);
  await listen(page);
  const chip = (await inside.box('.open'))!;
  await page.mouse.move(chip.x + 10, chip.y + 10);
  await page.mouse.down();
  await page.mouse.move(chip.x + 100, chip.y + 10, { steps: 5 });
  await page.mouse.move(chip.x + 420, chip.y + 10, { steps: 5 });
  await page.mouse.up();
  await inside.click('.open');
  await expect.poll(() => inside.field()).toBe('');
  await expectFieldFocused(page);
  await page.keyboard.type(STEP);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inside.chips())[0]!.step).toBe(STEP);
  await expectNothing(page);
  expect(await left(page)).toEqual(before);
});

test('every root is closed, and no other way leads in', async ({ foothold }) => {
  const { page, inside } = await open(foothold, '/acme/widgets/issues');
  await inside.click('.open', 2);
  await expect.poll(() => inside.field()).toBe('');
  await expectFieldFocused(page);
  await page.keyboard.type(STEP);
  const field = (await inside.box('#step'))!;
  const ways = (at: { x: number; y: number }) =>
    page.evaluate((at) => {
      const hosts = [
        ...document.querySelectorAll<HTMLElement>('foothold-chip, foothold-toast, foothold-panel'),
      ];
      const selection = getSelection()!;
      return {
        open: hosts.filter((host) => host.shadowRoot !== null).length,
        content: hosts.filter(
          (host) =>
            host.childNodes.length > 0 ||
            [...host.attributes].some(({ name }) => name !== 'data-no-focus-lock'),
        ).length,
        frames: window.length + document.querySelectorAll('iframe').length,
        loaded: performance.getEntries().filter(({ name }) => name.includes('extension:')).length,
        sheets: document.adoptedStyleSheets.length,
        selected: selection.toString(),
        anchor: selection.anchorNode?.nodeName.startsWith('FOOTHOLD') ?? false,
        active: document.activeElement!.nodeName,
        under: document.elementsFromPoint(at.x, at.y)[0]!.nodeName,
        caret:
          document.caretPositionFromPoint(at.x, at.y)?.offsetNode.textContent?.includes('zyzzyva') ?? false,
        moving: [document, ...hosts].flatMap((one) => one.getAnimations({ subtree: true })).length,
        // biome-ignore lint/performance/useDomNodeTextContent: another way in
        text: document.documentElement.innerText.includes('zyzzyva'),
        internals: hosts
          .map((host) => {
            try {
              return host.attachInternals().shadowRoot;
            } catch {
              return null;
            }
          })
          .some(Boolean),
        globals: Object.keys(window).filter((name) => /foothold|preact|wxt/i.test(name)),
      };
    }, at);
  const closed = {
    open: 0,
    content: 0,
    frames: 0,
    loaded: 0,
    sheets: 0,
    selected: '',
    anchor: false,
    caret: false,
    moving: 0,
    text: false,
    internals: false,
    globals: [],
  };
  const middle = { x: field.x + 40, y: field.y + 10 };
  expect(await ways(middle)).toEqual({ ...closed, active: 'FOOTHOLD-PANEL', under: 'FOOTHOLD-PANEL' });
  await page.keyboard.press('Enter');
  await expect.poll(() => inside.texts('.toast bdi')).toEqual([STEP]);
  const chip = (await inside.box('.open', 2))!;
  expect(await ways({ x: chip.x + 5, y: chip.y + 5 })).toMatchObject({ ...closed, under: 'FOOTHOLD-CHIP' });
});

test('a search by a script finds no step on a chip or in a toast', async ({ foothold }) => {
  const { page, inside } = await open(foothold, '/acme/widgets/issues');
  await inside.click('.open', 2);
  await expect.poll(() => inside.field()).toBe('');
  await expectFieldFocused(page);
  await page.keyboard.type(STEP);
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => inside.texts('.toast bdi')).toEqual([STEP]);
  await expect.poll(() => inside.texts('.spoken')).not.toEqual(['']);
  const found = (text: string) =>
    page.evaluate((text) => {
      getSelection()!.removeAllRanges();
      // Looks everywhere, from the top, and goes round.
      const { find } = window as unknown as { find(...given: unknown[]): boolean };
      return [find(text, false, false, true), getSelection()!.toString().includes(text)];
    }, text);
  expect(await found('Search results jump')).toEqual([true, true]);
  for (const part of ['zyzzyva', 'jxc', RARE[0]!]) expect(await found(part)).toEqual([false, false]);
  const all = () =>
    page.evaluate(() => {
      document.execCommand('selectAll');
      return getSelection()!.toString();
    });
  expect(await all()).not.toContain('zyzzyva');
});

test('a page that defines our elements gets no root from them', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  await page.addInitScript(() => {
    const kept: ElementInternals[] = [];
    Object.assign(window, { kept });
    for (const name of ['foothold-chip', 'foothold-toast', 'foothold-panel'])
      customElements.define(
        name,
        class extends HTMLElement {
          constructor() {
            super();
            kept.push(this.attachInternals());
          }
        },
      );
  });
  await page.goto('https://github.com/acme/widgets/issues?churn=off');
  const inside = await insideOf(page, foothold.extensionId);
  await expect.poll(async () => (await inside.chips()).length).toBeGreaterThan(2);
  await inside.click('.open', 2);
  await expect.poll(() => inside.field()).toBe('');
  await expectFieldFocused(page);
  const roots = await page.evaluate(() =>
    (window as unknown as { kept: ElementInternals[] }).kept.map(
      ({ shadowRoot }) => shadowRoot?.textContent ?? null,
    ),
  );
  expect(roots.length).toBeGreaterThan(2);
  expect(roots.filter((text) => text !== null)).toEqual([]);
});

test('every request is the page’s own: none is ours, from page, popup or worker', async ({ foothold }) => {
  const plain = await launch({ build: 'none' });
  try {
    const alone = await plain.context.newPage();
    await browse(alone);
    const page = await foothold.context.newPage();
    await browse(page, async () => {
      const inside = await insideOf(page, foothold.extensionId);
      await inside.click('.open', 1);
      await expect.poll(() => inside.field()).not.toBeNull();
      await page.keyboard.type(STEP);
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => inside.texts('.toast bdi')).toEqual([STEP]);
      await inside.click('.toast .plain');
      await expect.poll(() => inside.texts('.toast p')).toContain('Undone');
    });
    const popup = await foothold.openPopup(page);
    await popup.getByRole('combobox').or(popup.getByRole('textbox')).first().fill(STEP);
    await popup.keyboard.press('Enter');
    await expect.poll(async () => (await foothold.events()).length).toBeGreaterThan(2);
    const asked = ({ requests }: Pick<Foothold, 'requests'>) =>
      requests.map(({ method, url, resource, answer }) => `${answer} ${method} ${resource} ${url}`).sort();
    expect(asked(foothold)).toEqual(asked(plain));
    expect(foothold.leaks()).toEqual([]);
    // Not even if it tried: our own pages and the worker may ask nobody for anything.
    const tried = (url: string) =>
      fetch(url).then(
        () => 'answered',
        () => 'refused',
      );
    for (const url of ['https://github.com/acme', 'https://example.com/'])
      for (const place of [await foothold.worker(), popup])
        expect(await (place as Page).evaluate(tried, url)).toBe('refused');
    expect(asked(foothold)).toEqual(asked(plain));
    // And would a request of the page's world have been counted?
    await page.evaluate(tried, 'https://example.com/');
    expect(foothold.leaks()).toHaveLength(1);
  } finally {
    await plain.close();
  }
});

/** A person's way through the pages; `act` is called where there is something to do. */
async function browse(page: Page, act: () => Promise<void> = async () => {}): Promise<void> {
  await page.goto('https://github.com/acme/widgets/issues?churn=off');
  await page.waitForFunction(() => window.practice.hydrated);
  await act();
  for (const path of [
    '/acme/widgets/issues/1284',
    '/acme/widgets/pull/1280',
    '/orgs/acme/projects/1',
    '/issues',
  ]) {
    await page.goto(`https://github.com${path}?churn=off`);
    await page.waitForFunction(() => window.practice.hydrated);
  }
  await page.locator('[data-testid="issue-pr-title-link"]').first().click();
  await page.waitForURL(/\/issues\/\d+/);
}
