/** The built extension: what is shipped is looked at, not only what it is made of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source';

export const BROWSERS = ['chrome', 'firefox'] as const;
export type BrowserName = (typeof BROWSERS)[number];

const folder = (browser: BrowserName): string => {
  const path = join(root, `.output/${browser}-mv3`);
  if (!existsSync(path)) throw new Error(`Nothing is built for ${browser}: run \`npm run build\` first.`);
  return path;
};

/** Paths of its files, sorted. */
export const builtFiles = (browser: BrowserName): string[] =>
  readdirSync(folder(browser), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder(browser).length + 1))
    .sort();

export const builtText = (browser: BrowserName, path: string): string =>
  readFileSync(join(folder(browser), path), 'utf8');
