/** What a bare machine lacks. Debian as root can be helped; anyone else is told in one sentence. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findBrowser, NoBrowser } from './find-browser.ts';

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
 * Path of a browser, installed where none is and that can be done.
 * @throws NoBrowser with one sentence that says what to do
 */
export function ensureBrowser(): string {
  try {
    return findBrowser();
  } catch (error) {
    // Without a font of its own Chromium draws boxes.
    if (error instanceof NoBrowser && install(['chromium', 'fonts-liberation'])) return findBrowser();
    throw error;
  }
}
