/**
 * A real Firefox with the built extension in it, the trackers' hosts answered by the practice pages and nothing else
 * reachable. Playwright knows only a Firefox of its own, which takes no extensions: this one is driven over WebDriver
 * BiDi.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import puppeteer, { type Browser, type HTTPRequest, type Page } from 'puppeteer-core';
import { OUTPUT, practiceServer, TODAY } from '../browser.ts';
import { NoBrowser } from '../find-browser.ts';
import { refuseNetwork } from '../network.ts';
import type { Jira } from '../practice/jira/server.tsx';
import { findFirefox, promised } from './find-firefox.ts';

/** What people get: there is no other build for Firefox. */
export const BUILD = join(OUTPUT, 'firefox-mv3');
/** Of the extension's pages. Firefox makes one up at each installation; here it is known beforehand. */
const UUID = '3f0a1c52-7c0e-4c39-9d53-6f0b1a2c3d4e';
/** A machine that other work keeps busy takes long to start a browser. */
const START_TIMEOUT_MS = 90_000;

interface FirefoxOptions {
  /** False: a window on the display (Xvfb), for real key presses. */
  headless?: boolean;
  /**
   * A profile that is kept, with the extension in it (`profileWith`); none: a new one, and the extension just for now.
   */
  profile?: string;
  /** A directory that downloads go to; none: wherever this machine's go. */
  downloads?: string;
}

export interface Firefox {
  browser: Browser;
  /** Opens a page in a new tab and waits until it runs. @param url a path is one of github.com's */
  open(url: string): Promise<Page>;
  /** Answers this address with this page, instead of the practice pages. */
  serve(url: string, html: string): void;
  /** Of the extension's own page of this name. */
  address(page: string): string;
  /** What was thrown and not caught in any page, by the page's scripts or by the extension's in it. */
  errors: string[];
  /** Addresses pages asked for that the practice pages don't answer. */
  refused: string[];
  close(): Promise<void>;
}

export interface Gecko {
  id: string;
  strict_min_version: string;
}

/** What the built manifest says. */
export function readGecko(): Gecko {
  let manifest: string;
  try {
    manifest = readFileSync(join(BUILD, 'manifest.json'), 'utf8');
  } catch {
    throw new Error(`There is no built extension in ${BUILD}: run \`npx wxt build -b firefox\`.`);
  }
  return JSON.parse(manifest).browser_specific_settings.gecko;
}

/** Launches it for one test, and closes it. The test is left out where no Firefox is promised and none is there. */
export async function withFirefox(
  options: FirefoxOptions,
  body: (firefox: Firefox) => Promise<void>,
): Promise<void> {
  const firefox = await launchFirefox(options).catch((error: unknown) => {
    if (error instanceof NoBrowser && !promised) {
      console.log(`Skipped: ${error.message}`);
      test.info().skip(true, error.message);
    }
    throw error;
  });
  try {
    await body(firefox);
  } finally {
    await firefox.close();
  }
}

/** @throws NoBrowser where there is none Foothold runs in */
async function launchFirefox({ headless = true, profile, downloads }: FirefoxOptions): Promise<Firefox> {
  const executablePath = findFirefox();
  const gecko = readGecko();
  const practice = await practiceServer();
  const trackers: Pick<Jira, 'isAt' | 'respond'>[] = [practice.openJira(TODAY), practice.openLinear(TODAY)];
  const network = await refuseNetwork();
  const { hostname, port } = new URL(network.address);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless,
    timeout: START_TIMEOUT_MS,
    ...(profile ? { userDataDir: profile } : {}),
    // Without it a framed page of an extension can be looked at, and one in a tab can't be opened.
    args: ['-remote-allow-system-access'],
    extraPrefsFirefox: {
      'network.proxy.type': 1,
      'network.proxy.http': hostname,
      'network.proxy.http_port': Number(port),
      'network.proxy.ssl': hostname,
      'network.proxy.ssl_port': Number(port),
      // Puppeteer's own test mode of it only acts as if windows got the keyboard: a popup never does.
      'focusmanager.testmode': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'extensions.webextensions.uuids': JSON.stringify({ [gecko.id]: UUID }),
      // For a profile that comes with the extension (profile.ts): it is unsigned, and nobody is asked about it.
      'xpinstall.signatures.required': false,
      'extensions.autoDisableScopes': 0,
      ...(downloads ? { 'browser.download.folderList': 2, 'browser.download.dir': downloads } : {}),
    },
  });
  const close = async () => {
    await browser.close();
    await network.close();
  };
  const errors: string[] = [];
  const refused: string[] = [];
  const served = new Map<string, string>();

  async function answer(request: HTTPRequest): Promise<void> {
    const url = request.url();
    if (/^(?:data|blob|about|moz-extension):/.test(url)) return request.continue();
    const html = served.get(url);
    if (html !== undefined)
      return request.respond({ status: 200, body: html, contentType: 'text/html; charset=utf-8' });
    const { origin } = new URL(url);
    const asked = { url, method: request.method(), headers: request.headers() };
    const tracker = trackers.find((each) => each.isAt(origin));
    if (origin !== 'https://github.com' && !tracker) {
      refused.push(url);
      return request.abort();
    }
    const { status, headers, body } = tracker
      ? tracker.respond({ ...asked, body: (await request.fetchPostData()) ?? null })
      : practice.respond(asked, { today: TODAY });
    // A page that must not be stored is not kept whole by Firefox when it is left.
    const { 'cache-control': _, ...kept } = headers;
    return request.respond({ status, headers: kept, body, contentType: headers['content-type']! });
  }

  async function open(url: string): Promise<Page> {
    const page = await browser.newPage();
    page.setDefaultTimeout(START_TIMEOUT_MS);
    if (headless) await page.setViewport({ width: 1280, height: 900 });
    page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
    await page.setRequestInterception(true);
    // The page may have gone while its answer was on its way.
    page.on('request', (request) => void answer(request).catch(() => {}));
    const address = new URL(url, 'https://github.com').href;
    await page.goto(address);
    if (!served.has(address)) await page.waitForFunction(() => window.practice.hydrated);
    return page;
  }

  try {
    const version = (await browser.version()).replace(/^\D+/, '');
    const oldest = Number.parseInt(gecko.strict_min_version, 10);
    if (Number.parseInt(version, 10) < oldest)
      throw new NoBrowser(
        `Firefox ${version} (${executablePath}) is too old: Foothold runs from ${oldest} on.`,
      );
    if (!profile) await browser.installExtension(BUILD);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    browser,
    open,
    serve: (url, html) => void served.set(url, html),
    address: (page) => `moz-extension://${UUID}/${page}`,
    errors,
    refused,
    close,
  };
}
