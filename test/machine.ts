/** What a bare machine lacks. Debian as root can be helped; anyone else is told in one sentence. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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

export const canInstall = (): boolean =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** Installs Debian packages; false when that did not work. What apt says is shown. */
export function install(packages: readonly string[]): boolean {
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
