/**
 * The file that holds everything a person wrote: docs/data-file.md describes it. Tokens are in another database, and
 * nothing in here reads that one.
 */
import { z } from 'zod';
import { addressOf, asKey, type ItemKey } from '../../domain/key';
import type { Database } from '../database';
import { Refused } from '../refused';
import { nextPage, ROWS_AT_ONCE } from '../row-pages';
import type { DataProgress, ExportResult } from '../rpc/data-protocol';
import { type FactsRow, factsRow, instantShape, parseRows, type Warn } from '../schema';
import { readSettings } from '../settings';
import { locateJsonFault } from './json-fault';

export const FORMAT = 'foothold';
/** Goes up only where a file can't be read by the version before any more. */
export const FILE_VERSION = 1;
/** The longest file that is taken in, UTF-16 units: a million events. */
export const FILE_UNITS_MAX = 256 * 1024 * 1024;

/** An item of the file: a cache of what its tracker said of it, as of `asOf`. */
const itemShape = z.looseObject({
  key: factsRow.shape.key,
  address: z.string().optional(),
  asOf: instantShape,
  facts: factsRow.shape.facts,
});

/** What a file must be. Parts that are missing are empty; parts unknown here are left out. */
const fileShape = z.looseObject({
  format: z.literal(FORMAT),
  version: z.number().int().min(1),
  exportedAt: instantShape.nullable().default(null),
  settings: z.record(z.string(), z.unknown()).default({}),
  events: z.array(z.unknown()),
  items: z.array(z.unknown()).default([]),
});

export interface DataFile {
  /** Epoch ms. */
  exportedAt: number | null;
  settings: Record<string, unknown>;
  /** As they came. */
  events: readonly unknown[];
  facts: FactsRow[];
  /** Parts of the file that this version doesn't know. */
  unknownParts: string[];
}

/** @throws Refused with a code `file-…` */
export function readDataFile(text: string): DataFile {
  const value = parseJson(text);
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as {
    format?: unknown;
    version?: unknown;
  };
  if (format !== FORMAT) throw new Refused('file-not-ours');
  if (Number.isInteger(version) && (version as number) > FILE_VERSION)
    throw new Refused('file-newer', { params: [String(version)] });
  const read = fileShape.safeParse(value);
  if (!read.success) throw new Refused('file-damaged', { params: [read.error.issues[0]!.path.join('.')] });
  const { settings, events, items, exportedAt } = read.data;
  // A cache: what can't be read of it is asked of the tracker again.
  const facts = parseRows(itemShape, items, 'items', () => {}).map(
    (item): FactsRow => ({ key: item.key, seenAt: item.asOf, facts: { ...item.facts, key: item.key } }),
  );
  const unknownParts = Object.keys(read.data).filter((name) => !Object.hasOwn(fileShape.shape, name));
  return { exportedAt, settings, events, facts, unknownParts };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = locateJsonFault(text);
    if (fault === 'cut') throw new Refused('file-cut');
    if (fault === null) throw error;
    throw new Refused('file-not-json', { params: [String(fault.line), String(fault.column)] });
  }
}

/** `foothold-2026-12-01.json` @param now epoch ms */
export const fileName = (now: number): string => `foothold-${new Date(now).toISOString().slice(0, 10)}.json`;

/**
 * The file's text in pieces, one line an event. Memory stays that of a page of events, however many there are. What is
 * written meanwhile may be in it or not: any set of events is a sound one.
 * @param now epoch ms
 * @throws Refused
 */
export async function* writeDataFile(
  db: Database,
  { now, warn, onProgress }: { now: number; warn: Warn; onProgress: (progress: DataProgress) => void },
): AsyncGenerator<string, ExportResult> {
  const stored = await db.settings.toArray();
  const settings = Object.fromEntries(stored.map(({ name, value }) => [name, value]));
  const { overHttp } = await readSettings(db, warn);
  const head = { format: FORMAT, version: FILE_VERSION, exportedAt: now, settings };
  yield `${JSON.stringify(head).slice(0, -1)},"events":[`;

  const total = await db.events.count();
  const keys = new Set<ItemKey>();
  let events = 0;
  for (let page = await nextPage(db.events); page; page = await nextPage(db.events, page)) {
    for (const { key } of page) keys.add(key);
    yield linesOf(page, events > 0);
    events += page.length;
    onProgress({ stage: 'reading', done: events, total: Math.max(events, total) });
  }

  yield '\n],"items":[';
  let items = 0;
  for (let all = [...keys]; all.length > 0; all = all.slice(ROWS_AT_ONCE)) {
    const found = (await db.facts.bulkGet(all.slice(0, ROWS_AT_ONCE))).filter((row) => row !== undefined);
    const rows = parseRows(factsRow, found, 'facts', warn).map(({ key, seenAt, facts }) => ({
      key,
      address: asKey(key) && addressOf(key, overHttp),
      asOf: seenAt,
      facts,
    }));
    if (rows.length > 0) yield linesOf(rows, items > 0);
    items += rows.length;
  }
  yield '\n]}\n';
  return { name: fileName(now), events, items };
}

const linesOf = (rows: readonly unknown[], isLater: boolean): string =>
  `${isLater ? ',' : ''}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`;
