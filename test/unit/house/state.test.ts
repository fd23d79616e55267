/** A tracker's modules hold no state: what is remembered of a page is handed in, and ends with it. */
import { describe, expect, it } from 'vitest';
import { type Node, nodes, nodesOf, shippedFiles } from './source';

const KEEPERS = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array']);

/** Whether a value starts empty, which is of use only to what fills it later. */
function isEmpty(value: Node | null | undefined): boolean {
  if (value?.type === 'NewExpression')
    return KEEPERS.has((value.callee as Node).name as string) && (value.arguments as Node[]).length === 0;
  if (value?.type === 'ArrayExpression') return (value.elements as Node[]).length === 0;
  if (value?.type === 'ObjectExpression') return (value.properties as Node[]).length === 0;
  return value?.type === 'TSAsExpression' && isEmpty(value.expression as Node);
}

/** Names of a module that can change: of variables, and of what starts empty. */
function stateIn(all: Node[]): string[] {
  const { body } = all.find(({ type }) => type === 'Program') as unknown as { body: Node[] };
  return body
    .map((node) => (node.type === 'ExportNamedDeclaration' ? (node.declaration as Node | null) : node))
    .filter((node) => node?.type === 'VariableDeclaration')
    .flatMap((node) =>
      (node!.declarations as { id: Node; init: Node | null }[])
        .filter(({ init }) => node!.kind !== 'const' || isEmpty(init))
        .map(({ id }) => id.name as string),
    );
}

describe('no state in a tracker’s modules', () => {
  const files = shippedFiles().filter((file) => /^(?:domain\/)?trackers\//.test(file));

  it.each(files)('%s', (file) => {
    expect(stateIn(nodesOf(file))).toEqual([]);
  });

  it.each([
    'let found = null',
    'export let found = 0',
    'var found',
    'const found = new Map<Element, string>()',
    'export const found = new WeakMap()',
    'const found = new Set<string>()',
    'const clouds = new WeakSet<Document>()',
    'const found: string[] = []',
    'const found = {} as Record<string, string>',
  ])('%s is caught', (text) => {
    expect(stateIn(nodes(text))).toHaveLength(1);
  });

  it.each([
    `const NAMES = new Set(['a'])`,
    'const BY_NAME = new Map(Object.entries(NAMES))',
    'const NAMES = ["a"]',
    'function read() { let found = 0; const seen = new Set() }',
    'export const createSource = () => { const memory = new Map(); return memory }',
  ])('%s is none', (text) => {
    expect(stateIn(nodes(text))).toEqual([]);
  });
});
