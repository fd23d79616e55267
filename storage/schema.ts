/**
 * Rows, as zod schemas. The domain's types are the source: test/unit/storage/schema.test.ts does not compile where a
 * schema says something else. Every row read back is validated; unknown fields of a newer Foothold are let through,
 * cut off.
 */
import { z } from 'zod';
import type { FootholdEvent } from '../domain/event';
import { addableTrackers } from '../domain/trackers';
import { actId, eventContent, eventId, instantShape, itemKey, stepId } from './event-content';

export { actId, eventId, instantShape, itemKey, itemKeyOf, stepId } from './event-content';

const maybeInstant = instantShape.nullable();

export const eventRow = z.object({
  id: eventId,
  act: actId,
  key: itemKey,
  at: instantShape,
  what: eventContent,
});

const span = z.object({ from: instantShape, to: maybeInstant });

const step = z.object({
  id: stepId,
  key: itemKey,
  text: z.string(),
  state: z.enum(['written', 'started', 'paused', 'finished', 'dropped']),
  since: instantShape,
  writtenAt: instantShape,
  startedAt: maybeInstant,
  closedAt: maybeInstant,
  ranMs: z.number(),
  waitingOn: z.string().nullable(),
  waits: z.array(span),
  outcome: z.string().nullable(),
  revision: eventId,
  place: z.number(),
  erased: z.literal(true).optional(),
});

const itemShape = z.object({
  key: itemKey,
  why: z.string().nullable(),
  validAt: maybeInstant,
  snoozedUntil: maybeInstant,
  snoozes: z.array(span),
  nextStep: stepId.nullable(),
  touchedAt: instantShape,
});

/**
 * Where a step stands in the lists, each an entry of an index: see `rowsOf`. The number is its order there, epoch ms;
 * in `asleep` when its item's snooze ends or ended. A step that sleeps stands in `next` as well.
 */
export const lane = z.tuple([z.enum(['started', 'next', 'waiting', 'asleep']), z.number(), stepId]);
export type Lane = z.infer<typeof lane>;

/**
 * One for every item that anything was ever done to; `item` null when all of it was taken back. Its steps are in it: an
 * act is one row written, and a row seen is one row read. `movedTo`: the item has another key by now, and everything of
 * it stands there.
 */
export const itemRow = z.object({
  key: itemKey,
  revision: eventId,
  item: itemShape.nullable(),
  /** In order of place. */
  steps: z.array(step),
  lanes: z.array(lane),
  movedTo: itemKey.optional(),
});
export type ItemRow = z.infer<typeof itemRow>;

const facts = z.object({
  key: itemKey,
  title: z.string().nullable(),
  status: z.string().nullable(),
  category: z.enum(['todo', 'doing', 'done']).nullable(),
  assignees: z.array(z.string()).nullable(),
  createdAt: maybeInstant,
  updatedAt: maybeInstant,
  statusSince: maybeInstant,
  closedAt: maybeInstant,
  askedAt: maybeInstant,
  seenAs: z.string().nullable(),
});

export const factsRow = z.object({ key: itemKey, seenAt: instantShape, facts });
export type FactsRow = z.infer<typeof factsRow>;
export { facts as factsShape };

export const settingRow = z.discriminatedUnion('name', [
  z.object({ name: z.literal('hiddenOn'), value: z.array(z.string()) }),
  z.object({ name: z.literal('ownHosts'), value: z.record(z.string(), z.enum(addableTrackers())) }),
  z.object({ name: z.literal('overHttp'), value: z.array(z.string()) }),
]);
export type SettingRow = z.infer<typeof settingRow>;

/** `device`: this database's name in event ids, made once. */
export const deviceRow = z.object({ name: z.literal('device'), value: z.string().regex(/^[0-9a-z]{8}$/) });
/** `erased`: the greatest event id there was when everything was erased. Pages that are open have seen it. */
export const erasedRow = z.object({ name: z.literal('erased'), value: eventId });
/** `backup`: backup-row.ts; `erasing`: erase-everything.ts. */
export type MetaRow =
  | z.infer<typeof deviceRow>
  | z.infer<typeof erasedRow>
  | { name: 'backup' | 'erasing'; value: unknown };

/** 128 random bits as hexadecimal digits. */
export const nonce = z.string().regex(/^[0-9a-f]{32}$/);

/** A document of a browser's tab. `document` is null in browsers that name no documents. */
const documentShape = z.object({ frame: z.number().int(), document: z.string().nullable() });

/**
 * The right of one framed panel to one item: made when a content script asks for it, and bound to the first panel
 * that shows the nonce. Times are epoch ms.
 */
export const panelRow = z.object({
  nonce,
  key: itemKey,
  tab: z.number().int(),
  /** The document that asked. */
  opener: documentShape,
  madeAt: instantShape,
  /** The panel it belongs to; null: the nonce was not shown yet. */
  panel: documentShape.nullable(),
});
export type PanelRow = z.infer<typeof panelRow>;

/** The longest text that is kept as it is typed, UTF-16 units: far more than a step may have. */
export const DRAFT_MAX = 20_000;

/** What was typed and not saved; see domain/draft.ts. */
export const draftRow = z.object({
  id: z.string().max(400),
  key: itemKey.nullable(),
  step: stepId.nullable(),
  text: z.string().max(DRAFT_MAX),
  base: z.object({ text: z.string(), revision: eventId.nullable() }).nullable(),
  at: instantShape,
});
export type DraftRow = z.infer<typeof draftRow>;

/** Told of a row that could not be read: its table and how often, never what is in it. */
export type Warn = (what: string) => void;

/** What is known of each kind of event, by its fields. */
const FIELDS = new Map<string, ReadonlySet<string>>(
  eventContent.options.map(({ shape }) => [shape.type.value, new Set(Object.keys(shape))]),
);
const EVENT_FIELDS = new Set(Object.keys(eventRow.shape));

/** What every event has, whichever version wrote it. */
const envelope = z.looseObject({
  id: eventId,
  act: actId,
  key: z.string(),
  at: instantShape,
  what: z.looseObject({ type: z.string().min(1).max(64) }),
});

/** An event as it lies or came. `event` is what this version reads of it; null: it is of a kind it doesn't know. */
export type EventReading =
  | { ok: true; event: FootholdEvent | null /** A newer Foothold wrote it. */; isNewer: boolean }
  /** 'no-event': not even what every event has. 'unreadable': of a known kind. */
  | { ok: false; reason: 'no-event' | 'unknown-tracker' | 'unreadable' };

/**
 * Reads an event for the fold. What a version doesn't know of an event it ignores, and keeps: whatever stores, exports
 * or passes on an event takes the value that was read, never what was made of it here.
 */
export function readEvent(value: unknown): EventReading {
  const read = eventRow.safeParse(value);
  if (read.success) {
    const raw = value as FootholdEvent;
    const fields = FIELDS.get(raw.what.type)!;
    const isNewer =
      Object.keys(raw).some((name) => !EVENT_FIELDS.has(name)) ||
      Object.keys(raw.what).some((name) => !fields.has(name));
    return { ok: true, event: read.data, isNewer };
  }
  const outer = envelope.safeParse(value);
  if (!outer.success) return { ok: false, reason: 'no-event' };
  if (!itemKey.safeParse(outer.data.key).success) return { ok: false, reason: 'unknown-tracker' };
  return FIELDS.has(outer.data.what.type)
    ? { ok: false, reason: 'unreadable' }
    : { ok: true, event: null, isNewer: true };
}

/** The events that this version can fold. Those of a newer one are left where they are, unreadable ones reported. */
export function parseEvents(rows: readonly unknown[], warn: Warn): FootholdEvent[] {
  const readings = rows.map(readEvent);
  const unreadable = readings.filter(({ ok }) => !ok).length;
  if (unreadable > 0) warn(`events: ${unreadable} unreadable row(s) skipped`);
  return readings.flatMap((reading) => (reading.ok && reading.event ? [reading.event] : []));
}

/** The same, where nobody is told: rows that were reported before, or are judged apart. */
export const knownEvents = (rows: readonly unknown[]): FootholdEvent[] => parseEvents(rows, () => {});

/** The rows that are sound; the others are left where they are and reported. */
export function parseRows<T>(schema: z.ZodType<T>, rows: readonly unknown[], table: string, warn: Warn): T[] {
  const read: T[] = [];
  for (const row of rows) {
    const result = schema.safeParse(row);
    if (result.success) read.push(result.data);
  }
  if (read.length < rows.length) warn(`${table}: ${rows.length - read.length} unreadable row(s) skipped`);
  return read;
}
