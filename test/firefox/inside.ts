/**
 * Sees into Foothold's elements in the build people get, where roots are closed: whoever drives Firefox by WebDriver
 * BiDi is given them. What looks into them runs in a world of its own, beside the page's.
 */
import type { Browser, Page } from 'puppeteer-core';

const WORLD = 'foothold-test';
const HOSTS = 'foothold-chip, foothold-toast, foothold-panel';

/** Of a node that BiDi tells of; what else it tells is left out. */
interface RemoteNode {
  sharedId: string;
  value: { localName: string; shadowRoot: { sharedId: string } | null };
}

/** What puppeteer has of its own, and says nothing of in its types. */
interface Driven {
  connection: { send(method: string, params: object): Promise<{ result: unknown }> };
}

interface Answer {
  exceptionDetails?: { text: string };
  result: { value?: unknown };
}

async function callIn(browser: Browser, source: string, given: object): Promise<unknown> {
  const answer = (await send(browser, 'script.callFunction', {
    functionDeclaration: source,
    awaitPromise: true,
    ...given,
  })) as Answer;
  if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
  return answer.result.value;
}

function call(page: Page, source: string, given: object): Promise<unknown> {
  const { _id: context } = page.mainFrame() as unknown as { _id: string };
  return callIn(page.browser(), source, { target: { context, sandbox: WORLD }, ...given });
}

/**
 * Calls a function in the browser's own window, where all is allowed. It must be self-contained; arguments and result
 * are JSON.
 */
export async function askBrowser<Result, Given extends unknown[]>(
  browser: Browser,
  ask: (...given: Given) => Result,
  ...given: Given
): Promise<Awaited<Result>> {
  const tree = await send(browser, 'browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { contexts } = tree as { contexts: { context: string }[] };
  const source = `async (given) => JSON.stringify((await (${ask})(...JSON.parse(given))) ?? null)`;
  const json = await callIn(browser, source, {
    target: { context: contexts[0]!.context },
    arguments: [{ type: 'string', value: JSON.stringify(given) }],
  });
  return JSON.parse(json as string);
}

/** A command of WebDriver BiDi's. @throws Error what Firefox says of it */
const send = async (browser: Browser, method: string, params: object): Promise<unknown> =>
  (await (browser as unknown as Driven).connection.send(method, params)).result;

/**
 * Calls a function with the roots of all of Foothold's elements that the page has. It must be self-contained;
 * arguments and result are JSON.
 */
export async function lookInside<Result, Given extends unknown[]>(
  page: Page,
  look: (roots: ShadowRoot[], ...given: Given) => Result,
  ...given: Given
): Promise<Result> {
  const hosts = (await call(page, `() => [...document.querySelectorAll('${HOSTS}')]`, {
    serializationOptions: { maxDomDepth: 0, includeShadowTree: 'all' },
  })) as RemoteNode[];
  const roots = hosts.flatMap(({ value: { shadowRoot } }) => (shadowRoot ? [shadowRoot.sharedId] : []));
  const source = `(roots, given) => JSON.stringify((${look})(roots, ...JSON.parse(given)) ?? null)`;
  try {
    const json = await call(page, source, {
      arguments: [
        { type: 'array', value: roots.map((sharedId) => ({ sharedId })) },
        { type: 'string', value: JSON.stringify(given) },
      ],
    });
    return JSON.parse(json as string) as Result;
  } catch (error) {
    // A row went meanwhile, and its chip with it.
    if (/no such node|stale element/.test(String(error))) return lookInside(page, look, ...given);
    throw error;
  }
}
