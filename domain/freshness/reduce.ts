/**
 * When facts are fresh, in doubt, asked for again, and given up: decided here, for pages and for the background. A pure
 * function from a state and an event to the next state and what is to be done; driver.ts does it.
 */
import { mergeFacts } from '../facts';
import type { ItemKey } from '../key';
import { answerIn, dueTime, hasGaps, type ItemAnswer, judgeFacts, questionOf, readNone } from './item';
import { type FreshnessPolicy, STORAGE_REST_MS } from './policy';
import type { FactsResponse } from './response';
import { initialSource, isIdle, isRetried, nextBatchSize, sourceAfter, waitsUntil } from './source';
import type {
  FreshnessEffect,
  FreshnessEvent,
  FreshnessState,
  ItemState,
  StoredFreshness,
  UnknownReason,
} from './state';

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
): { state: FreshnessState; effects: FreshnessEffect[] } {
  const state = { ...before, items: new Map(before.items) };
  const effect = changeState(state, event, policy);
  // The end of a request plans anew.
  const effects: FreshnessEffect[] = state.request ? [] : [{ type: 'wake', at: wakeTime(state, event.at) }];
  return { state, effects: effect ? [effect, ...effects] : effects };
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
      return state.request ? null : startRequest(state, event, policy);
    case 'answered':
      return state.request && takeAnswer(state, event, policy);
    case 'applied':
      finishRequest(state, event.at, policy);
      return null;
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
  return item?.reason ?? (item?.known.facts?.askedAt == null ? source.trouble : null);
}

/** Items to ask for now. Those that become due within one gathering go along. */
export const dueKeys = ({ items }: FreshnessState, now: number, { gatherMs }: FreshnessPolicy): ItemKey[] =>
  [...items].flatMap(([key, { dueAt }]) => (dueAt !== null && dueAt <= now + gatherMs ? [key] : []));

function wakeTime(state: FreshnessState, now: number): number | null {
  const dues = [...state.items.values()].flatMap(({ dueAt }) => dueAt ?? []);
  if (dues.length === 0 || isIdle(state)) return null;
  const first = dues.reduce((least, due) => Math.min(least, due));
  return Math.max(first, waitsUntil(state.source, now) ?? 0);
}

function considerItems(
  state: FreshnessState,
  { at, items }: Event<'considered'>,
  policy: FreshnessPolicy,
): void {
  const { storageFailedAt: failedAt, request } = state;
  if (failedAt !== null && Math.abs(at - failedAt) < STORAGE_REST_MS) return;
  // What is stored of a source may have changed. It is looked at when it is time to ask.
  if (policy.isStored && !request) state.source = initialSource(policy);
  if (state.source.isOver) return;
  for (const [key, known] of items) {
    const before = state.items.get(key);
    const item: ItemState = {
      ...{ dueAt: null, wasAsked: false, missingAttempts: null, reason: null, ...before },
      known,
      since: before?.dueAt != null ? before.since : at,
      answer: before?.answer ?? answerIn(known, at),
    };
    // Stored answers are looked at when it is time to ask.
    const due = policy.isStored ? at : dueTime(item, at, state.lastActivityAt, policy);
    // The earlier time stays: a page may change its mind while its tracker is given time.
    if (due !== null && !request?.questions.has(key))
      item.dueAt = Math.min(item.dueAt ?? Number.POSITIVE_INFINITY, Math.max(due, at + policy.gatherMs));
    // To the end: what was considered last stays longest.
    state.items.delete(key);
    state.items.set(key, item);
  }
  for (const key of state.items.keys()) if (state.items.size > policy.itemsMost) state.items.delete(key);
}

/** Asks for those due items that miss most, as many as the source takes, if it may be asked now. */
function startRequest(
  state: FreshnessState,
  { at, shown, stored }: Event<'time-passed'>,
  policy: FreshnessPolicy,
): FreshnessEffect | null {
  // What left the page is considered again when it comes back.
  for (const [key, item] of state.items)
    if (shown && !shown.has(key)) state.items.set(key, { ...item, dueAt: null });
  if (stored !== undefined) restoreItems(state, stored, at, policy);
  if (isIdle(state) || waitsUntil(state.source, at) !== null) return null;
  const batch = dueKeys(state, at, policy)
    .filter((key) => !stored || stored.answers.has(key))
    .map((key) => [key, state.items.get(key)!] as const)
    .sort(([, a], [, b]) => Number(hasGaps(b.known.facts ?? {})) - Number(hasGaps(a.known.facts ?? {})))
    .slice(0, nextBatchSize(state.source, at, policy));
  if (batch.length === 0) return null;
  for (const [key, item] of batch) state.items.set(key, { ...item, dueAt: null });
  state.request = { at, questions: new Map(batch.map(([key, { known }]) => [key, questionOf(known)])) };
  return { type: 'ask', items: new Map(batch.map(([key, { known }]) => [key, known.facts])) };
}

function restoreItems(
  state: FreshnessState,
  stored: StoredFreshness | null,
  now: number,
  policy: FreshnessPolicy,
): void {
  if (!stored) {
    state.items.clear();
    return;
  }
  state.source = stored.source;
  for (const [key, answer] of stored.answers) {
    const before = state.items.get(key);
    if (!before) continue;
    const item = { ...before, answer: answer ?? answerIn(before.known, now), wasAsked: answer !== null };
    const dueAt = stored.foreign.includes(key) ? null : dueTime(item, now, state.lastActivityAt, policy);
    if (dueAt === null) state.items.delete(key);
    else state.items.set(key, { ...item, dueAt });
  }
}

function takeAnswer(
  state: FreshnessState,
  { response, at, random }: Event<'answered'>,
  policy: FreshnessPolicy,
): FreshnessEffect {
  const before = { ...state, items: new Map(state.items) };
  const { at: askedAt, questions } = state.request!;
  const answers = readResponse(state, response, policy);
  state.source = sourceAfter(state.source, response, { at, random, size: questions.size }, policy);
  const isAskedAgain = response.ok && isRetried(response.partial, policy);
  for (const [key, { learnt, ...read }] of answers) {
    const item = state.items.get(key);
    if (!item) continue;
    const facts = learnt ? mergeFacts(item.known.facts, learnt) : item.known.facts;
    const dueAt = isAskedAgain && learnt && questions.has(key) ? askedAt : item.dueAt;
    state.items.set(key, { ...item, ...read, dueAt, wasAsked: true, known: { ...item.known, facts } });
  }
  const fault = response.ok ? response.fault : response;
  for (const key of questions.keys()) {
    const item = state.items.get(key);
    if (item && !answers.has(key))
      state.items.set(key, { ...item, dueAt: at, reason: fault?.fault ?? item.reason });
  }
  const moved = response.ok ? response.moved : [];
  const outcome = {
    source: state.source,
    answers: new Map([...answers].map(([key, { answer }]) => [key, answer])),
    moves: moved.filter(({ from }) => questions.has(from)),
    facts: [...answers.values()].flatMap(({ learnt }) => learnt ?? []),
    reasons: new Set([...state.items.keys()].filter((key) => reasonOf(before, key) !== reasonOf(state, key))),
    otherMoves: moved.filter(({ from }) => !questions.has(from)),
  };
  return { type: 'apply', outcome };
}

/** What is said of each item. Left out are those to ask for again because the request ended early. */
function readResponse(
  { items, request, lastActivityAt }: FreshnessState,
  response: FactsResponse,
  policy: FreshnessPolicy,
): Map<ItemKey, ItemAnswer> {
  const answers = new Map<ItemKey, ItemAnswer>();
  if (!response.ok) return answers;
  const { at: askedAt, questions } = request!;
  const asked = (key: ItemKey) => {
    const [item, question] = [items.get(key) ?? null, questions.get(key) ?? null];
    return { item, question, askedAt, lastActivityAt, policy };
  };
  const { facts, moved, absent, broken, unkept = [], doubted = [], partial } = response;
  for (const each of facts)
    answers.set(each.key, judgeFacts(each, doubted.includes(each.key), partial, asked(each.key)));
  for (const key of absent) answers.set(key, readNone('absent', asked(key)));
  for (const key of broken) answers.set(key, readNone('broken', asked(key)));
  for (const key of unkept) answers.set(key, readNone('unkept', asked(key)));
  for (const { from, to } of moved) {
    const read = answers.get(to);
    // A page may still show the old key, which takes along all that the new one answered.
    if (read && questions.has(from))
      answers.set(from, { ...read, learnt: read.learnt && { ...read.learnt, key: from } });
  }
  const isPaused = (response.pauseMs ?? 0) > 0 && answers.size > 0;
  const endedEarly = response.fault || isPaused || (response.isTooMuch && questions.size > 1);
  // An answer that leaves an item out would leave it out again, at once and for ever.
  for (const key of questions.keys())
    if (!endedEarly && !answers.has(key)) answers.set(key, readNone('missing', asked(key)));
  return answers;
}

function finishRequest(state: FreshnessState, now: number, policy: FreshnessPolicy): void {
  for (const key of state.request?.questions.keys() ?? []) {
    const item = state.items.get(key);
    if (!item || item.dueAt !== null) continue;
    const dueAt = dueTime(item, now, state.lastActivityAt, policy);
    // What is stored need not be remembered here.
    if (dueAt === null && policy.isStored) state.items.delete(key);
    else state.items.set(key, { ...item, dueAt: dueAt && Math.max(dueAt, now + policy.gatherMs) });
  }
  state.request = null;
}
