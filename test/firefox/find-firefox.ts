/** A Firefox on this machine. Unlike Chromium it is needed by one test only: README.md promises nobody has one. */
import { existsSync } from 'node:fs';
import { NoBrowser, onPath } from '../find-browser.ts';

/** By name on the PATH, in the order they are wished for. */
const NAMES = ['firefox-esr', 'firefox', 'firefox-developer-edition'];

const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
  ],
  win32: [
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    'C:\\Program Files (x86)\\Mozilla Firefox\\firefox.exe',
  ],
};

/** On CI, or by naming one, a Firefox is promised: then its test fails without it; elsewhere it is left out. */
export const promised = Boolean(process.env.CI || process.env.FIREFOX_PATH);

/**
 * Path of Firefox: `FIREFOX_PATH`, Debian's firefox-esr, Firefox.
 * @throws NoBrowser with one sentence that says what to do
 */
export function findFirefox(env: NodeJS.ProcessEnv = process.env): string {
  if (env.FIREFOX_PATH) {
    if (existsSync(env.FIREFOX_PATH)) return env.FIREFOX_PATH;
    throw new NoBrowser(`FIREFOX_PATH is ${env.FIREFOX_PATH}, where there is no file.`);
  }
  const found = [...onPath(NAMES, env), ...(PLACES[process.platform] ?? [])].find((path) => existsSync(path));
  if (found) return found;
  throw new NoBrowser(
    'No Firefox was found: install it (Debian: apt-get install firefox-esr) or set FIREFOX_PATH to one.',
  );
}
