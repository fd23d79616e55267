/**
 * When facts are fresh, in doubt, asked for again, and given up: decided here, for pages and for the background. A pure
 * function from a state and an event to the next state and what is to be done; driver.ts does it.
 */
import { mergeFacts, type SeenFacts } from '../facts';
import type { ItemKey } from '../key';
import { answerIn, dueTime, hasGaps, type ItemAnswer, readFacts, readNone } from './item';
import { type FreshnessPolicy, STORAGE_REST_MS } from './policy';
import type { FactsAnswer } from './response';
import { initialSource, isIdle, nextBatchSize, sourceAfter, waitsUntil } from './source';
import type { FreshnessEffect, FreshnessEvent, FreshnessState, ItemState, UnknownReason } from './state';

type Event<Type extends FreshnessEvent['type']> = Extract<FreshnessEvent, { type: Type }>;

export const initialState = (policy: FreshnessPolicy): FreshnessState => ({
  items: new Map(),
  source: initialSource(policy),
  request: null,
  lastActivityAt: 0,
  storageFailedAt: null,
});

export function reduce(
  before: FreshnessState,
  event: FreshnessEvent,
  policy: FreshnessPolicy,
): { state: FreshnessState; effect: FreshnessEffect | null } {
  const state = { ...before, items: new Map(before.items) };
  return { state, effect: changeState(state, event, policy) };
}

/** Changes the state, which is a copy. */
function changeState(
  state: FreshnessState,
  event: FreshnessEvent,
  policy: FreshnessPolicy,
): FreshnessEffect | null {
  switch (event.type) {
    case 'considered':
      considerItems(state, event, policy);
      return null;
    case 'active':
      state.lastActivityAt = event.at;
      return null;
    case 'time-passed':
      return startRequest(state, event, policy);
    case 'answered':
      return state.request && takeAnswer(state, event, policy);
    case 'storage-failed':
      state.items.clear();
      state.request = null;
      state.storageFailedAt = event.at;
      return null;
  }
}

/** Null: known, or not asked for yet. */
export function reasonOf({ items, source }: FreshnessState, key: ItemKey): UnknownReason | null {
  const item = items.get(key);
  return item?.reason ?? (hasGaps(item?.known.facts ?? {}) ? source.trouble : null);
}

/** Items to ask for now. Those that become due within one gathering go along. */
export const dueKeys = ({ items }: FreshnessState, now: number, { gatherMs }: FreshnessPolicy): ItemKey[] =>
  [...items].flatMap(([key, { dueAt }]) => (dueAt !== null && dueAt <= now + gatherMs ? [key] : []));

/** When time is to have passed; null: nothing is waited for. */
export function wakeTime({ items, source, lastActivityAt }: FreshnessState, now: number): number | null {
  const dues = [...items.values()].flatMap(({ dueAt }) => dueAt ?? []);
  if (dues.length === 0 || isIdle(source, lastActivityAt)) return null;
  const first = dues.reduce((least, due) => Math.min(least, due));
  return Math.max(first, waitsUntil(source, now) ?? 0);
}

function considerItems(
  state: FreshnessState,
  { at, items }: Event<'considered'>,
  policy: FreshnessPolicy,
): void {
  const { storageFailedAt: failedAt } = state;
  if (failedAt !== null && Math.abs(at - failedAt) < STORAGE_REST_MS) return;
  // What is stored of a source may have changed. It is looked at when it is time to ask.
  if (policy.isStored && !state.request) state.source = initialSource(policy);
  for (const [key, known] of items) {
    const before = state.items.get(key);
    const item: ItemState = {
      ...{ dueAt: null, missingAttempts: null, reason: null, ...before },
      known,
      since: before?.dueAt != null ? before.since : at,
      answer: before?.answer ?? answerIn(known),
    };
    // Stored answers are looked at when it is time to ask.
    const due = policy.isStored ? at : dueTime(item, at, state.lastActivityAt, policy);
    // The earlier time stays: it is seen then whether there still is a need.
    if (due !== null)
      item.dueAt = Math.min(item.dueAt ?? due + policy.gatherMs, Math.max(due, at + policy.gatherMs));
    // To the end: what was considered last stays longest.
    state.items.delete(key);
    state.items.set(key, item);
  }
  for (const key of state.items.keys()) if (state.items.size > policy.itemsMost) state.items.delete(key);
}

/** Asks for those due items that miss most, as many as the source takes, if it may be asked now. */
function startRequest(
  state: FreshnessState,
  { at, keys, askable, stored }: Event<'time-passed'>,
  policy: FreshnessPolicy,
): FreshnessEffect | null {
  if (stored) state.source = stored.source;
  const due: [ItemKey, ItemState][] = [];
  for (const key of keys) {
    const before = state.items.get(key);
    if (!before) continue;
    const answer = stored ? (stored.answers.get(key) ?? answerIn(before.known)) : before.answer;
    const item = { ...before, answer };
    item.dueAt = askable.has(key) ? dueTime(item, at, state.lastActivityAt, policy) : null;
    state.items.set(key, item);
    if (item.dueAt !== null && item.dueAt <= at + policy.gatherMs) due.push([key, item]);
  }
  if (isIdle(state.source, state.lastActivityAt) || waitsUntil(state.source, at) !== null) return null;
  const batch = due
    .sort(([, a], [, b]) => Number(hasGaps(b.known.facts ?? {})) - Number(hasGaps(a.known.facts ?? {})))
    .slice(0, nextBatchSize(state.source, at, policy));
  if (batch.length === 0) return null;
  for (const [key, item] of batch) state.items.set(key, { ...item, dueAt: null });
  const items = new Map(batch.map(([key, { known }]) => [key, known]));
  state.request = { at, items };
  return { type: 'ask', items };
}

function takeAnswer(
  state: FreshnessState,
  { response, at, random }: Event<'answered'>,
  policy: FreshnessPolicy,
): FreshnessEffect {
  const before = { ...state, items: new Map(state.items) };
  const asked = state.request!.items;
  const all: FactsAnswer = response.ok
    ? response
    : { ok: true, facts: [], moved: [], none: new Map(), partial: null, fault: response };
  const answers = readAnswer(state, all, policy);
  state.source = sourceAfter(state.source, all, { at, random, size: asked.size });
  state.request = null;
  for (const [key, { learnt, ...read }] of answers) {
    const item = state.items.get(key);
    if (!item) continue;
    const facts = learnt ? mergeFacts(item.known.facts, learnt) : item.known.facts;
    const next = { ...item, ...read, known: { ...item.known, facts } };
    if (asked.has(key)) next.dueAt = dueTime(next, at, state.lastActivityAt, policy);
    state.items.set(key, next);
  }
  for (const key of asked.keys()) {
    const item = state.items.get(key);
    if (item && !answers.has(key)) state.items.set(key, { ...item, dueAt: at });
  }
  const outcome = {
    source: state.source,
    answers: new Map([...answers].map(([key, { answer }]) => [key, answer])),
    facts: [...answers.values()].flatMap(({ learnt }) => learnt ?? []),
    moves: all.moved,
    reasons: new Set([...state.items.keys()].filter((key) => reasonOf(before, key) !== reasonOf(state, key))),
  };
  return { type: 'apply', outcome };
}

/** What is said of each item. Left out are those to ask for again because the request ended early. */
function readAnswer(
  { items, request, lastActivityAt }: FreshnessState,
  { facts, moved, none, partial, fault, isTooMuch, pauseMs }: FactsAnswer,
  policy: FreshnessPolicy,
): Map<ItemKey, ItemAnswer> {
  const { at: askedAt, items: asked } = request!;
  const askedItem = (key: ItemKey) => {
    const [item, before] = [items.get(key) ?? null, asked.get(key) ?? null];
    return { item, before, askedAt, lastActivityAt, policy };
  };
  const answers = new Map<ItemKey, ItemAnswer>();
  const read = (each: SeenFacts) => answers.set(each.key, readFacts(each, partial, askedItem(each.key)));
  for (const each of facts) read(each);
  for (const [key, why] of none) answers.set(key, readNone(why, askedItem(key)));
  for (const { from, to } of moved) {
    const found = facts.find(({ key }) => key === to);
    // A page may still show the old key, of which the same holds.
    if (found && asked.has(from)) read({ ...found, key: from });
  }
  // As far as anyone can tell the source stumbles over the one item: the others go on without it.
  const isLoneCause = asked.size === 1 && fault?.fault === 'not-understood';
  const endedEarly = fault || (pauseMs && answers.size > 0) || (isTooMuch && asked.size > 1);
  // An answer that leaves an item out would leave it out again, at once and for ever.
  for (const key of asked.keys())
    if ((!endedEarly || isLoneCause) && !answers.has(key))
      answers.set(key, readNone('broken', askedItem(key)));
  return answers;
}
