import { describe, expect, it } from 'vitest';
import { type Doing, decide, type Verdict } from '../../../domain/act';
import { type EventId, type FootholdEvent, type Happening, nextEventId } from '../../../domain/event';
import { asKey } from '../../../domain/key';

const key = asKey('github.com/acme/widgets#12')!;
const e = (n: number): EventId => nextEventId(null, n, 'dev1ce00');
const A = e(1);
const B = e(2);
const NEXT = e(100);

/** Step A was written first, B second; then what is given, each an act of its own: `a1`, `a2`, … */
const after = (...more: Happening[]): FootholdEvent[] =>
  [{ type: 'written', text: 'one' } as const, { type: 'written', text: 'two' } as const, ...more].map(
    (what, n) => ({ id: e(n + 1), act: `a${n + 1}`, key, at: n, what }),
  );
const judged = (doing: Doing, ...more: Happening[]): Verdict => decide(doing, key, after(...more), NEXT);

const started: Happening = { type: 'started', step: A };
const paused: Happening = { type: 'paused', step: A };
const finished: Happening = { type: 'finished', step: A, outcome: null };
const dropped: Happening = { type: 'dropped', step: A };
const rewritten: Happening = { type: 'rewritten', step: A, text: 'uno' };
const undone = (act: string): Happening => ({ type: 'undone', act });

describe('can be done', () => {
  it.each<[string, Doing, Happening[], Happening[]]>([
    ['write', { type: 'write', text: ' a\nb ', start: false }, [], [{ type: 'written', text: 'a b' }]],
    [
      'write and start, as one',
      { type: 'write', text: 'a', start: true },
      [],
      [
        { type: 'written', text: 'a' },
        { type: 'started', step: NEXT },
      ],
    ],
    ['start', { type: 'start', step: A }, [], [started]],
    ['start a paused step', { type: 'start', step: A }, [started, paused], [started]],
    ['start what waits', { type: 'start', step: A }, [{ type: 'waiting', step: A, on: 'ann' }], [started]],
    ['pause', { type: 'pause', step: A }, [started], [paused]],
    ['finish', { type: 'finish', step: A, outcome: null }, [started], [finished]],
    ['finish, never started', { type: 'finish', step: A, outcome: null }, [], [finished]],
    ['finish, with nothing taught', { type: 'finish', step: A, outcome: ' \n' }, [started], [finished]],
    [
      'say later what finishing taught',
      { type: 'finish', step: A, outcome: ' x ' },
      [finished],
      [{ type: 'finished', step: A, outcome: 'x' }],
    ],
    ['drop', { type: 'drop', step: A }, [paused], [dropped]],
    ['wait', { type: 'wait', step: A, on: ' ann ' }, [], [{ type: 'waiting', step: A, on: 'ann' }]],
    ['wait no more', { type: 'wait', step: A, on: null }, [], [{ type: 'waiting', step: A, on: null }]],
    ['move', { type: 'move', step: B, before: A }, [], [{ type: 'moved', step: B, before: A }]],
    [
      'move to the end',
      { type: 'move', step: A, before: null },
      [],
      [{ type: 'moved', step: A, before: null }],
    ],
    [
      'move a finished step',
      { type: 'move', step: A, before: null },
      [finished],
      [{ type: 'moved', step: A, before: null }],
    ],
    ['rewrite', { type: 'rewrite', step: A, text: ' uno ', base: A }, [], [rewritten]],
    [
      'rewrite what was started meanwhile',
      { type: 'rewrite', step: A, text: 'uno', base: A },
      [started],
      [rewritten],
    ],
    [
      'rewrite from the latest text',
      { type: 'rewrite', step: A, text: 'uno', base: e(3) },
      [{ ...rewritten, text: 'x' }],
      [rewritten],
    ],
    [
      'rewrite what was rewritten and taken back',
      { type: 'rewrite', step: A, text: 'uno', base: A },
      [rewritten, undone('a3')],
      [rewritten],
    ],
    ['why', { type: 'why', text: ' x ' }, [], [{ type: 'why', text: 'x' }]],
    ['no why', { type: 'why', text: ' ' }, [], [{ type: 'why', text: null }]],
    ['snooze', { type: 'snooze', until: 5 }, [], [{ type: 'snoozed', until: 5 }]],
    ['wake', { type: 'snooze', until: null }, [], [{ type: 'snoozed', until: null }]],
    ['still valid', { type: 'valid' }, [], [{ type: 'valid' }]],
    ['undo', { type: 'undo', act: 'a1' }, [], [undone('a1')]],
    ['undo an undo', { type: 'undo', act: 'a4' }, [started, undone('a3')], [undone('a4')]],
    [
      'undo what was brought back',
      { type: 'undo', act: 'a3' },
      [started, undone('a3'), undone('a4')],
      [undone('a3')],
    ],
  ])('%s', (_, doing, history, happenings) => {
    expect(judged(doing, ...history)).toEqual({ ok: true, happenings });
  });
});

describe('cannot be done', () => {
  const wrong = (state: string) => ({ ok: false, code: 'wrong-state', state });
  const none = { ok: false, code: 'no-such-step' };
  const nothing = { ok: false, code: 'nothing-to-undo' };
  it.each<[string, Doing, Happening[], object]>([
    ['write nothing', { type: 'write', text: ' ', start: true }, [], { code: 'empty', cleaned: '' }],
    [
      'write too much',
      { type: 'write', text: 'a'.repeat(10_000), start: false },
      [],
      { code: 'too-long', length: 10_000, cleaned: 'a'.repeat(500) },
    ],
    [
      'write what is hidden',
      { type: 'write', text: 'a\u202eb', start: false },
      [],
      { code: 'hidden-characters', cleaned: 'ab' },
    ],
    ['why, hidden', { type: 'why', text: 'a\u0000' }, [], { code: 'hidden-characters', cleaned: 'a' }],
    ['outcome, hidden', { type: 'finish', step: A, outcome: 'a\u0000' }, [], { code: 'hidden-characters' }],
    ['wait on nobody named', { type: 'wait', step: A, on: '' }, [], { code: 'empty' }],
    ['start twice', { type: 'start', step: A }, [started], wrong('started')],
    ['start what is finished', { type: 'start', step: A }, [finished], wrong('finished')],
    ['start what is dropped', { type: 'start', step: A }, [dropped], wrong('dropped')],
    ['pause what does not run', { type: 'pause', step: A }, [], wrong('written')],
    ['pause twice', { type: 'pause', step: A }, [started, paused], wrong('paused')],
    ['finish twice', { type: 'finish', step: A, outcome: null }, [finished], wrong('finished')],
    ['finish what is dropped', { type: 'finish', step: A, outcome: 'x' }, [dropped], wrong('dropped')],
    ['drop what is finished', { type: 'drop', step: A }, [finished], wrong('finished')],
    ['wait with what is finished', { type: 'wait', step: A, on: 'ann' }, [finished], wrong('finished')],
    [
      'rewrite what is finished',
      { type: 'rewrite', step: A, text: 'x', base: A },
      [finished],
      wrong('finished'),
    ],
    [
      'rewrite an old text',
      { type: 'rewrite', step: A, text: 'x', base: A },
      [rewritten],
      { code: 'changed-elsewhere', text: 'uno' },
    ],
    ['rewrite with nothing', { type: 'rewrite', step: A, text: '', base: A }, [], { code: 'empty' }],
    ['start what nobody wrote', { type: 'start', step: e(99) }, [], none],
    ['start what was taken back', { type: 'start', step: A }, [undone('a1')], none],
    ['move before what nobody wrote', { type: 'move', step: A, before: e(99) }, [], none],
    ['snooze until no instant', { type: 'snooze', until: Number.NaN }, [], { code: 'bad-instant' }],
    ['snooze until the end of time', { type: 'snooze', until: Infinity }, [], { code: 'bad-instant' }],
    ['undo what nobody did', { type: 'undo', act: 'nobody' }, [], nothing],
    ['undo twice', { type: 'undo', act: 'a3' }, [started, undone('a3')], nothing],
    [
      'undo an undo that was undone',
      { type: 'undo', act: 'a4' },
      [started, undone('a3'), undone('a4')],
      nothing,
    ],
  ])('%s', (_, doing, history, refusal) => {
    expect(judged(doing, ...history)).toMatchObject({ ok: false, ...refusal });
  });
});
