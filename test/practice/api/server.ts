/**
 * The trackers' public APIs, as stand-ins: what a request is answered, what it was, and every way to go wrong that a
 * test can ask for. Over HTTPS: see https.ts.
 */
import { answerQuestion, type Node, type Question, type RunError, readQuestion } from './run.ts';
import type { PublicSchema } from './schema.ts';

export interface Asked {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** `never`: the connection stays open and silent; `cut`: it breaks. */
  how?: 'never' | 'cut';
}

/** How it goes wrong, until another is told. */
export type Fault =
  /** Takes no key. */
  | { kind: 'refused' }
  /** Each API's own way to say so; `inMs`: when it may be asked again, which it says too; null: it doesn't. */
  | { kind: 'limited'; inMs: number | null }
  /** A query may cost no more than this. */
  | { kind: 'complex'; most: number }
  /** These items come as null, with an error; the others are whole. */
  | { kind: 'partial'; names: string[] }
  /** Whatever this item is among comes without any data. */
  | { kind: 'poison'; name: string }
  | { kind: 'down'; how: 'cut' | 'status' }
  | { kind: 'slow' }
  /** Another shape than the schema's, or no JSON at all. */
  | { kind: 'broken'; how: 'shape' | 'text' }
  /** A field that the schema does not have (yet, or any more). */
  | { kind: 'without'; type: string; field: string }
  /** GitHub's: the token may not read Projects: a classic one gets no data at all, a fine-grained one no such items. */
  | { kind: 'no-projects'; how: 'scopes' | 'forbidden' };

export interface Served {
  query: string;
  variables: Record<string, unknown>;
  /** The header, whole. */
  authorization: string | undefined;
  /** Whether it was answered with data. */
  ok: boolean;
}

/** What makes one API differ from another. */
export interface Kind {
  schema: PublicSchema;
  /** The path GraphQL is at. */
  path: string;
  /** Whether this header opens it. */
  opens(authorization: string | undefined): boolean;
  root(fault: Fault | null): Node;
  /** Most of what a query may cost, and what it does. */
  complexity: { most: number; of(question: Question): number };
  limits(state: { asked: number; spent: number; now: number; fault: Fault | null }): Record<string, string>;
  refuse(
    what: 'refused' | 'limited' | 'complex' | 'invalid' | 'scopes',
    faults: string[],
  ): {
    status: number;
    body: object;
    headers?: Record<string, string>;
  };
}

export interface ApiStand {
  answer(asked: Asked): Answer;
  /** From now on; null: all is well again. */
  fail(fault: Fault | null): void;
  /** Every request, oldest first. */
  served: Served[];
}

export function standIn(kind: Kind, now: () => number = Date.now): ApiStand {
  const served: Served[] = [];
  let fault: Fault | null = null;
  let spent = 0;

  function answer(asked: Asked): Answer {
    const { query = '', variables = {} } = parse(asked.body);
    const entry: Served = { query, variables, authorization: asked.headers.authorization, ok: false };
    served.push(entry);
    const say = (status: number, body: object | string, headers: Record<string, string> = {}): Answer => ({
      status,
      headers: {
        'content-type': typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8',
        ...kind.limits({ asked: served.length, spent, now: now(), fault }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const refuse = (what: Parameters<Kind['refuse']>[0], faults: string[] = []) => {
      const { status, body, headers } = kind.refuse(what, faults);
      return say(status, body, headers);
    };
    if (asked.path !== kind.path || asked.method !== 'POST') return say(404, 'Not found');
    if (fault?.kind === 'slow') return { ...say(200, ''), how: 'never' };
    if (fault?.kind === 'down') {
      return fault.how === 'cut' ? { ...say(502, ''), how: 'cut' } : say(503, '<h1>Unavailable</h1>');
    }
    if (fault?.kind === 'broken') {
      return fault.how === 'text' ? say(200, '<p>Welcome</p>') : say(200, { data: { everything: [1, 2] } });
    }
    if (fault?.kind === 'refused' || !kind.opens(asked.headers.authorization)) return refuse('refused');
    if (fault?.kind === 'limited') return refuse('limited');
    if (asked.headers['content-type'] !== 'application/json') return refuse('invalid', ['Not JSON.']);
    const schema =
      fault?.kind === 'without' ? kind.schema.without(fault.type, fault.field) : kind.schema.whole();
    const read = readQuestion(schema, query, variables);
    if (!read.ok) return refuse('invalid', read.faults);
    if (fault?.kind === 'no-projects' && fault.how === 'scopes' && query.includes('projectItems'))
      return refuse('scopes');
    const cost = kind.complexity.of(read.question);
    if (cost > (fault?.kind === 'complex' ? fault.most : kind.complexity.most)) return refuse('complex');
    spent += cost;
    const { data, errors } = answerQuestion(schema, read.question, kind.root(fault));
    if (fault?.kind === 'poison' && errors.some(({ type }) => type === POISON))
      return say(200, { data: null, errors: [{ message: 'Internal server error' }] });
    entry.ok = data !== null;
    return say(200, errors.length > 0 ? { data, errors: errors.map(plain) } : { data });
  }

  return {
    answer,
    fail(next) {
      fault = next;
    },
    served,
  };
}

/** The type of the error that an item gives which breaks every answer it is in. */
export const POISON = 'POISON';

const plain = ({ message, path, type, extensions }: RunError) => ({ message, path, type, extensions });

function parse(body: string): { query?: string; variables?: Record<string, unknown> } {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
