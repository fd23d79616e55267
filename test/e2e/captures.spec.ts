/**
 * Real pages, saved in public by others, in a real browser with the built extension: what is read from them stands
 * in the database, exactly; its chip stands in the page, once, and the page itself is what it is without us. Their
 * scripts and styles can't be loaded, so the pages look bare; nothing but their own markup holds the chip in place.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Launched, launch } from '../browser';
import { CAPTURES } from '../captures';
import { expect, test } from '../fixture';
import { panelOf } from '../panel';
import { insideOf } from './inside';

interface Expected {
  /** Of domain/key.ts. */
  key: string;
  title?: string;
  createdAt?: string;
  closedAt?: string;
  /** As GitHub's label has it, in lower case. */
  state?: string;
}

interface Capture {
  file: string;
  servedAt?: string;
  expect?: Expected[];
}

const text = (file: string) => readFileSync(resolve(CAPTURES, file), 'utf8');
const manifest = (JSON.parse(text('MANIFEST.json')).captures as Capture[]).filter(({ file }) =>
  file.startsWith('github/'),
);

const card = (number: number, title: string): Expected => ({
  key: `github.com/example-org/example-repo#${number}`,
  title,
  state: 'in progress',
});

/** What the manifest leaves open, worked out by hand. */
const BY_HAND: Record<string, { servedAt: string; expect: Expected[] }> = {
  'github/2026-project-board.html': {
    servedAt: 'https://github.com/orgs/jon-or/projects/1',
    expect: [
      card(4501, 'Quote email drops rows past the first page'),
      card(4502, 'Calendar feed counts archived records twice'),
      card(4503, 'Review import ignores the account time zone'),
    ],
  },
  'github/2021-06-issue-list-legacy.html': {
    servedAt: 'https://github.com/mlab817/pips/issues',
    expect: [
      {
        key: 'github.com/mlab817/pips#5',
        title: 'Add Issue Tracker per PAP',
        createdAt: '2021-06-26T12:38:43Z',
        state: 'open',
      },
    ],
  },
  'github/2026-list-rows-reconstructed.html': {
    servedAt: 'https://github.com/pulls/inbox',
    expect: [
      {
        key: 'github.com/temporalio/temporal#11344',
        title: 'Fix standalone activity mutation retry deduplication',
      },
      { key: 'github.com/acme/widgets#12', title: 'Make widgets faster' },
      { key: 'github.com/octo/repo#7', title: 'A title', createdAt: '2026-08-01T10:00:00Z', state: 'open' },
    ],
  },
};

const DAY = 86_400_000;

let plain: Launched;
test.beforeAll(async () => {
  plain = await launch({ build: 'none' });
});
test.afterAll(() => plain.close());

for (const capture of manifest) {
  const { servedAt, expect: wanted } = capture.expect
    ? { servedAt: capture.servedAt!, expect: capture.expect }
    : BY_HAND[capture.file]!;

  test(`${capture.file} is read exactly, and left as it is`, async ({ foothold }) => {
    const alone = await plain.context.newPage();
    const page = await foothold.context.newPage();
    for (const [browser, tab] of [
      [plain, alone],
      [foothold, page],
    ] as const) {
      browser.serve(servedAt, text(capture.file));
      await tab.addInitScript(keepTime);
      await tab.goto(servedAt, { waitUntil: 'load' });
    }
    const inside = await insideOf(page, foothold.extensionId);
    await expect.poll(async () => (await inside.chips()).length).toBe(wanted.length);

    const expectRead = async () =>
      (await foothold.rows('facts')).map((row) => asExpected((row as { facts: Read }).facts, wanted));
    await expect.poll(expectRead).toEqual(expect.arrayContaining(wanted));
    expect(await expectRead()).toHaveLength(wanted.length);

    const chips = await inside.chips();
    const now = await page.evaluate(() => Date.now());
    expect(chips.map(({ name, age }) => [name, age])).toEqual(
      wanted.map((item) => [`Foothold: #${item.key.split('#')[1]}`, ageOf(item, now)]),
    );
    for (const [index, { createdAt }] of wanted.entries()) {
      const days = createdAt && Math.floor((now - Date.parse(createdAt)) / DAY);
      expect(chips[index]!.spoken).toContain(
        days ? `opened ${days.toLocaleString('en-US')} days ago` : 'age unknown',
      );
    }

    expect(await page.evaluate(badlyPlaced)).toEqual([]);
    expect(
      await page.evaluate(
        covered,
        chips.map(({ box }) => box!),
      ),
    ).toEqual([]);
    expect(await page.evaluate(tree)).toEqual(await alone.evaluate(tree));
    expect(await page.evaluate(shiftsSinceChips)).toEqual([]);

    // The whole name of each chip's item is its editor's.
    for (const [index, { key }] of wanted.entries()) {
      const [, owner, name] = /^github\.com\/(.+)\/(.+)$/.exec(key)!;
      // By its place, as a person does: cards under the page's own drag and drop are `aria-disabled`.
      await page.locator('foothold-chip .open').nth(index).scrollIntoViewIfNeeded();
      await inside.click('.open', index);
      await expect(
        panelOf(page).getByRole('dialog', { name: `Next step of ${owner}/${name}`, exact: true }),
      ).toBeVisible();
      await page.keyboard.press('Escape');
    }
    await page.close();
    await alone.close();
  });
}

test('no capture of GitHub is left out', () => {
  expect(manifest.filter(({ expect }) => expect).length).toBeGreaterThanOrEqual(6);
  expect(manifest.filter(({ file, expect }) => !expect && !BY_HAND[file])).toEqual([]);
});

type Read = { key: string; title: string; status: string; createdAt: number | null; closedAt: number | null };

/** The fields the manifest names of this item; all of them of an item it doesn't name. */
function asExpected(facts: Read, wanted: Expected[]): Partial<Expected> {
  const instant = (ms: number | null) =>
    ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z');
  const all = {
    ...facts,
    createdAt: instant(facts.createdAt),
    closedAt: instant(facts.closedAt),
    state: facts.status?.toLowerCase(),
  };
  const names = Object.keys(wanted.find(({ key }) => key === facts.key) ?? all) as (keyof Expected)[];
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** What a chip must say: since when it is open, or of a closed one since when it is closed. */
function ageOf({ createdAt, closedAt }: Expected, now: number): string {
  const since = closedAt ?? createdAt;
  return since ? `${Math.floor((now - Date.parse(since)) / DAY).toLocaleString('en-US')}d` : '?';
}

/** Runs first in the page: when our first element came. */
function keepTime(): void {
  const at = { chips: Number.POSITIVE_INFINITY };
  Object.assign(window, { at });
  new MutationObserver(() => {
    if (document.querySelector('foothold-chip')) at.chips = Math.min(at.chips, performance.now());
  }).observe(document, { childList: true, subtree: true });
}

function shiftsSinceChips(): Promise<string[]> {
  const { chips } = (window as unknown as { at: { chips: number } }).at;
  return new Promise((resolve) => {
    new PerformanceObserver((list) =>
      resolve(
        list
          .getEntries()
          .filter(({ startTime }) => startTime >= chips)
          .map((entry) => JSON.stringify(entry)),
      ),
    ).observe({ type: 'layout-shift', buffered: true });
    // An observer with nothing to tell is never called.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve([])));
  });
}

/** The page's own elements, as they are written and where they are. */
function tree(): string[] {
  const lines: string[] = [];
  const walk = (element: Element, depth: number) => {
    if (element.localName.startsWith('foothold-')) return;
    const { x, y, width, height } = element.getBoundingClientRect();
    const own = [...element.childNodes]
      .filter((node) => !(node instanceof Element && node.localName.startsWith('foothold-')))
      .map((node) => (node instanceof Text ? node.data : node.nodeName))
      .join('|');
    const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).join(' ');
    const at = [x + scrollX, y + scrollY, width, height].map((px) => px.toFixed(1)).join(' ');
    lines.push(`${' '.repeat(depth)}${element.localName} ${attributes} @${at} ${own}`);
    for (const child of element.children) walk(child, depth + 1);
  };
  walk(document.documentElement, 0);
  return lines;
}

/** Chips that stand in what people write, or not as their parent's last child. */
function badlyPlaced(): string[] {
  const WRITTEN =
    '.markdown-body, [contenteditable], textarea, .comment-body, .js-comment-container, .timeline-comment, ' +
    '[data-testid="markdown-body"], [data-testid="comment-viewer-outer-box"], .TimelineItem';
  return [...document.querySelectorAll('foothold-chip')]
    .filter((host) => host.closest(WRITTEN) || host.parentElement!.lastElementChild !== host)
    .map((host) => host.parentElement!.outerHTML.slice(0, 200));
}

/** Words of the page that lie under a chip. */
function covered(boxes: { x: number; y: number; width: number; height: number }[]): string[] {
  const words: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (
      !node.textContent!.trim() ||
      node.parentElement!.closest('script, style, noscript, template, .sr-only')
    )
      continue;
    range.selectNodeContents(node);
    for (const one of range.getClientRects())
      for (const box of boxes)
        if (
          one.width > 1 &&
          one.right > box.x + 1 &&
          one.left < box.x + box.width - 1 &&
          one.bottom > box.y + 3 &&
          one.top < box.y + box.height - 3
        )
          words.push(node.textContent!.trim());
  }
  return words;
}
