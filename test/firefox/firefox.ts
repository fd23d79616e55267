/**
 * A real Firefox with the built extension in it, github.com answered by the practice pages and nothing else reachable.
 * Playwright knows only a Firefox of its own, which takes no extensions: this one is driven over WebDriver BiDi.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type HTTPRequest, type Page } from 'puppeteer-core';
import { OUTPUT, practiceServer, TODAY } from '../browser.ts';
import { NoBrowser } from '../find-browser.ts';
import { refuseNetwork } from '../network.ts';
import { findFirefox } from './find-firefox.ts';

/** Open roots, as the other browser's tests have them. */
const EXTENSION = join(OUTPUT, 'firefox-mv3-testing');

interface Firefox {
  /** Opens a practice page in a new tab and waits until it runs. @param path address without the host */
  open(path: string): Promise<Page>;
  /** What was thrown and not caught in any page, by the page's scripts or by the extension's in it. */
  errors: string[];
  /** Addresses pages asked for that the practice pages don't answer. */
  refused: string[];
  close(): Promise<void>;
}

/** @throws NoBrowser where there is none Foothold runs in */
export async function launchFirefox(): Promise<Firefox> {
  const executablePath = findFirefox();
  const oldest = oldestVersion();
  const { respond } = await practiceServer();
  const network = await refuseNetwork();
  const { hostname, port } = new URL(network.address);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      'network.proxy.type': 1,
      'network.proxy.http': hostname,
      'network.proxy.http_port': Number(port),
      'network.proxy.ssl': hostname,
      'network.proxy.ssl_port': Number(port),
      'datareporting.policy.dataSubmissionEnabled': false,
    },
  });
  const close = async () => {
    await browser.close();
    await network.close();
  };
  const errors: string[] = [];
  const refused: string[] = [];

  function answer(request: HTTPRequest): Promise<void> {
    const url = request.url();
    if (/^(?:data|blob|about|moz-extension):/.test(url)) return request.continue();
    if (new URL(url).origin !== 'https://github.com') {
      refused.push(url);
      return request.abort();
    }
    const { status, headers, body } = respond({ url, method: request.method() }, { today: TODAY });
    return request.respond({ status, headers, body, contentType: headers['content-type']! });
  }

  async function open(path: string): Promise<Page> {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
    await page.setRequestInterception(true);
    // The page may have gone while its answer was on its way.
    page.on('request', (request) => void answer(request).catch(() => {}));
    await page.goto(`https://github.com${path}`);
    await page.waitForFunction(() => window.practice.hydrated);
    return page;
  }

  try {
    const version = (await browser.version()).replace(/^\D+/, '');
    if (Number.parseInt(version, 10) < oldest)
      throw new NoBrowser(
        `Firefox ${version} (${executablePath}) is too old: Foothold runs from ${oldest} on.`,
      );
    await browser.installExtension(EXTENSION);
  } catch (error) {
    await close();
    throw error;
  }
  return { open, errors, refused, close };
}

/** What the built manifest says. */
function oldestVersion(): number {
  let manifest: string;
  try {
    manifest = readFileSync(join(EXTENSION, 'manifest.json'), 'utf8');
  } catch {
    throw new Error(
      `There is no built extension in ${EXTENSION}: run \`npx wxt build -b firefox --mode testing\`.`,
    );
  }
  return Number.parseInt(JSON.parse(manifest).browser_specific_settings.gecko.strict_min_version, 10);
}
