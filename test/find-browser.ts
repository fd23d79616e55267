/** A browser that can load an unpacked extension from the command line. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** By name on the PATH, in the order they are wished for. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome-for-testing',
];

const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ],
  win32: [
    'C:\\Program Files\\Chromium\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

export class NoBrowser extends Error {
  override name = 'NoBrowser';
}

const ADVICE =
  'Install Chromium (Debian: apt-get install chromium; else: npx playwright install chromium) or set ' +
  'CHROMIUM_PATH to one; Google Chrome itself will not do, it ignores --load-extension.';

/** Where programs of these names would be, in the order they are wished for. */
export const onPath = (names: readonly string[], env: NodeJS.ProcessEnv): string[] =>
  names.flatMap((name) =>
    (env.PATH ?? '')
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, name)),
  );

/** Chrome for Testing, where Puppeteer's installer puts it. */
function fromPuppeteer(): string[] {
  const cache = join(homedir(), '.cache/puppeteer/chrome');
  if (!existsSync(cache)) return [];
  const inside = [
    'chrome-linux64/chrome',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-win64/chrome.exe',
  ];
  return readdirSync(cache).flatMap((version) => inside.map((path) => join(cache, version, path)));
}

/**
 * Path of the browser: `CHROMIUM_PATH`, Playwright's own, Chromium, Edge, Chrome for Testing.
 * @throws NoBrowser with one sentence that says what to do
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string {
  if (env.CHROMIUM_PATH) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new NoBrowser(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, where there is no file.`);
  }
  const candidates = [
    chromium.executablePath(),
    ...onPath(NAMES, env),
    ...(PLACES[process.platform] ?? []),
    ...fromPuppeteer(),
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new NoBrowser(`No browser was found that loads an unpacked extension. ${ADVICE}`);
  return found;
}
