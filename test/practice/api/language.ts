/** As much of GraphQL's language as the stand-ins need: reads queries and schemas, and takes nothing it doesn't know. */

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value } | Word | Variable;
/** An enum's. */
export class Word {
  readonly word: string;
  constructor(word: string) {
    this.word = word;
  }
}
export class Variable {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export type Selection =
  | { kind: 'field'; as: string; name: string; args: Record<string, Value>; selections: Selection[] | null }
  | { kind: 'on'; type: string; selections: Selection[] };

export interface Query {
  name: string;
  /** Types of its variables. */
  variables: Record<string, string>;
  selections: Selection[];
}

export interface Field {
  type: string;
  args: Record<string, string>;
}
export type Schema = Record<
  string,
  | { kind: 'type'; fields: Record<string, Field> }
  | { kind: 'input'; fields: Record<string, string> }
  | { kind: 'enum'; words: string[] }
  | { kind: 'union'; of: string[] }
>;

export class SyntaxFault extends Error {}

const TOKEN = /\s+|,|#[^\n]*|(\.\.\.|[!$():=@[\]{|}]|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*")/gy;

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxFault(`Syntax Error: Unexpected character: ${text.slice(at, at + 10)}`);
    if (match[1]) found.push(match[1]);
  }
  return found;
}

function reader(text: string) {
  const all = tokens(text);
  let at = 0;
  const peek = () => all[at];
  const next = () => {
    const token = all[at];
    if (token === undefined) throw new SyntaxFault('Syntax Error: Unexpected <EOF>.');
    at += 1;
    return token;
  };
  const expect = (wanted: string) => {
    const token = next();
    if (token !== wanted) throw new SyntaxFault(`Syntax Error: Expected "${wanted}", found "${token}".`);
  };
  const skip = (wanted: string) => {
    if (peek() !== wanted) return false;
    at += 1;
    return true;
  };
  const name = () => {
    const token = next();
    if (!/^[A-Za-z_]/.test(token)) throw new SyntaxFault(`Syntax Error: Expected Name, found "${token}".`);
    return token;
  };
  const type = (): string => {
    let inner: string;
    if (skip('[')) {
      inner = `[${type()}]`;
      expect(']');
    } else inner = name();
    return skip('!') ? `${inner}!` : inner;
  };
  /** `open`, then items until `close`. */
  const many = <T>(open: string, close: string, item: () => T): T[] => {
    expect(open);
    const items: T[] = [];
    while (!skip(close)) items.push(item());
    return items;
  };
  return { peek, next, expect, skip, name, type, many };
}

type Reader = ReturnType<typeof reader>;

function readValue(read: Reader): Value {
  const token = read.next();
  if (token === '$') return new Variable(read.name());
  if (token === '[') {
    const items: Value[] = [];
    while (!read.skip(']')) items.push(readValue(read));
    return items;
  }
  if (token === '{') {
    const fields: [string, Value][] = [];
    while (!read.skip('}')) {
      const name = read.name();
      read.expect(':');
      fields.push([name, readValue(read)]);
    }
    return Object.fromEntries(fields);
  }
  if (token.startsWith('"') || /^-?\d/.test(token)) return JSON.parse(token);
  if (token === 'true' || token === 'false') return token === 'true';
  return token === 'null' ? null : new Word(token);
}

function readArgs(read: Reader): Record<string, Value> {
  if (read.peek() !== '(') return {};
  return Object.fromEntries(
    read.many('(', ')', (): [string, Value] => {
      const name = read.name();
      read.expect(':');
      return [name, readValue(read)];
    }),
  );
}

const readSelections = (read: Reader): Selection[] =>
  read.many('{', '}', (): Selection => {
    if (read.skip('...')) {
      read.expect('on');
      return { kind: 'on', type: read.name(), selections: readSelections(read) };
    }
    const first = read.name();
    const name = read.skip(':') ? read.name() : first;
    const args = readArgs(read);
    return {
      kind: 'field',
      as: first,
      name,
      args,
      selections: read.peek() === '{' ? readSelections(read) : null,
    };
  });

export function readQuery(text: string): Query {
  const read = reader(text);
  read.expect('query');
  const name = read.peek() === '{' ? '' : read.name();
  const variables =
    read.peek() === '('
      ? read.many('(', ')', (): [string, string] => {
          read.expect('$');
          const variable = read.name();
          read.expect(':');
          return [variable, read.type()];
        })
      : [];
  const selections = readSelections(read);
  if (read.peek() !== undefined) throw new SyntaxFault(`Syntax Error: Unexpected "${read.peek()}".`);
  return { name, variables: Object.fromEntries(variables), selections };
}

export function readSchema(text: string): Schema {
  const read = reader(text);
  const schema: Schema = {};
  const typed = (): [string, string] => {
    const name = read.name();
    read.expect(':');
    return [name, read.type()];
  };
  while (read.peek() !== undefined) {
    const kind = read.name();
    const name = read.name();
    if (kind === 'enum') schema[name] = { kind, words: read.many('{', '}', read.name) };
    else if (kind === 'input')
      schema[name] = { kind, fields: Object.fromEntries(read.many('{', '}', typed)) };
    else if (kind === 'union') {
      read.expect('=');
      const of = [read.name()];
      while (read.skip('|')) of.push(read.name());
      schema[name] = { kind, of };
    } else {
      const fields = read.many('{', '}', (): [string, Field] => {
        const field = read.name();
        const args = read.peek() === '(' ? Object.fromEntries(read.many('(', ')', typed)) : {};
        read.expect(':');
        return [field, { type: read.type(), args }];
      });
      schema[name] = { kind: 'type', fields: Object.fromEntries(fields) };
    }
  }
  return schema;
}
