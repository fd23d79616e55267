/** The panel in its frame: where the focus goes, what is kept of what was typed, and how long the frame lives. */
import type { Page } from '@playwright/test';
import { expect, type Foothold, go, test } from '../fixture';
import { editorOf, fieldOf } from '../panel';

const LIST = '/acme/widgets/issues';
const BOARD = 'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1';

const chip = (page: Page, nth = 0) => page.locator('foothold-chip').nth(nth).locator('.open');
const host = (page: Page) => page.locator('foothold-panel');

async function openList(foothold: Foothold, switches = {}): Promise<Page> {
  const page = await foothold.open(LIST, { churn: 'off', ...switches });
  await expect(chip(page)).toBeVisible();
  return page;
}

async function openPanel(page: Page, nth = 0): Promise<void> {
  await chip(page, nth).click();
  await expect(fieldOf(page)).toBeFocused();
}

async function pressEscape(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(editorOf(page)).toBeHidden();
}

/** The texts of the drafts in the background. */
const drafts = async (foothold: Foothold) =>
  ((await foothold.rows('drafts')) as { text: string }[]).map(({ text }) => text);

/** Keys the page saw, its own field's included. */
const heard = (page: Page) =>
  page.evaluate(() =>
    window.practice.events
      .filter(({ type }) => type.startsWith('key') || type.includes('input'))
      .map(({ type, key }) => `${type} ${key}`),
  );

test('the text lands in the field, whatever holds the focus on the page', async ({ foothold }) => {
  await test.step('react-focus-lock in the dialog of Jira', async () => {
    const page = await foothold.open(`${BOARD}?selectedIssue=APP-3`);
    const inDialog = page.locator('[role=dialog] foothold-chip .open').first();
    await expect(inDialog).toBeVisible();
    // The lock is at work: the focus can't be put elsewhere.
    await expect
      .poll(() =>
        page.evaluate(() => {
          const outside = document.querySelector<HTMLElement>('header button, header a, nav a')!;
          outside.focus();
          return new Promise((tell) =>
            setTimeout(() => tell(document.activeElement!.closest('[role=dialog]') !== null), 50),
          );
        }),
      )
      .toBe(true);
    await inDialog.click();
    await expect(fieldOf(page)).toBeFocused();
    await page.keyboard.type('Held by nobody');
    await expect(fieldOf(page)).toHaveValue('Held by nobody');
    await expect(editorOf(page)).not.toHaveClass(/unfocused/);
    await pressEscape(page);
    // A press on a chip leaves the focus in the dialog, and so does what comes of it.
    expect(await page.evaluate(() => document.activeElement!.closest('[role=dialog]') !== null)).toBe(true);
    await page.close();
  });

  await test.step('a native modal dialog', async () => {
    const page = await foothold.open('/acme/widgets/issues/1279');
    await expect(chip(page)).toBeVisible();
    await page.evaluate(() => document.querySelector<HTMLDialogElement>('#practice-help')!.showModal());
    await foothold.command('edit-step', page);
    await expect(fieldOf(page)).toBeFocused();
    await page.keyboard.type('Above the dialog');
    await expect(fieldOf(page)).toHaveValue('Above the dialog');
    // It is seen and pressed there as well.
    await fieldOf(page).click();
    await expect(fieldOf(page)).toBeFocused();
    await pressEscape(page);
    await expect(page.locator('#practice-help')).toBeVisible();
    await page.close();
  });

  const page = await openList(foothold);

  await test.step('a trap that pulls back what leaves it, as Primer has', async () => {
    await page.evaluate(() => {
      const trap = document.createElement('div');
      trap.id = 'trap';
      trap.innerHTML = '<button>One</button><button>Two</button>';
      document.body.append(trap);
      const ends = new AbortController();
      window.addEventListener('untrap', () => ends.abort(), { once: true });
      document.addEventListener(
        'focusin',
        ({ target }) => {
          if (!trap.contains(target as Node) && (target as Element).localName !== 'iframe')
            trap.querySelector('button')!.focus();
        },
        { signal: ends.signal },
      );
      trap.querySelector('button')!.focus();
    });
    await chip(page).click();
    await expect(fieldOf(page)).toBeFocused();
    await page.keyboard.type('Out of the trap');
    await expect(fieldOf(page)).toHaveValue('Out of the trap');
    await pressEscape(page);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('One');
    await page.evaluate(() => {
      window.dispatchEvent(new Event('untrap'));
      document.querySelector('#trap')!.remove();
    });
  });

  await test.step('inert siblings', async () => {
    await openPanel(page, 1);
    await page.evaluate(() => {
      for (const one of document.body.children) (one as HTMLElement).inert = true;
    });
    await page.keyboard.type('Not inert');
    await expect(fieldOf(page)).toHaveValue('Not inert');
    await page.evaluate(() => {
      for (const one of document.body.children) (one as HTMLElement).inert = false;
    });
    await pressEscape(page);
  });
});

test('Escape gives the focus back: to a link, a field, a chip', async ({ foothold }) => {
  const page = await openList(foothold);
  const link = page.locator('[data-testid="issue-pr-title-link"]').nth(2);
  await link.focus();
  await foothold.command('edit-step', page);
  await expect(fieldOf(page)).toBeFocused();
  await pressEscape(page);
  await expect(link).toBeFocused();

  const search = page.locator('#practice-search');
  await search.focus();
  await link.hover();
  await foothold.command('edit-step', page);
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.type('ours');
  await pressEscape(page);
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('');

  await chip(page, 1).focus();
  await foothold.command('edit-step', page);
  await expect(fieldOf(page)).toBeFocused();
  await pressEscape(page);
  await expect(chip(page, 1)).toBeFocused();
  expect((await heard(page)).filter((one) => !/ (?:Tab|Shift|Alt)$/.test(one))).toEqual([]);
});

test('what the page composes ends before the panel opens', async ({ foothold }) => {
  const page = await openList(foothold);
  const search = page.locator('#practice-search');
  await page.locator('[data-testid="issue-pr-title-link"]').nth(1).hover();
  await search.focus();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
  await expect(search).toHaveValue('にほ');
  await foothold.command('edit-step', page);
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.type('plain');
  await expect(fieldOf(page)).toHaveValue('plain');
  await expect(search).toHaveValue('にほ');
});

test('the page takes the focus away mid-word: it is taken back, and the panel says so', async ({
  foothold,
}) => {
  const page = await openList(foothold);
  await openPanel(page);
  await page.keyboard.type('Half a th');
  await page.evaluate(() => document.querySelector<HTMLElement>('#practice-search')!.focus());
  // Chromium drops a key that it gets while the focus moves between two processes.
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.type('ought');
  await expect(fieldOf(page)).toHaveValue('Half a thought');
  // In the middle of it, and leaving nothing focused.
  await page.keyboard.press('Home');
  await page.keyboard.type('My ');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.type('own ');
  await expect(fieldOf(page)).toHaveValue('My own Half a thought');

  await page.evaluate(() => {
    const take = () => document.querySelector<HTMLElement>('#practice-search')!.focus();
    const loop = setInterval(take, 20);
    window.addEventListener('enough', () => clearInterval(loop), { once: true });
  });
  await expect(editorOf(page)).toHaveClass(/unfocused/);
  await page.keyboard.type('new ');
  await expect(fieldOf(page)).toHaveValue('My own new Half a thought');
  await expect(page.locator('#practice-search')).toHaveValue('');
  expect(await heard(page)).toEqual([]);
  await page.evaluate(() => window.dispatchEvent(new Event('enough')));
  await fieldOf(page).click();
  await expect(editorOf(page)).not.toHaveClass(/unfocused/);
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await expect(fieldOf(page)).toHaveValue('My own new Half a thought!');
  // A press on the page is the person's own, and closes it.
  await page.mouse.click(5, 5);
  await expect(editorOf(page)).toHaveCount(0);
});

test('nothing typed is lost, whatever ends the panel', async ({ foothold }) => {
  let page = await openList(foothold);
  const text = (what: string) => `Half a thought, then ${what}`;
  const begin = async (what: string, nth: number) => {
    await openPanel(page, nth);
    await page.keyboard.type(text(what));
    await expect(fieldOf(page)).toHaveValue(text(what));
  };
  const isOffered = async (what: string, nth: number) => {
    await openPanel(page, nth);
    await expect(fieldOf(page)).toHaveValue(text(what));
    await pressEscape(page);
  };

  await test.step('the page removes it: it is back, with its text and the focus', async () => {
    await begin('removed', 0);
    await host(page).evaluate((element) => element.remove());
    await expect(fieldOf(page)).toHaveValue(text('removed'));
    await expect(fieldOf(page)).toBeFocused();
    await page.keyboard.type('!');
    await expect(fieldOf(page)).toHaveValue(`${text('removed')}!`);
    await pressEscape(page);
  });

  await test.step('the page goes elsewhere without loading', async () => {
    await begin('elsewhere', 1);
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('[data-testid="issue-pr-title-link"]')!.click(),
    );
    await expect(page).toHaveURL(/\/issues\/\d+/);
    await expect(editorOf(page)).toHaveCount(0);
    await page.goBack();
    await expect(chip(page, 1)).toBeVisible();
    await isOffered('elsewhere', 1);
  });

  await test.step('the page loads anew', async () => {
    await begin('loaded', 2);
    await go(page, LIST, { churn: 'off' });
    await expect(chip(page, 2)).toBeVisible();
    await isOffered('loaded', 2);
  });

  await test.step('the worker dies', async () => {
    await begin('dead', 3);
    await foothold.killWorker();
    await page.keyboard.type(', or not');
    await expect.poll(() => drafts(foothold)).toContain(`${text('dead')}, or not`);
    await pressEscape(page);
  });

  await test.step('the tab is closed', async () => {
    await begin('closed', 4);
    await page.close();
    page = await openList(foothold);
    await isOffered('closed', 4);
  });
  expect(await foothold.events()).toEqual([]);
});

test.describe('the browser ends', () => {
  test.use({ keepProfile: true });

  test('in the middle of a word: it is offered again', async ({ foothold }) => {
    const page = await openList(foothold);
    await openPanel(page);
    await page.keyboard.type('Half a thought');
    await expect.poll(() => drafts(foothold)).toEqual(['Half a thought']);
    await foothold.restart();
    const again = await openList(foothold);
    await openPanel(again);
    await expect(fieldOf(again)).toHaveValue('Half a thought');
  });
});

test('a frame lives from a pointer over a chip to its close, and not beyond its page', async ({
  foothold,
}) => {
  const page = await openList(foothold);
  await expect(host(page)).toHaveCount(0);
  await chip(page).hover();
  await expect(host(page)).toHaveCount(1);
  await openPanel(page);
  await pressEscape(page);
  await expect(host(page)).toHaveCount(0);
});

test('it stands at its chip, on top, whole, and never outside the window', async ({ foothold }) => {
  const page = await openList(foothold, { theme: 'dark' });
  const frame = page.locator('foothold-panel .frame');
  const boxOf = async (nth: number) => (await chip(page, nth).boundingBox())!;

  await test.step('its corners show the page, in a theme that is not the browser’s', async () => {
    await chip(page).hover();
    const before = await page.screenshot();
    await openPanel(page);
    await page.keyboard.type('Corners');
    await expect(fieldOf(page)).toHaveValue('Corners');
    await editorOf(page).evaluate((one) => Promise.all(one.getAnimations().map(({ finished }) => finished)));
    const after = await page.screenshot();
    const { x, y, width, height } = (await frame.boundingBox())!;
    const corners = [
      [x + width - 2, y + 1],
      [x + 1, y + height - 2],
      [x + width - 2, y + height - 2],
      // Inside its shadow, outside its round corner, it is darker than the page and not white.
      [x + width - 13, y + height - 13],
    ] as const;
    const colors = (shot: Buffer) =>
      page.evaluate(
        async ([data, corners]) => {
          const image = new Image();
          image.src = `data:image/png;base64,${data}`;
          await image.decode();
          const paper = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
          paper.drawImage(image, 0, 0);
          return corners.map(([x, y]) => [...paper.getImageData(x, y, 1, 1).data.slice(0, 3)]);
        },
        [shot.toString('base64'), corners] as const,
      );
    const [was, is] = [await colors(before), await colors(after)];
    expect(is.slice(0, 3)).toEqual(was.slice(0, 3));
    expect(Math.max(...is[3]!)).toBeLessThanOrEqual(Math.max(...was[3]!));
  });

  await test.step('it is as high as its text', async () => {
    const low = (await frame.boundingBox())!.height;
    await page.keyboard.insertText(' and words'.repeat(50));
    await expect.poll(async () => (await frame.boundingBox())!.height).toBeGreaterThan(low + 100);
    const content = () =>
      fieldOf(page).evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
    expect(await content()).toBe(0);
    const inner = (await editorOf(page).boundingBox())!;
    const outer = (await frame.boundingBox())!;
    expect(outer.height - inner.height).toBe(24);
  });

  await test.step('it stays at its chip as the page scrolls', async () => {
    const distance = async () => (await frame.boundingBox())!.y - (await boxOf(0)).y;
    const before = await distance();
    await page.evaluate(() => window.scrollBy(0, 40));
    await expect.poll(distance).toBe(before);
    await pressEscape(page);
  });

  await test.step('it is above what the page puts on top', async () => {
    await page.evaluate(() => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.popover = 'manual';
      cover.style.cssText =
        'inset: 0; inline-size: 100%; block-size: 100%; opacity: 0.1; pointer-events: none';
      document.body.append(cover);
      cover.showPopover();
    });
    await openPanel(page, 1);
    const { x, y } = (await fieldOf(page).boundingBox())!;
    expect(
      await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.localName, [x + 9, y + 9] as const),
    ).toBe('foothold-panel');
    await pressEscape(page);
    await page.evaluate(() => document.querySelector('#cover')!.remove());
  });

  await test.step('it is inside any window', async () => {
    for (const [width, height, switches] of [
      [1280, 900, {}],
      [1280, 900, { dir: 'rtl' }],
      [360, 640, {}],
      [320, 225, {}],
    ] as const) {
      await page.setViewportSize({ width, height });
      await go(page, LIST, { churn: 'off', ...switches });
      // Chips are where rows are near: in a low window that is few.
      await expect(chip(page, 2)).toBeAttached();
      for (const nth of [0, (await page.locator('foothold-chip').count()) - 1]) {
        await chip(page, nth).scrollIntoViewIfNeeded();
        await openPanel(page, nth);
        await page.keyboard.insertText('Some words '.repeat(20));
        const isInside = async () => {
          const box = (await editorOf(page).boundingBox())!;
          return box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
        };
        await expect.poll(isInside).toBe(true);
        await expect(fieldOf(page)).toBeInViewport();
        await pressEscape(page);
      }
    }
  });
});

test.describe('left and come back to', () => {
  test.use({ launchWith: { keepsLeftPages: true } });

  /** How the page was shown again: as it was left, or loaded anew (null). */
  async function comeBack(page: Page): Promise<boolean[] | null> {
    await page.evaluate(() => {
      const left = window as unknown as { shown: boolean[] };
      left.shown = [];
      window.addEventListener('pageshow', ({ persisted }) => left.shown.push(persisted), { once: true });
      window.location.href = 'https://github.com/acme/widgets/issues/1279';
    });
    await expect.poll(() => page.url()).toContain('1279');
    await expect(chip(page)).toBeVisible();
    await page.evaluate(() => history.back());
    await expect.poll(() => page.url()).not.toContain('1279');
    await expect(chip(page)).toBeVisible();
    return page.evaluate(() => (window as unknown as { shown?: boolean[] }).shown ?? null);
  }

  test('a page is kept whole where nobody wrote, also after somebody pointed at a chip', async ({
    foothold,
  }) => {
    const seen = await openList(foothold);
    expect(await comeBack(seen)).toEqual([true]);
    const pointed = await openList(foothold);
    await chip(pointed, 2).hover();
    await expect(host(pointed)).toHaveCount(1);
    expect(await comeBack(pointed)).toEqual([true]);
  });
});
