/**
 * The log is the truth: `events` is append-only, `items` and `steps` are its fold. Both are written in one
 * transaction, or neither.
 */
import { type Doing, decide, type Verdict } from '../domain/act';
import { type ActId, type EventId, type FootholdEvent, nextEventId, parseEventId } from '../domain/event';
import type { ItemKey } from '../domain/key';
import { STEP_MAX } from '../domain/text';
import type { Database } from './database';
import { Refused } from './refused';
import type { ItemView } from './remote/protocol';
import { type Rows, rowsOf } from './rows';
import { eventRow, metaRow, type Report, sound } from './schema';
import { readEvents, readFacts, readViews, viewOf } from './views';

export interface Act {
  id: ActId;
  key: ItemKey;
  doing: Doing;
}

export interface LogOptions {
  /** Wall clock, epoch ms. */
  now: () => number;
  report: Report;
}

/**
 * Does what is asked for, once: an act whose id is in the log already is only answered.
 * @returns the item after it
 * @throws Refused
 */
export function append(
  db: Database,
  { id, key, doing }: Act,
  { now, report }: LogOptions,
): Promise<ItemView> {
  return db.transaction('rw', [db.events, db.items, db.steps, db.facts, db.meta], async () => {
    const [[before], last, device, history, facts] = await Promise.all([
      db.events.where('act').equals(id).limit(1).toArray(),
      lastEventId(db),
      deviceOf(db),
      readEvents(db, key, report),
      readFacts(db, [key], report),
    ]);
    if (before) {
      // An act is of one item; another key means the id was not made for this one.
      if (before.key !== key) throw new Refused('bad-message');
      return readView(db, key, report);
    }
    const at = now();
    const first = nextEventId(last, at, device);
    const verdict = decide(doing, key, history, first);
    if (!verdict.ok) throw refusedBy(verdict, await readView(db, key, report));

    let next = first;
    const events = verdict.happenings.map((what): FootholdEvent => {
      const event: FootholdEvent = { id: next, act: id, key, at, what };
      next = nextEventId(next, at, device);
      return event;
    });
    const rows = rowsOf(key, [...history, ...events])!;
    await Promise.all([db.events.bulkAdd(events), putRows(db, rows)]);
    return viewOf(key, rows, facts.get(key)?.facts ?? null);
  });
}

const readView = async (db: Database, key: ItemKey, report: Report): Promise<ItemView> =>
  (await readViews(db, [key], report))[0]!;

function refusedBy(verdict: Extract<Verdict, { ok: false }>, view: ItemView): Refused {
  switch (verdict.code) {
    case 'wrong-state':
      return new Refused(verdict.code, { params: [verdict.state], view });
    case 'changed-elsewhere':
      return new Refused(verdict.code, { params: [verdict.text], view });
    case 'bad-instant':
      return new Refused('bad-message');
    case 'no-such-step':
    case 'nothing-to-undo':
      return new Refused(verdict.code, { view });
    case 'too-long':
      return new Refused(verdict.code, {
        params: [String(verdict.length), String(STEP_MAX)],
        cleaned: verdict.cleaned,
      });
    default:
      return new Refused(verdict.code, { cleaned: verdict.cleaned });
  }
}

/** Puts the item and its steps, and removes steps that are no longer there. */
async function putRows(db: Database, { item, steps }: Rows): Promise<void> {
  const there = new Set(steps.map(({ step }) => step.id));
  const removeGone = async () => {
    const stored = await db.steps.where('step.key').equals(item.key).primaryKeys();
    const gone = stored.filter((id) => !there.has(id));
    if (gone.length > 0) await db.steps.bulkDelete(gone);
  };
  await Promise.all([removeGone(), db.steps.bulkPut(steps), db.items.put(item)]);
}

/** The greatest id in the log that is one; null when there is none. */
async function lastEventId(db: Database): Promise<EventId | null> {
  // Ids start with a digit: what is above those is none.
  let above = ':';
  for (;;) {
    const [key] = await db.events.where('id').below(above).reverse().limit(1).primaryKeys();
    if (typeof key !== 'string') return null;
    if (parseEventId(key)) return key;
    above = key;
  }
}

async function deviceOf(db: Database): Promise<string> {
  const known = metaRow.safeParse(await db.meta.get('device'));
  if (known.success) return known.data.value;
  const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
  const value = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % 36]).join('');
  await db.meta.put({ name: 'device', value });
  return value;
}

const PAGE = 5000;

/** Makes `items` and `steps` anew from the events, in one transaction. */
export function rebuild(db: Database, report: Report): Promise<void> {
  return db.transaction('rw', [db.events, db.items, db.steps], async () => {
    await db.items.clear();
    await db.steps.clear();
    let last: [string, string] = ['', ''];
    let read = 0;
    let ofOne: FootholdEvent[] = [];
    for (;;) {
      const page = await db.events.where('[key+id]').above(last).limit(PAGE).toArray();
      read += page.length;
      const done: Rows[] = [];
      for (const event of sound(eventRow, page, 'events', report)) {
        if (ofOne[0] && ofOne[0].key !== event.key) {
          done.push(rowsOf(ofOne[0].key, ofOne)!);
          ofOne = [];
        }
        ofOne.push(event);
      }
      const end = page.at(-1);
      if (!end && ofOne[0]) done.push(rowsOf(ofOne[0].key, ofOne)!);
      await db.items.bulkPut(done.map(({ item }) => item));
      await db.steps.bulkPut(done.flatMap(({ steps }) => steps));
      if (!end) break;
      last = [end.key, end.id];
    }
    const all = await db.events.count();
    if (all > read) report(`events: ${all - read} row(s) of no item skipped`);
  });
}
