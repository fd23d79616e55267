/** What a bare machine lacks. Debian as root can be helped; anyone else is told in one sentence. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findBrowser, NoBrowser } from './find-browser.ts';
import { findFirefox } from './firefox/find-firefox.ts';

/** Full path of a program, or null. */
export function program(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

const canInstall = (): boolean =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** Installs Debian packages where it can; false when that did not work. What apt says is shown. */
export function install(packages: readonly string[]): boolean {
  if (!canInstall()) return false;
  const apt = (...args: string[]) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return (
      spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
    );
  };
  console.log(`Installing ${packages.join(', ')} …`);
  // Lists may be old but good enough: an update that fails is no reason not to try.
  apt('update');
  return apt('install', '-y', '--no-install-recommends', ...packages);
}

/**
 * Path of a browser, installed where none is and that can be done. Without a font of its own it draws boxes.
 * @throws NoBrowser with one sentence that says what to do
 */
export const ensureBrowser = (): string => ensure(findBrowser, ['chromium', 'fonts-liberation']);

/** The same for Firefox. */
export const ensureFirefox = (): string => ensure(findFirefox, ['firefox-esr', 'fonts-liberation']);

function ensure(find: () => string, packages: readonly string[]): string {
  try {
    return find();
  } catch (error) {
    if (error instanceof NoBrowser && install(packages)) return find();
    throw error;
  }
}
