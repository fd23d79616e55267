/**
 * The keys and tokens for trackers' APIs, and what came of asking with them. A database of its own: whatever is done
 * with the other one (backup, export, import), no token is in it. Opened and read by the background alone.
 */
import Dexie, { type Table } from 'dexie';
import { z } from 'zod';
import type { ItemKey } from '../domain/key';
import { type ApiTracker, apiTrackers } from '../domain/trackers';
import { instantShape, itemKey, parseRows, type Warn } from './schema';

const tokenRow = z.object({
  tracker: z.enum(apiTrackers()),
  token: z.string().min(1),
  /** What it opens, as addresses name it: a workspace of Linear, an account of GitHub. */
  opens: z.string(),
  /** The tracker takes it no more. */
  refused: z.boolean(),
  /** What of its being over the popup has told already. */
  told: z.enum(['refused', 'withdrawn']).nullable(),
  /** Not asked before this, epoch ms; 0: may be asked. */
  notBefore: instantShape,
  /** Why not; null: it had been asked enough, or all is well. */
  trouble: z.enum(['limited', 'later', 'not-understood']).nullable(),
  /** How often in a row it went wrong. */
  failures: z.number(),
  answeredAt: instantShape.nullable(),
  /** Most items in one request: fewer after the tracker called one too complex. */
  batch: z.number().int().min(1),
  /** When it did last, epoch ms; 0: long ago. */
  fewerAt: instantShape.default(0),
  /** Parts of the question that this tracker or this token has no answer to. */
  lacks: z.array(z.string()),
  /** When it showed last, epoch ms; 0: long ago. */
  lacksAt: instantShape.default(0),
});
export type TokenRow = z.infer<typeof tokenRow>;

const answerRow = z.object({
  key: itemKey,
  tracker: z.enum(apiTrackers()),
  /** When the API last answered for this item, epoch ms. */
  at: instantShape,
  /** The status that it gave, and since when; null: it gave none. */
  status: z.string().nullable().default(null),
  statusSince: instantShape.nullable().default(null),
  /** How often in a row it was asked in doubt of the status, and nothing had changed. */
  attempts: z.number().default(0),
  /** Why there are no facts of it (domain/freshness/state.ts); null: there are. `missing` was another word for one. */
  none: z
    .enum(['absent', 'gone', 'broken', 'missing', 'unkept'])
    .transform((none) => (none === 'missing' ? 'broken' : none))
    .nullable(),
  /** Its facts have gaps that asking again won't fill. */
  gapsStay: z.boolean().default(false),
});
export type AnswerRow = z.infer<typeof answerRow>;

/** Rows kept of what the API answered; the oldest go first. */
const ROWS_KEPT = 20_000;
const ROWS_SLACK = 1000;

type TokenDatabase = Dexie & {
  tokens: Table<TokenRow, ApiTracker>;
  answers: Table<AnswerRow, ItemKey>;
};

export interface Tokens {
  /** Null: there is none, or none that can be read. */
  read(tracker: ApiTracker): Promise<TokenRow | null>;
  /** Whether there is one, be it readable or not. */
  has(tracker: ApiTracker): Promise<boolean>;
  put(row: TokenRow): Promise<void>;
  /** Changes the row where there still is one with this token: it may have been removed or replaced meanwhile. */
  change(row: TokenRow, changes: Partial<TokenRow>): Promise<void>;
  /** Forgets the token and all that was answered with it. */
  remove(tracker: ApiTracker): Promise<void>;
  answers(keys: readonly ItemKey[]): Promise<Map<ItemKey, AnswerRow>>;
  /** Of a token that was removed or replaced meanwhile nothing is kept: another may see what it did not. */
  noteAnswers(rows: readonly AnswerRow[], by: Pick<TokenRow, 'tracker' | 'token'>): Promise<void>;
}

interface TokensOptions {
  name?: string;
  warn: Warn;
  /** Test seams. */
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof globalThis.IDBKeyRange;
}

export function createTokens({
  name = 'foothold-tokens',
  warn,
  indexedDB = globalThis.indexedDB,
  IDBKeyRange = globalThis.IDBKeyRange,
}: TokensOptions): Tokens {
  const db = new Dexie(name, {
    indexedDB: indexedDB as never,
    IDBKeyRange: IDBKeyRange as never,
    chromeTransactionDurability: 'strict',
  }) as TokenDatabase;
  db.version(1).stores({ tokens: 'tracker', answers: 'key, tracker, at' });
  // Each page that is looked at asks whether there is one: mostly there is none. This is the only place that writes.
  const kept = new Map<ApiTracker, TokenRow | null>();

  async function read(tracker: ApiTracker): Promise<TokenRow | null> {
    const known = kept.get(tracker);
    if (known !== undefined) return known;
    const stored = await db.tokens.get(tracker);
    const [row = null] = stored === undefined ? [] : parseRows(tokenRow, [stored], 'tokens', warn);
    if (!kept.has(tracker)) kept.set(tracker, row);
    return kept.get(tracker)!;
  }

  return {
    read,
    has: async (tracker) => (await db.tokens.where('tracker').equals(tracker).count()) > 0,
    async put(row) {
      await db.transaction('rw', db.tokens, db.answers, async () => {
        await db.answers.where('tracker').equals(row.tracker).delete();
        await db.tokens.put(row);
      });
      kept.set(row.tracker, row);
    },
    async change({ tracker, token }, changes) {
      const next = await db.transaction('rw', db.tokens, async () => {
        const now = await db.tokens.get(tracker);
        if (now?.token !== token) return null;
        await db.tokens.put({ ...now, ...changes });
        return { ...now, ...changes };
      });
      if (next) kept.set(tracker, next);
    },
    async remove(tracker) {
      await db.transaction('rw', db.tokens, db.answers, async () => {
        await db.tokens.delete(tracker);
        await db.answers.where('tracker').equals(tracker).delete();
      });
      kept.set(tracker, null);
    },
    async answers(keys) {
      const found = (await db.answers.bulkGet([...keys])).filter((row) => row !== undefined);
      return new Map(parseRows(answerRow, found, 'answers', warn).map((row) => [row.key, row]));
    },
    async noteAnswers(rows, { tracker, token }) {
      await db.transaction('rw', db.tokens, db.answers, async () => {
        if ((await db.tokens.get(tracker))?.token !== token) return;
        await db.answers.bulkPut(rows);
        const over = (await db.answers.count()) - ROWS_KEPT;
        if (over > ROWS_SLACK)
          await db.answers.bulkDelete(await db.answers.orderBy('at').limit(over).primaryKeys());
      });
    },
  };
}
