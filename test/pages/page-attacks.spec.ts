/**
 * What a page's script does by events it makes itself: nothing. It finds our elements by where they are and aims at
 * them in the build people get. After each try a person does the same, and that is all that is written.
 */
import type { Page } from '@playwright/test';
import { type Inside, insideOf } from '../e2e/inside';
import { expect, type Foothold, test } from '../fixture';

test.use({ build: 'shipped' });

const FIRST = 'Open the 401 log';
const TOGGLE = '.chip [data-do=toggle]';
const FINISH = '.chip [data-do=finish]';
const UNDO = '.toast .plain';

interface Tried {
  page: Page;
  inside: Inside;
  foothold: Foothold;
}

/** A list whose first chip has a step and the focus. */
async function openWithStep(foothold: Foothold): Promise<Tried> {
  const page = await foothold.open('/acme/widgets/issues', { churn: 'off' });
  const inside = await insideOf(page, foothold.extensionId);
  await expect.poll(async () => (await inside.chips()).length).toBeGreaterThan(2);
  await inside.click('.open');
  await expect.poll(() => inside.field()).toBe('');
  await page.keyboard.type(FIRST);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inside.chips())[0]!.step).toBe(FIRST);
  await expect.poll(() => inside.texts(UNDO)).toEqual(['Undo']);
  await expect.poll(() => focusIn(inside)).toBe('open');
  return { page, inside, foothold };
}

/** Which button of a chip has the focus. */
const focusIn = (inside: Inside) =>
  inside.run(() => {
    const { chrome } = globalThis as unknown as {
      chrome: { dom: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } };
    };
    const host = document.activeElement!;
    if (host.localName !== 'foothold-chip') return null;
    return (chrome.dom.openOrClosedShadowRoot(host)!.activeElement as HTMLElement | null)?.dataset.do ?? null;
  });

const types = async (foothold: Foothold) => (await foothold.events()).map(({ what }) => what.type);

/** In the page: a whole press, as a script makes it. */
function forgePress({ x, y }: { x: number; y: number }): string {
  const host = document.elementFromPoint(x, y)!;
  const place = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, detail: 1 };
  for (const type of [
    'pointerover',
    'pointermove',
    'pointerdown',
    'mousedown',
    'pointerup',
    'mouseup',
    'click',
  ])
    host.dispatchEvent(
      type.startsWith('pointer')
        ? new PointerEvent(type, place)
        : new MouseEvent(type, { ...place, buttons: 1 }),
    );
  return host.localName;
}

interface Key {
  key: string;
  code: string;
  ctrlKey?: boolean;
}

/** In the page: a whole key press at the element that has the focus. */
function forgeKey(press: Key): string {
  const host = document.activeElement!;
  const told = { bubbles: true, cancelable: true, composed: true, ...press };
  for (const type of ['focusin', 'keydown', 'keypress', 'beforeinput', 'input', 'keyup'])
    host.dispatchEvent(
      type.startsWith('key')
        ? new KeyboardEvent(type, told)
        : new InputEvent(type, { ...told, data: press.key }),
    );
  return host.localName;
}

/** In the page: as scripts press a button. */
function forgeClick(): string {
  const host = document.activeElement as HTMLElement;
  host.click();
  return host.localName;
}

async function forgePressOn({ page, inside }: Tried, selector: string): Promise<void> {
  const { x, y, width, height } = (await inside.box(selector))!;
  const at = { x: x + width / 2, y: y + height / 2 };
  expect(await page.evaluate(forgePress, at)).toMatch(/^foothold-/);
}

/**
 * A person's next act works, and is all that is written: by then, what was forged before it would be as well.
 * @param name what is tried; unlike any other, as the step is called by it
 */
async function expectNothing(tried: Tried, name: string, forge: () => Promise<void>): Promise<void> {
  const { page, inside, foothold } = tried;
  const before = await types(foothold);
  const { step } = (await inside.chips())[0]!;
  await forge();
  await inside.click('.open');
  await expect.poll(() => inside.field(), name).toBe(step);
  await expect.poll(() => inside.isTyping(), name).toBe(true);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inside.chips())[0]!.step).toBe(name);
  await expect.poll(() => inside.field()).toBeNull();
  await expect.poll(() => focusIn(inside)).toBe('open');
  expect(await types(foothold), name).toEqual([...before, 'rewritten']);
}

/**
 * What the page heard of events a script made at ours. Nothing of ours in the page takes text: of input it makes itself
 * it may hear.
 */
const heard = (page: Page) =>
  page.evaluate(() =>
    window.practice.events
      .filter(({ trusted, path }) => !trusted && path.some((name) => name.startsWith('foothold-')))
      .map(({ type }) => type)
      .filter((type) => !/^(?:before)?input$/.test(type)),
  );

test('a forged press on a chip or a toast does nothing', async ({ foothold }) => {
  const tried = await openWithStep(foothold);
  const { page, inside } = tried;
  for (const [name, selector] of [
    ['start', TOGGLE],
    ['words', '.open'],
    ['undo', UNDO],
  ] as const)
    await expectNothing(tried, name, () => forgePressOn(tried, selector));
  await inside.click(TOGGLE);
  await expect.poll(() => inside.texts('.toast p')).toContain('Started');
  for (const [name, selector] of [
    ['pause', TOGGLE],
    ['finish', FINISH],
  ] as const)
    await expectNothing(tried, name, () => forgePressOn(tried, selector));
  expect(await heard(page)).toEqual([]);
});

test('forged keys and clicks at a chip that has the focus do nothing', async ({ foothold }) => {
  const tried = await openWithStep(foothold);
  const { page, inside } = tried;
  const presses: Key[] = [
    { key: 'Enter', code: 'Enter' },
    { key: ' ', code: 'Space' },
    { key: 'ArrowRight', code: 'ArrowRight' },
    { key: 'z', code: 'KeyZ', ctrlKey: true },
    { key: 'Escape', code: 'Escape' },
  ];
  for (const press of presses)
    await expectNothing(tried, press.code, async () => {
      expect(await page.evaluate(forgeKey, press)).toBe('foothold-chip');
      expect(await focusIn(inside), press.code).toBe('open');
    });
  await expectNothing(tried, 'click()', async () =>
    expect(await page.evaluate(forgeClick)).toBe('foothold-chip'),
  );
  expect(await heard(page)).toEqual([]);
});

test('the panel is closed, saved and filled by no forged event', async ({ foothold }) => {
  const tried = await openWithStep(foothold);
  const { page, inside } = tried;
  await inside.click('.open');
  await expect.poll(() => inside.field()).toBe(FIRST);
  await page.keyboard.type(' again');
  const before = await foothold.events();
  const presses: Key[] = [
    { key: 'Escape', code: 'Escape' },
    { key: 'Enter', code: 'Enter' },
    { key: 'Enter', code: 'Enter', ctrlKey: true },
    { key: 'x', code: 'KeyX' },
  ];
  const tries: [string, () => Promise<unknown>][] = [
    ...presses.map((press): [string, () => Promise<unknown>] => [
      `${press.ctrlKey ? 'Control+' : ''}${press.key}`,
      async () => expect(await page.evaluate(forgeKey, press)).toBe('foothold-panel'),
    ]),
    ['Save', () => forgePressOn(tried, '.editor .key')],
    ['Finish', () => forgePressOn(tried, '.editor .action')],
    ['another', () => forgePressOn(tried, '.editor .more .plain')],
    ['the field', () => forgePressOn(tried, '#step')],
    ['its chip', () => forgePressOn(tried, '.open .age')],
    ['click()', async () => expect(await page.evaluate(forgeClick)).toBe('foothold-panel')],
  ];
  for (const [name, forge] of tries) {
    await forge();
    expect(await inside.field(), name).toBe(`${FIRST} again`);
  }
  await page.keyboard.type(' now');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inside.chips())[0]!.step).toBe(`${FIRST} again now`);
  expect((await types(foothold)).slice(before.length)).toEqual(['rewritten']);
  expect(await heard(page)).toEqual([]);
});

test('what a person has begun goes on, whatever a page forges meanwhile', async ({ foothold }) => {
  const { page, inside } = await openWithStep(foothold);
  /** Presses of the mouse or a key that ended, as the page was told. */
  const ends = () =>
    page.evaluate(() =>
      window.practice.events
        .filter(({ type, trusted }) => trusted && /^(?:pointerup|mouseup|click|keyup)$/.test(type))
        .map(({ type, key }) => [type, key].filter(Boolean).join(' ')),
    );
  const forge = (type: string, at: string, code = '') =>
    page.evaluate(
      ([type, at, code]) => {
        const Kind = type!.startsWith('key') ? KeyboardEvent : PointerEvent;
        document.querySelector(at!)!.dispatchEvent(new Kind(type!, { bubbles: true, composed: true, code }));
      },
      [type, at, code],
    );

  await test.step('a press on a chip stays ours', async () => {
    const { x, y, width, height } = (await inside.box('.open'))!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await forge('pointerdown', 'body');
    await page.mouse.up();
    await expect.poll(() => inside.field()).toBe(FIRST);
    await page.keyboard.press('Escape');
    await expect.poll(() => inside.field()).toBeNull();
    expect(await ends()).toEqual([]);
  });

  const link = page.locator('[data-testid="issue-pr-title-link"]').first();
  await test.step('a key that was pressed in ours stays ours', async () => {
    await link.focus();
    await foothold.command('edit-step', page);
    await expect.poll(() => inside.field()).toBe(FIRST);
    await page.keyboard.down('Escape');
    await expect(link).toBeFocused();
    await forge('keydown', 'body', 'Escape');
    await page.keyboard.up('Escape');
    expect(await ends()).toEqual([]);
  });

  await test.step("a key that was pressed on the page stays the page's", async () => {
    await page.keyboard.down('a');
    await forge('keydown', 'foothold-chip', 'KeyA');
    await page.keyboard.up('a');
    expect(await ends()).toEqual(['keyup a']);
  });

  await test.step('the row under the pointer stays that', async () => {
    await link.blur();
    await link.hover();
    await forge('pointerout', 'foothold-chip');
    await forge('pointerout', 'body');
    await foothold.command('start-step', page);
    await expect.poll(() => inside.texts('.toast p')).toContain('Started');
  });
  expect(await types(foothold)).toEqual(['written', 'started']);
});

test('an event that a script makes at an element of its own stays its own', async ({ foothold }) => {
  const { page, inside } = await openWithStep(foothold);
  const { x, y } = (await inside.box('.open'))!;
  await page.mouse.move(x + 5, y + 5);
  await page.mouse.down();
  // While the last press is ours.
  const own = await page.evaluate(() => {
    const got: string[] = [];
    const all = ['mouseup', 'pointerup', 'click', 'drop', 'keydown', 'pointerover', 'selectionchange'];
    for (const type of all) {
      document.body.addEventListener(type, (event) => got.push(event.type));
      document.body.dispatchEvent(new MouseEvent(type, { detail: 1 }));
    }
    return { got, all };
  });
  expect(own.got).toEqual(own.all);
  await page.mouse.up();
  await expect.poll(() => inside.field()).toBe(FIRST);
});
