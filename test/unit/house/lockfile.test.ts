/** Two clones of one commit install the same, whatever registry they install from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source';

const json = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const { dependencies, devDependencies, overrides } = json('package.json') as Record<
  string,
  Record<string, string>
>;
const { packages } = json('package-lock.json') as {
  packages: Record<string, { resolved?: string; integrity?: string; version: string; link?: boolean }>;
};
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

describe('what is installed', () => {
  it.each(Object.entries({ ...dependencies, ...devDependencies, ...overrides }))(
    '%s %s is an exact version',
    (name, version) => {
      expect(version).toMatch(EXACT);
      // What is locked is what was asked for.
      if (!overrides?.[name]) expect(packages[`node_modules/${name}`]?.version).toBe(version);
    },
  );

  it('the lockfile names no registry and holds a checksum for every package', () => {
    const locked = Object.entries(packages).filter(([path]) => path !== '');
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(
      locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
    ).toEqual([]);
  });
});
