import { describe, expect, it } from 'vitest';
import { type Action, decideAction } from '../../../domain/act';
import { type EventContent, type EventId, type FootholdEvent, nextEventId } from '../../../domain/event';
import { asKey } from '../../../domain/key';

const KEY = asKey('github.com/acme/widgets#1')!;
const FIRST = nextEventId(null, 1000, 'device00');

/** Each content as an act of its own, `act-0`, `act-1`, …; the first one's id is `FIRST`. */
function history(...contents: EventContent[]): FootholdEvent[] {
  let id = FIRST;
  return contents.map((what, i) => {
    const event: FootholdEvent = { id, act: `act-${i}`, key: KEY, at: 1000 + i, what };
    id = nextEventId(id, 1001 + i, 'device00');
    return event;
  });
}
const NEXT = '0000000009999-0000-device00' as EventId;
const MISSING = '0000000000001-0000-device00' as EventId;
const step = FIRST;
const written: EventContent = { type: 'written', text: 'open the log' };
const started: EventContent = { type: 'started', step };
const paused: EventContent = { type: 'paused', step };
const finished: EventContent = { type: 'finished', step, outcome: null };
const dropped: EventContent = { type: 'dropped', step };
const waiting: EventContent = { type: 'waiting', step, on: 'Ana' };

const IN: Record<string, EventContent[]> = {
  written: [written],
  started: [written, started],
  paused: [written, started, paused],
  finished: [written, finished],
  dropped: [written, dropped],
};

describe('what a step’s state allows', () => {
  const asked: [Action, Record<keyof typeof IN, boolean>][] = [
    [
      { type: 'start', step },
      { written: true, started: false, paused: true, finished: false, dropped: false },
    ],
    [
      { type: 'pause', step },
      { written: false, started: true, paused: false, finished: false, dropped: false },
    ],
    [
      { type: 'finish', step, outcome: null },
      { written: true, started: true, paused: true, finished: false, dropped: false },
    ],
    [
      { type: 'finish', step, outcome: 'it was the cache' },
      { written: true, started: true, paused: true, finished: true, dropped: false },
    ],
    [
      { type: 'drop', step },
      { written: true, started: true, paused: true, finished: false, dropped: false },
    ],
    [
      { type: 'wait', step, on: 'Ana' },
      { written: true, started: true, paused: true, finished: false, dropped: false },
    ],
    [
      { type: 'rewrite', step, text: 'new', base: FIRST },
      { written: true, started: true, paused: true, finished: false, dropped: false },
    ],
  ];
  const cases = asked.flatMap(([action, allowed]) =>
    Object.keys(IN).map((state) => ({
      name: `${JSON.stringify(action)} when ${state}`,
      action,
      state,
      ok: allowed[state],
    })),
  );
  it.each(cases)('$name: $ok', ({ action, state, ok }) => {
    const verdict = decideAction(action, KEY, history(...IN[state]!), NEXT);
    if (ok) expect(verdict.ok).toBe(true);
    else expect(verdict).toEqual({ ok: false, code: 'wrong-state', state });
  });
});

describe('what happens', () => {
  it.each<{ name: string; before: EventContent[]; action: Action; happens: EventContent[] }>([
    {
      name: 'writing and starting is one act; the step is named by its writing',
      before: [],
      action: { type: 'write', text: '  open   the log ', start: true },
      happens: [
        { type: 'written', text: 'open the log' },
        { type: 'started', step: NEXT },
      ],
    },
    {
      name: 'writing',
      before: [],
      action: { type: 'write', text: 'a', start: false },
      happens: [{ type: 'written', text: 'a' }],
    },
    {
      name: 'HTML is text',
      before: [],
      action: { type: 'write', text: '<b onclick=x>hi</b>', start: false },
      happens: [{ type: 'written', text: '<b onclick=x>hi</b>' }],
    },
    {
      name: 'an outcome left empty says nothing',
      before: [written],
      action: { type: 'finish', step, outcome: ' ' },
      happens: [finished],
    },
    {
      name: 'a why',
      before: [],
      action: { type: 'why', text: 'sales ask daily' },
      happens: [{ type: 'why', text: 'sales ask daily' }],
    },
    {
      name: 'a why emptied is taken away',
      before: [],
      action: { type: 'why', text: '\n' },
      happens: [{ type: 'why', text: null }],
    },
    { name: 'a wait', before: [written], action: { type: 'wait', step, on: 'Ana' }, happens: [waiting] },
    {
      name: 'the end of a wait',
      before: [written, waiting],
      action: { type: 'wait', step, on: null },
      happens: [{ type: 'waiting', step, on: null }],
    },
    {
      name: 'a move to the end',
      before: [written],
      action: { type: 'move', step, before: null },
      happens: [{ type: 'moved', step, before: null }],
    },
    {
      name: 'a snooze',
      before: [],
      action: { type: 'snooze', until: 5 },
      happens: [{ type: 'snoozed', until: 5 }],
    },
    { name: 'still valid', before: [], action: { type: 'valid' }, happens: [{ type: 'valid' }] },
    {
      name: 'an undo',
      before: [written],
      action: { type: 'undo', act: 'act-0' },
      happens: [{ type: 'undone', act: 'act-0' }],
    },
    {
      name: 'an undo of an undo',
      before: [written, { type: 'undone', act: 'act-0' }],
      action: { type: 'undo', act: 'act-1' },
      happens: [{ type: 'undone', act: 'act-1' }],
    },
  ])('$name', ({ before, action, happens }) => {
    expect(decideAction(action, KEY, history(...before), NEXT)).toEqual({ ok: true, contents: happens });
  });
});

describe('what is refused', () => {
  const rewritten: EventContent = { type: 'rewritten', step, text: 'another text' };
  it.each<{ name: string; before: EventContent[]; action: Action; code: string; more?: object }>([
    {
      name: 'an empty step',
      before: [],
      action: { type: 'write', text: ' \n ', start: false },
      code: 'empty',
    },
    {
      name: 'a step of 10,000 characters',
      before: [],
      action: { type: 'write', text: 'x'.repeat(10_000), start: false },
      code: 'too-long',
      more: { cleaned: 'x'.repeat(500) },
    },
    {
      name: 'a text that reads otherwise than it is',
      before: [],
      action: { type: 'write', text: 'a\u202eb', start: false },
      code: 'hidden-characters',
      more: { cleaned: 'ab' },
    },
    { name: 'waiting on nobody', before: [written], action: { type: 'wait', step, on: '' }, code: 'empty' },
    {
      name: 'a bad outcome',
      before: [written],
      action: { type: 'finish', step, outcome: 'a\u0000b' },
      code: 'hidden-characters',
    },
    {
      name: 'a step of nobody',
      before: [written],
      action: { type: 'start', step: MISSING },
      code: 'no-such-step',
    },
    {
      name: 'a step whose writing was taken back',
      before: [written, { type: 'undone', act: 'act-0' }],
      action: { type: 'start', step },
      code: 'no-such-step',
    },
    {
      name: 'a move before a step of nobody',
      before: [written],
      action: { type: 'move', step, before: MISSING },
      code: 'no-such-step',
    },
    {
      name: 'an edit of a text changed since',
      before: [written, rewritten],
      action: { type: 'rewrite', step, text: 'mine', base: FIRST },
      code: 'changed-elsewhere',
      more: { text: 'another text' },
    },
    {
      name: 'a snooze until no time',
      before: [],
      action: { type: 'snooze', until: Number.NaN },
      code: 'bad-instant',
    },
    {
      name: 'a snooze for ever',
      before: [],
      action: { type: 'snooze', until: Number.POSITIVE_INFINITY },
      code: 'bad-instant',
    },
    {
      name: 'an undo of what never was',
      before: [written],
      action: { type: 'undo', act: 'act-9' },
      code: 'nothing-to-undo',
    },
    {
      name: 'a second undo',
      before: [written, { type: 'undone', act: 'act-0' }],
      action: { type: 'undo', act: 'act-0' },
      code: 'nothing-to-undo',
    },
  ])('$name: $code', ({ before, action, code, more }) => {
    expect(decideAction(action, KEY, history(...before), NEXT)).toMatchObject({ ok: false, code, ...more });
  });

  it('lets an edit through that began before the step was started', () => {
    const verdict = decideAction(
      { type: 'rewrite', step, text: 'mine', base: FIRST },
      KEY,
      history(written, started),
      NEXT,
    );
    expect(verdict).toEqual({ ok: true, contents: [{ type: 'rewritten', step, text: 'mine' }] });
  });
});
