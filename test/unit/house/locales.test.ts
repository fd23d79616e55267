/** Every visible text comes from `_locales`: all of it is there, all of it is used, and none stands in the code. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiTrackers, TRACKERS } from '../../../domain/trackers';
import { type Node, nodes, nodesOf, read, root, shippedFiles } from './source';

type Messages = Record<string, { message: string; description?: string }>;

const FOLDER = 'public/_locales';
const locales = readdirSync(join(root, FOLDER)).map((name): [string, Messages] => [
  name,
  JSON.parse(read(join(FOLDER, name, 'messages.json'))),
]);
const english = new Map(locales).get('en')!;
const sources = new Map(shippedFiles().map((file) => [file, nodesOf(file)]));

/** The categories a language has, as Chrome names the language: `pt_BR`. */
const categories = (locale: string) =>
  new Intl.PluralRules(locale.replace('_', '-')).resolvedOptions().pluralCategories;
const CATEGORY = /_(zero|one|two|few|many|other)$/;
/** A name is a plural's when the one for `other` is there. */
const stemOf = (name: string, messages: Messages): string | null => {
  const stem = name.replace(CATEGORY, '');
  return stem !== name && Object.hasOwn(messages, `${stem}_other`) ? stem : null;
};
const namesOf = (messages: Messages) =>
  new Set(Object.keys(messages).map((name) => stemOf(name, messages) ?? name));
const placeholders = (message: string) => [...new Set(message.match(/\$\d/g) ?? [])].sort();

const literals = new Set(
  [...sources.values()].flatMap((all) =>
    all.filter((node) => node.type === 'Literal' && typeof node.value === 'string').map(({ value }) => value),
  ),
);

/** Words of a union type that are written in a file. */
function union(file: string, name: string): string[] {
  const alias = sources
    .get(file)!
    .find((node) => node.type === 'TSTypeAliasDeclaration' && (node.id as Node).name === name);
  const { types } = alias!.typeAnnotation as { types: Node[] };
  return types.flatMap((type) => {
    const value = (type.literal as Node | undefined)?.value;
    return typeof value === 'string' ? [value] : [];
  });
}

/** Names that are put together: one for each code, for each state that a step can be in, and for each tracker. */
const builtNames = [
  ...[...union('storage/rpc/protocol.ts', 'ErrorCode'), ...union('domain/step-text.ts', 'TextFault')].map(
    (code) => `error_${code.replaceAll('-', '_')}`,
  ),
  ...union('storage/rpc/data-protocol.ts', 'EventRefusal').map(
    (reason) => `import_refused_${reason.replaceAll('-', '_')}`,
  ),
  ...union('domain/fold.ts', 'StepState').map((state) => `state_${state}`),
  ...TRACKERS.map(({ name }) => `tracker_${name}`),
  ...apiTrackers().flatMap((name) =>
    ['for', 'field', 'hint', 'opens'].map((what) => `settings_${what}_${name}`),
  ),
];

describe('messages', () => {
  it('there is one for each refusal and each tracker', () => {
    expect(builtNames.length).toBeGreaterThan(10);
    expect(builtNames.filter((name) => !Object.hasOwn(english, name))).toEqual([]);
  });

  it('each is used', () => {
    const outside = read('wxt.config.ts') + read('entrypoints/popup/index.html');
    const used = (name: string) =>
      literals.has(name) || builtNames.includes(name) || outside.includes(`__MSG_${name}__`);
    expect([...namesOf(english)].filter((name) => !used(name))).toEqual([]);
  });

  it('each one that is named in the manifest is there', () => {
    const named = [...read('wxt.config.ts').matchAll(/__MSG_(\w+)__/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !Object.hasOwn(english, name))).toEqual([]);
  });

  it('no text stands under two names', () => {
    const byText = Map.groupBy(Object.keys(english), (name) => english[name]!.message);
    expect([...byText].filter(([, names]) => names.length > 1)).toEqual([]);
  });

  it('placeholders count from $1 and are explained', () => {
    for (const [name, { message, description }] of Object.entries(english)) {
      const found = placeholders(message);
      expect(found, name).toEqual(found.map((_, index) => `$${index + 1}`));
      for (const each of found) expect(description, name).toContain(each);
    }
  });

  it('are asked for with as many values as they have placeholders', () => {
    const wrong: string[] = [];
    let looked = 0;
    for (const [file, all] of sources) {
      for (const node of all) {
        if (node.type !== 'CallExpression') continue;
        const called = (node.callee as Node).name;
        const [name, ...values] = node.arguments as Node[];
        if ((called !== 't' && called !== 'plural') || typeof name?.value !== 'string') continue;
        if (values.some((value) => value.type === 'SpreadElement')) continue;
        const { message } = english[called === 't' ? name.value : `${name.value}_other`]!;
        looked += 1;
        if (values.length !== placeholders(message).length) wrong.push(`${file}: ${name.value}`);
      }
    }
    expect(looked).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });
});

describe.each(locales)('%s', (locale, messages) => {
  it('has every name, and no other', () => {
    expect([...namesOf(messages)].sort()).toEqual([...namesOf(english)].sort());
  });

  it('has each plural in every category of its language, which are those that are asked for', () => {
    expect(categories(locale).sort()).toEqual(['one', 'other']);
    const stems = [...namesOf(messages)].filter((name) => Object.hasOwn(messages, `${name}_other`));
    expect(stems.length).toBeGreaterThan(0);
    for (const stem of stems) {
      const found = Object.keys(messages).filter((name) => stemOf(name, messages) === stem);
      expect(found.sort(), stem).toEqual(
        categories(locale)
          .map((category) => `${stem}_${category}`)
          .sort(),
      );
    }
  });

  it('says the same placeholders', () => {
    for (const [name, { message }] of Object.entries(messages)) {
      const stem = stemOf(name, messages);
      const model = english[name] ?? english[`${stem}_other`]!;
      // "One day" may leave the number out.
      if (!stem) expect(placeholders(message), name).toEqual(placeholders(model.message));
      expect(message.trim(), name).not.toBe('');
    }
  });
});

const SPOKEN = new Set([
  'title',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'alt',
  'placeholder',
  'label',
]);
const hasLetters = (value: unknown): value is string => typeof value === 'string' && /\p{L}/u.test(value);

/** Texts that a person would see or hear and that stand in the code. */
function visibleTexts(all: Node[]): string[] {
  return all.flatMap((node) => {
    if (node.type === 'JSXText' && hasLetters(node.value)) return [node.value.trim()];
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      return (node.children as Node[])
        .map((child) => (child.expression as Node | undefined)?.value)
        .filter(hasLetters);
    }
    if (node.type !== 'JSXAttribute' || !SPOKEN.has((node.name as Node).name as string)) return [];
    const value = node.value as Node | null;
    return [value?.value, (value?.expression as Node | undefined)?.value].filter(hasLetters);
  });
}

describe('no visible text in the code', () => {
  it.each([...sources].filter(([file]) => file.endsWith('.tsx')))('%s', (_, all) => {
    expect(visibleTexts(all)).toEqual([]);
  });

  it.each([
    '<p>Save</p>',
    '<><b>{count}</b> days</>',
    '<p>{"Save"}</p>',
    '<button title="Save" />',
    '<button aria-label={"Save"} />',
    '<input placeholder="Next step" />',
  ])('%s is caught', (text) => {
    expect(visibleTexts(nodes(`const view = ${text}`))).toHaveLength(1);
  });
});
