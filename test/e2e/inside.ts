/**
 * Sees into Foothold's elements as the extension does: from its own world in the page, where the browser opens
 * closed roots. The page's world, which a test's `page.evaluate` runs in, can't do that in the build people get.
 */
import type { CDPSession, Frame, Page } from '@playwright/test';
import { isTypingIn, panelFrameOf } from '../panel';

/** In the extension's world. */
declare const chrome: { dom: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } };

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A chip as it stands on the page. */
export interface SeenChip {
  /** `Foothold: #12`, the name the chip gives itself. */
  name: string;
  age: string;
  /** The step's text; null: none. */
  step: string | null;
  /** What a screen reader is told. */
  spoken: string;
  /** Of what is seen, not of the host, px of the viewport. Null: it has no room. */
  box: Box | null;
}

export interface Inside {
  /** Calls a function in the extension's world. It must be self-contained; arguments and result are JSON. */
  run<Result, Given extends unknown[]>(
    call: (...given: Given) => Result,
    ...given: Given
  ): Promise<Awaited<Result>>;
  /**
   * Where the nth element of ours that matches is, on the page or else in the panel, px of the viewport; null: not
   * there, or not drawn.
   */
  box(selector: string, nth?: number): Promise<Box | null>;
  /** Presses the mouse in the middle of it, as a person does. Waits until it is there. */
  click(selector: string, nth?: number): Promise<void>;
  /** The text of each element of ours that matches, on the page and then in the panel. */
  texts(selector: string): Promise<string[]>;
  /** The value of the panel's field; null: closed. */
  field(): Promise<string | null>;
  /** Whether the panel's field has the focus. */
  isTyping(): Promise<boolean>;
  chips(): Promise<SeenChip[]>;
  /** Our elements that the extension's world still holds, in the document or not, after a garbage collection. */
  heap(): Promise<{ connected: number; detached: number }>;
}

export async function insideOf(page: Page, extensionId: string): Promise<Inside> {
  const session = await page.context().newCDPSession(page);
  const context = await worldOf(session, page, extensionId);
  await context();

  async function run<Result, Given extends unknown[]>(
    call: (...given: Given) => Result,
    ...given: Given
  ): Promise<Awaited<Result>> {
    const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
      functionDeclaration: String(call),
      arguments: given.map((value) => ({ value })),
      executionContextId: await context(),
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as Awaited<Result>;
  }

  /** Asks the framed page; the answer for a closed panel where there is none, also where it goes meanwhile. */
  async function inPanel<T>(closed: T, ask: (panel: Frame) => Promise<T>): Promise<T> {
    const panel = await panelFrameOf(page);
    if (!panel) return closed;
    return ask(panel).catch((error) => {
      if (panel.isDetached()) return closed;
      throw error;
    });
  }

  const box = async (selector: string, nth = 0) =>
    (await run(boxOf, selector, nth)) ??
    inPanel<Box | null>(null, async (panel) => {
      const frame = await run(boxOf, 'iframe', 0);
      const inner = await panel.evaluate(boxInPanel, [selector, nth] as const);
      return frame && inner && { ...inner, x: frame.x + inner.x, y: frame.y + inner.y };
    });
  return {
    run,
    box,
    async click(selector, nth = 0) {
      const { x, y, width, height } = await until(page, () => box(selector, nth), `no ${selector} to click`);
      await page.mouse.click(x + width / 2, y + height / 2);
    },
    texts: async (selector) => [
      ...(await run(textsOf, selector)),
      ...(await inPanel<string[]>([], (panel) =>
        panel
          .locator(selector)
          .evaluateAll((all) => all.map((one) => one.textContent!.replace(/\s+/g, ' ').trim())),
      )),
    ],
    field: () =>
      inPanel(null, (panel) =>
        panel.evaluate(() => document.querySelector<HTMLTextAreaElement>('#step')?.value ?? null),
      ),
    isTyping: () => isTypingIn(page),
    chips: () => run(readChips),
    async heap() {
      await session.send('HeapProfiler.collectGarbage');
      const contextId = await context();
      const expression = 'HTMLElement.prototype';
      const { result: prototype } = await session.send('Runtime.evaluate', { expression, contextId });
      const { objects } = await session.send('Runtime.queryObjects', {
        prototypeObjectId: prototype.objectId!,
      });
      const { result } = await session.send('Runtime.callFunctionOn', {
        objectId: objects.objectId!,
        functionDeclaration: String(countHosts),
        returnByValue: true,
      });
      await session.send('Runtime.releaseObject', { objectId: objects.objectId! });
      return result.value as Awaited<ReturnType<Inside['heap']>>;
    },
  };
}

/** Asks once a frame until there is an answer. */
async function until<T>(page: Page, ask: () => Promise<T | null>, what: string): Promise<T> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== null) return answer;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  throw new Error(what);
}

/** The world of the extension in the page's main frame; another one after each load. */
async function worldOf(session: CDPSession, page: Page, extensionId: string): Promise<() => Promise<number>> {
  let current: number | null = null;
  const { frameTree } = await session.send('Page.getFrameTree');
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.includes(extensionId) && context.auxData?.frameId === frameTree.frame.id)
      current = context.id;
  });
  session.on('Runtime.executionContextsCleared', () => {
    current = null;
  });
  await session.send('Runtime.enable');
  // There is none while a page is on its way.
  return () => until(page, async () => current, `The extension does not run in ${page.url()}`);
}

function boxOf(selector: string, nth: number): Box | null {
  const found = [...document.querySelectorAll('foothold-chip, foothold-toast, foothold-panel')].flatMap(
    (host) => [...chrome.dom.openOrClosedShadowRoot(host)!.querySelectorAll(selector)],
  );
  const rect = found[nth]?.getBoundingClientRect();
  return rect && rect.width > 0 ? { x: rect.x, y: rect.y, width: rect.width, height: rect.height } : null;
}

function textsOf(selector: string): string[] {
  return [...document.querySelectorAll('foothold-chip, foothold-toast, foothold-panel')].flatMap((host) =>
    [...chrome.dom.openOrClosedShadowRoot(host)!.querySelectorAll(selector)].map((one) =>
      one.textContent.replace(/\s+/g, ' ').trim(),
    ),
  );
}

function boxInPanel([selector, nth]: readonly [string, number]): Box | null {
  const rect = document.querySelectorAll(selector)[nth]?.getBoundingClientRect();
  return rect && rect.width > 0 ? { x: rect.x, y: rect.y, width: rect.width, height: rect.height } : null;
}

function readChips(): SeenChip[] {
  return [...document.querySelectorAll('foothold-chip')].map((host) => {
    const chip = chrome.dom.openOrClosedShadowRoot(host)!.querySelector<HTMLElement>('.chip');
    const text = (selector: string) => chip?.querySelector(selector)?.textContent ?? null;
    const rect = chip?.getBoundingClientRect();
    return {
      name: chip?.ariaLabel ?? '',
      age: text('.age') ?? '',
      step: text('.step'),
      spoken: chip?.querySelector('.open')?.ariaLabel ?? '',
      box: rect && rect.width > 0 ? { x: rect.x, y: rect.y, width: rect.width, height: rect.height } : null,
    };
  });
}

function countHosts(this: HTMLElement[]): { connected: number; detached: number } {
  // Prototypes are among them, and have no name.
  const isHost = (one: HTMLElement) => !Object.hasOwn(one, 'constructor') && /^foothold-/.test(one.localName);
  const hosts = this.filter(isHost);
  const connected = hosts.filter((host) => host.isConnected).length;
  return { connected, detached: hosts.length - connected };
}
