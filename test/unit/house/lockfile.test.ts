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
interface Locked {
  version: string;
  resolved?: string;
  integrity?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const { packages } = json('package-lock.json') as { packages: Record<string, Locked> };
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

  const locked = Object.entries(packages).filter(([path]) => path !== '');

  it('the lockfile names no registry', () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('and a checksum for every package that a common Linux machine installs', () => {
    const elsewhere = ({ os, cpu, libc }: Locked) =>
      !(os?.includes('linux') ?? true) ||
      !(cpu?.includes('x64') ?? true) ||
      !(libc?.includes('glibc') ?? true);
    const unchecked = locked.filter(
      // Left out of the registry it was made with: binaries for other machines.
      ([, each]) => !each.integrity?.startsWith('sha512-') && !(each.optional && elsewhere(each)),
    );
    expect(unchecked.map(([path]) => path)).toEqual([]);
  });

  it('and every optional package, or `npm ci` refuses it on other machines', () => {
    const missing = locked.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});
