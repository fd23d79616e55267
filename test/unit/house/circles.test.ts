/** No file imports one that imports it, be it through others, and be it only types. */
import { describe, expect, it } from 'vitest';
import { fileOf, type Import, importsOf, nodes, nodesOf, shippedFiles } from './source';

const sources = new Map(shippedFiles().map((file) => [file, importsOf(nodesOf(file))]));

/** Files that import each other, be it through others, and be it only types: each group sorted. */
function circlesIn(all: ReadonlyMap<string, Import[]>): string[][] {
  const to = new Map(
    [...all].map(([file, imports]) => [file, imports.map(({ from }) => fileOf(file, from, all))] as const),
  );
  const reach = (start: string): Set<string> => {
    const found = new Set<string>();
    const visit = (file: string): void => {
      for (const next of to.get(file) ?? []) {
        if (next === null || found.has(next)) continue;
        found.add(next);
        visit(next);
      }
    };
    visit(start);
    return found;
  };
  const reached = new Map([...all.keys()].map((file) => [file, reach(file)]));
  const circles = new Map<string, string[]>();
  for (const [file, found] of reached) {
    if (!found.has(file)) continue;
    const circle = [...found].filter((other) => reached.get(other)!.has(file)).sort();
    circles.set(circle[0]!, circle);
  }
  return [...circles.values()];
}

describe('no circle of imports', () => {
  it('is there, types included', () => {
    expect(circlesIn(sources)).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[][]]>([
    [
      'two files',
      { 'a.ts': `import { b } from './b'`, 'b.ts': `import { a } from './a'` },
      [['a.ts', 'b.ts']],
    ],
    [
      'types only',
      { 'a.ts': `import type { B } from './b'`, 'b.ts': `import type { A } from './a'` },
      [['a.ts', 'b.ts']],
    ],
    [
      'one way a type, the other a value',
      { 'a.ts': `import { b } from './b'`, 'b.ts': `import type { A } from './a'` },
      [['a.ts', 'b.ts']],
    ],
    [
      'through a third, by exports',
      {
        'a.ts': `export * from './b'`,
        'b.ts': `export { c } from './c'`,
        'c.ts': `export type { A } from './a'`,
      },
      [['a.ts', 'b.ts', 'c.ts']],
    ],
    [
      'through an index, in other folders',
      { 'a/index.ts': `import { b } from '../b/c'`, 'b/c.tsx': `import { a } from '../a'` },
      [['a/index.ts', 'b/c.tsx']],
    ],
    [
      'what is imported later',
      { 'a.ts': `const b = () => import('./b')`, 'b.ts': `import './a'` },
      [['a.ts', 'b.ts']],
    ],
    ['itself', { 'a.ts': `import type { A } from './a'` }, [['a.ts']]],
    [
      'two of them',
      {
        'a.ts': `import './b'; import './c'`,
        'b.ts': `import './a'`,
        'c.ts': `import './d'`,
        'd.ts': `import './c'`,
      },
      [
        ['a.ts', 'b.ts'],
        ['c.ts', 'd.ts'],
      ],
    ],
    [
      'none: two ways to one file',
      {
        'a.ts': `import './b'; import './c'`,
        'b.ts': `import './d'`,
        'c.ts': `import './d'`,
        'd.ts': `import 'a'`,
      },
      [],
    ],
  ])('%s', (_, files, circles) => {
    const all = new Map(Object.entries(files).map(([file, text]) => [file, importsOf(nodes(text))]));
    expect(circlesIn(all)).toEqual(circles);
  });
});
