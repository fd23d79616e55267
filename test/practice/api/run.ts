/** Holds a query to a schema and answers it, errors and nulls as GraphQL has them (spec of October 2021, 5 and 6). */
import {
  type Field,
  type Query,
  readQuery,
  type Schema,
  type Selection,
  SyntaxFault,
  type Value,
  Variable,
  Word,
} from './language.ts';

export interface RunError {
  message: string;
  path?: (string | number)[];
  type?: string;
  extensions?: Record<string, unknown>;
}

/** Thrown by a resolver: the field becomes null, and this stands among the errors. */
export class Refuse extends Error {
  readonly more: Partial<RunError>;
  constructor(message: string, more: Partial<RunError> = {}) {
    super(message);
    this.more = more;
  }
}

/** Values by field; a function gets the field's arguments. `__typename` where the type is a union. */
export type Node = { [field: string]: unknown };
export type Read =
  | { ok: true; query: Query; variables: Record<string, unknown> }
  | { ok: false; faults: string[] };

const bare = (type: string) => type.replace(/[[\]!]/g, '');
const SCALARS = new Set(['String', 'ID', 'Int', 'Float', 'Boolean', 'DateTime']);

/** Reads a query and says all that is wrong with it. */
export function check(schema: Schema, text: string, variables: Record<string, unknown>): Read {
  let query: Query;
  try {
    query = readQuery(text);
  } catch (error) {
    if (error instanceof SyntaxFault) return { ok: false, faults: [error.message] };
    throw error;
  }
  const faults = checkSelections(schema, 'Query', query.selections, query);
  for (const [name, type] of Object.entries(query.variables))
    faults.push(...checkInput(schema, type, variables[name] as Value, `Variable "$${name}"`));
  for (const name of Object.keys(variables))
    if (!Object.hasOwn(query.variables, name)) faults.push(`Variable "$${name}" is not defined.`);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, query, variables };
}

function fieldOf(schema: Schema, type: string, name: string): Field | null {
  if (name === '__typename') return { type: 'String!', args: {} };
  const known = schema[type];
  return known?.kind === 'type' && Object.hasOwn(known.fields, name) ? known.fields[name]! : null;
}

function checkSelections(schema: Schema, type: string, selections: Selection[], query: Query): string[] {
  return [
    ...selections.flatMap((selection): string[] => {
      if (selection.kind === 'on') {
        const known = schema[type];
        const fits =
          selection.type === type || (known?.kind === 'union' && known.of.includes(selection.type));
        if (!fits)
          return [
            `Fragment cannot be spread here as objects of type "${type}" can never be of type "${selection.type}".`,
          ];
        return checkSelections(schema, selection.type, selection.selections, query);
      }
      const field = fieldOf(schema, type, selection.name);
      if (!field) return [`Cannot query field "${selection.name}" on type "${type}".`];
      const inner = bare(field.type);
      const isLeaf = SCALARS.has(inner) || schema[inner]?.kind === 'enum';
      if (isLeaf !== (selection.selections === null))
        return [
          `Field "${selection.name}" of type "${field.type}" must ${isLeaf ? 'not ' : ''}have a selection of subfields.`,
        ];
      return [
        ...checkArgs(schema, `${type}.${selection.name}`, field, selection.args, query),
        ...(selection.selections ? checkSelections(schema, inner, selection.selections, query) : []),
      ];
    }),
    ...conflicts(schema, type, selections),
  ];
}

/** One name in an answer, two shapes: refused, even where an object can only be one of two types. */
function conflicts(schema: Schema, type: string, selections: Selection[]): string[] {
  const shapes = new Map<string, string>();
  const faults: string[] = [];
  const look = (of: string, all: Selection[]) => {
    for (const selection of all) {
      if (selection.kind === 'on') {
        look(selection.type, selection.selections);
        continue;
      }
      const inner = fieldOf(schema, of, selection.name)?.type ?? '';
      const shape = selection.selections ? inner.replace(/\w+/, 'Object') : inner;
      const before = shapes.get(selection.as) ?? shape;
      if (before !== shape)
        faults.push(
          `Fields "${selection.as}" conflict because they return conflicting types "${before}" and "${shape}".`,
        );
      shapes.set(selection.as, before);
    }
  };
  look(type, selections);
  return faults;
}

function checkArgs(
  schema: Schema,
  name: string,
  field: Field,
  args: Record<string, Value>,
  query: Query,
): string[] {
  const faults = Object.entries(args).flatMap(([arg, value]) => {
    const type = field.args[arg];
    if (type === undefined) return [`Unknown argument "${arg}" on field "${name}".`];
    if (!(value instanceof Variable)) return checkInput(schema, type, value, `Argument "${arg}"`);
    const declared = query.variables[value.name];
    if (declared === undefined) return [`Variable "$${value.name}" is not defined.`];
    return declared === type || declared === `${type}!`
      ? []
      : [`Variable "$${value.name}" of type "${declared}" used in position expecting type "${type}".`];
  });
  const missing = Object.entries(field.args).filter(([arg, type]) => type.endsWith('!') && !(arg in args));
  return [...faults, ...missing.map(([arg]) => `Argument "${arg}" of "${name}" is required.`)];
}

function checkInput(schema: Schema, type: string, value: Value | undefined, where: string): string[] {
  if (type.endsWith('!')) {
    if (value === null || value === undefined)
      return [`${where} of required type "${type}" was not provided.`];
    return checkInput(schema, type.slice(0, -1), value, where);
  }
  if (value === null || value === undefined) return [];
  if (type.startsWith('[')) {
    const items = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => checkInput(schema, type.slice(1, -1), item, where));
  }
  const wrong = [`${where}: ${JSON.stringify(value)} is no ${type}.`];
  const known = schema[type];
  if (known?.kind === 'enum') return value instanceof Word && known.words.includes(value.word) ? [] : wrong;
  if (known?.kind === 'input') {
    if (typeof value !== 'object' || Array.isArray(value)) return wrong;
    return Object.entries(value).flatMap(([name, inner]) =>
      Object.hasOwn(known.fields, name)
        ? checkInput(schema, known.fields[name]!, inner as Value, `${where}.${name}`)
        : [`Field "${name}" is not defined by type "${type}".`],
    );
  }
  const fits =
    type === 'Int' || type === 'Float'
      ? typeof value === 'number' && (type === 'Float' || Number.isInteger(value))
      : typeof value === (type === 'Boolean' ? 'boolean' : 'string');
  return fits ? [] : wrong;
}

/** Answers a query that was checked. */
export function run(
  schema: Schema,
  { query, variables }: Extract<Read, { ok: true }>,
  root: Node,
): { data: unknown; errors: RunError[] } {
  const errors: RunError[] = [];
  const NULL = Symbol('a null that goes up');

  const argsOf = (args: Record<string, Value>) =>
    Object.fromEntries(
      Object.entries(args).map(([name, value]) => [
        name,
        value instanceof Variable ? variables[value.name] : value instanceof Word ? value.word : value,
      ]),
    );

  function select(
    type: string,
    node: Node,
    selections: Selection[],
    path: (string | number)[],
    into: Node,
  ): Node {
    for (const selection of selections) {
      if (selection.kind === 'on') {
        if (selection.type === type) select(type, node, selection.selections, path, into);
        continue;
      }
      const field = fieldOf(schema, type, selection.name)!;
      const here = [...path, selection.as];
      into[selection.as] = complete(
        field.type,
        () => {
          if (selection.name === '__typename') return type;
          const value = node[selection.name];
          return typeof value === 'function' ? value(argsOf(selection.args)) : value;
        },
        selection.selections,
        here,
      );
    }
    return into;
  }

  function complete(
    type: string,
    give: () => unknown,
    selections: Selection[] | null,
    path: (string | number)[],
  ): unknown {
    const required = type.endsWith('!');
    const inner = required ? type.slice(0, -1) : type;
    try {
      const value = give() ?? null;
      if (value === null) {
        if (required) throw new Refuse(`Cannot return null for non-nullable field.`);
        return null;
      }
      if (inner.startsWith('['))
        return (value as unknown[]).map((item, index) =>
          complete(inner.slice(1, -1), () => item, selections, [...path, index]),
        );
      if (!selections) return value;
      const node = value as Node;
      const known = schema[inner];
      const actual = known?.kind === 'union' ? (node.__typename as string) : inner;
      return select(actual, node, selections, path, {});
    } catch (error) {
      if (error instanceof Refuse) errors.push({ message: error.message, path, ...error.more });
      else if (error !== NULL) throw error;
      if (required) throw NULL;
      return null;
    }
  }

  let data: unknown = null;
  try {
    data = select('Query', root, query.selections, [], {});
  } catch (error) {
    if (error !== NULL) throw error;
  }
  return { data, errors };
}
