/**
 * The log is the truth: `events` is append-only, `items` are its fold. Both are written in one
 * transaction, or neither.
 */
import { type Action, decideAction, type Verdict } from '../domain/act';
import { type ActId, type EventId, type FootholdEvent, nextEventId, parseEventId } from '../domain/event';
import type { ItemKey } from '../domain/key';
import { type ItemGroup, itemGroups } from '../domain/moves';
import { STEP_MAX } from '../domain/step-text';
import type { Database } from './database';
import { draftsWithText } from './drafts';
import { rowsOf } from './item-rows';
import { Refused } from './refused';
import type { ItemView } from './rpc/protocol';
import { deviceRow, type Warn } from './schema';
import { readErased, readFacts, readHistory, readViews, viewOf } from './views';

export interface RequestedAct {
  id: ActId;
  key: ItemKey;
  action: Action;
}

export interface LogOptions {
  /** Wall clock, epoch ms. */
  now: () => number;
  warn: Warn;
}

/**
 * Does what is asked for, once: an act whose id is in the log already is only answered.
 * @returns the item after it: first by the key it was asked for, then by its others
 * @throws Refused
 */
export function append(
  db: Database,
  { id, key, action }: RequestedAct,
  { now, warn }: LogOptions,
): Promise<[ItemView, ...ItemView[]]> {
  return db.transaction('rw', [db.events, db.items, db.facts, db.meta, db.drafts], async () => {
    const isText = action.type === 'write' || action.type === 'rewrite';
    const [[before], last, device, { group, events: history }, known, drafts] = await Promise.all([
      db.events.where('act').equals(id).limit(1).toArray(),
      lastEventId(db),
      deviceOf(db),
      readHistory(db, key, warn),
      readFacts(db, [key], warn),
      isText ? draftsWithText(db, key, action.text) : [],
    ]);
    const { head, keys } = group;
    if (before) {
      // An act is of one item; another key means the id was not made for this one.
      if (!keys.includes(before.key)) throw new Refused('bad-message');
      return readAll(db, key, keys, warn);
    }
    const at = now();
    const first = nextEventId(last, at, device);
    const verdict = decideAction(action, head, history, first);
    if (!verdict.ok) throw refusalOf(verdict, (await readViews(db, [key], warn))[0]!);

    let next = first;
    const events = verdict.contents.map((what): FootholdEvent => {
      const event: FootholdEvent = { id: next, act: id, key: head, at, what };
      next = nextEventId(next, at, device);
      return event;
    });
    const facts = (head === key ? known : await readFacts(db, [head], warn)).get(head)?.facts ?? null;
    const { item, moved } = rowsOf(group, [...history, ...events])!;
    // What an act saved is no draft any more: the page that would say so may be gone before it is heard. It goes first:
    // nothing is on its way then when the last write fills the disk, which would fail for a reason that isn't its own.
    if (drafts.length > 0) await db.drafts.bulkDelete(drafts);
    await Promise.all([db.events.bulkAdd(events), db.items.bulkPut([item, ...moved])]);
    return [viewOf(key, item, facts), ...others(key, keys).map((each) => viewOf(each, item, facts))];
  });
}

/**
 * The tracker calls the item by another key now: what was done under the old one stands there from now on. Told
 * again it changes nothing; told of an item nobody ever did anything to, it leaves the log alone.
 * @returns the item, first by its new key; by its old one only where anything was done under it
 */
export function moveItem(
  db: Database,
  { from, to }: { from: ItemKey; to: ItemKey },
  { now, warn }: LogOptions,
): Promise<[ItemView, ...ItemView[]]> {
  return db.transaction('rw', [db.events, db.items, db.facts, db.meta], async () => {
    if (from === to) throw new Refused('bad-message');
    const [old, known] = await Promise.all([readHistory(db, from, warn), readHistory(db, to, warn)]);
    if (old.group.head === to) return readAll(db, to, old.group.keys, warn);
    if (old.events.length === 0) {
      const { head, keys } = known.group;
      await moveFacts(db, { head, keys: [...keys, from] });
      return readAll(db, to, keys, warn);
    }
    const at = now();
    const [last, device] = await Promise.all([lastEventId(db), deviceOf(db)]);
    const id = nextEventId(last, at, device);
    const event: FootholdEvent = { id, act: id, key: to, at, what: { type: 'moved-from', from } };
    // Both histories are one and the same where it was moved before.
    const one = known.group.keys.includes(from);
    const events = [...old.events, ...(one ? [] : known.events), event];
    const group = itemGroups(events).get(to)!;
    const { item, moved } = rowsOf(group, events)!;
    await Promise.all([db.events.add(event), db.items.bulkPut([item, ...moved]), moveFacts(db, group)]);
    return readAll(db, to, group.keys, warn);
  });
}

/** What pages said of the item is kept once, under the key it goes by. */
export async function moveFacts(db: Database, { head, keys }: ItemGroup): Promise<void> {
  const gone = others(head, keys);
  const [known, ...stored] = await db.facts.bulkGet([head, ...gone]);
  const latest = stored.filter((row) => row !== undefined).sort((a, b) => b.seenAt - a.seenAt)[0];
  if (!known && latest?.facts)
    await db.facts.put({ ...latest, key: head, facts: { ...latest.facts, key: head } });
  await db.facts.bulkDelete(gone);
}

const others = (key: ItemKey, keys: readonly ItemKey[]) => keys.filter((each) => each !== key);

const readAll = async (db: Database, key: ItemKey, keys: readonly ItemKey[], warn: Warn) =>
  (await readViews(db, [key, ...others(key, keys)], warn)) as [ItemView, ...ItemView[]];

function refusalOf(verdict: Extract<Verdict, { ok: false }>, view: ItemView): Refused {
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

/** The greatest id that there is or was before everything was erased; null when there is none. */
export async function lastEventId(db: Database): Promise<EventId | null> {
  const [logged, erased] = await Promise.all([lastLogged(db), readErased(db)]);
  return logged !== null && (erased === null || logged > erased) ? logged : erased;
}

/** The greatest id in the log that is one; null when there is none. */
async function lastLogged(db: Database): Promise<EventId | null> {
  // Ids start with a digit: what is above those is none.
  let above = ':';
  for (;;) {
    const [key] = await db.events.where('id').below(above).reverse().limit(1).primaryKeys();
    if (typeof key !== 'string') return null;
    if (parseEventId(key)) return key;
    above = key;
  }
}

export async function deviceOf(db: Database): Promise<string> {
  const known = deviceRow.safeParse(await db.meta.get('device'));
  if (known.success) return known.data.value;
  const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
  const value = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % 36]).join('');
  await db.meta.put({ name: 'device', value });
  return value;
}
