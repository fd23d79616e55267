/** The project's own source, parsed: what the tests of the house look at. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseAst } from 'vitest/node';

export const root = resolve(import.meta.dirname, '../../..');

/** The folders whose code is shipped. */
const SHIPPED = ['domain', 'storage', 'trackers', 'components', 'entrypoints'];

/** Paths from the root of every shipped source file. */
export function shippedFiles(): string[] {
  return SHIPPED.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  ).sort();
}

/** Paths from the root of every source file and test, and of what stands beside the folders. */
export function allFiles(): string[] {
  const inside = [...SHIPPED, 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return [...inside, ...readdirSync(root)].filter((name) => /\.(?:tsx?|css|js|jsx)$/.test(name)).sort();
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export interface Node {
  type: string;
  [field: string]: unknown;
}

/** Every node of a source text, parents before children. */
export function nodes(text: string, lang: 'ts' | 'tsx' | 'js' = 'tsx'): Node[] {
  const found: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value && typeof value.type === 'string') found.push(value as Node);
      Object.values(value).forEach(visit);
    }
  };
  visit(parseAst(text, { lang }));
  return found;
}

export const nodesOf = (path: string): Node[] => nodes(read(path), path.endsWith('x') ? 'tsx' : 'ts');

export interface Import {
  /** As written: a package, or a path relative to the file. */
  from: string;
  /** Gone after compiling. */
  typeOnly: boolean;
}

export function importsOf(all: Node[]): Import[] {
  return all.flatMap((node) => {
    const from = (node.source as { value?: unknown } | null | undefined)?.value;
    if (typeof from !== 'string') return [];
    switch (node.type) {
      case 'ImportDeclaration':
        return [{ from, typeOnly: node.importKind === 'type' }];
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        return [{ from, typeOnly: node.exportKind === 'type' }];
      case 'ImportExpression':
        return [{ from, typeOnly: false }];
      default:
        return [];
    }
  });
}

/** Path from the root that a relative import means, as written there (without extension); a package: null. */
export const target = (file: string, from: string): string | null =>
  from.startsWith('.') ? join(dirname(file), from) : null;

/** The file an import means; null: a package, or no file there. */
export function fileOf(file: string, from: string, all: ReadonlyMap<string, Import[]>): string | null {
  const to = target(file, from);
  const ends = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'];
  return (to && ends.map((end) => to + end).find((path) => all.has(path))) || null;
}
