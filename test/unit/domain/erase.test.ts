import { describe, expect, it } from 'vitest';
import { decideAction } from '../../../domain/act';
import { createEraser, wordsIn } from '../../../domain/erase';
import { type EventContent, type FootholdEvent, nextEventId } from '../../../domain/event';
import { fold } from '../../../domain/fold';
import { asKey } from '../../../domain/key';

const KEY = asKey('github.com/acme/widgets#1')!;
const MOVED = asKey('github.com/acme/gadgets#9')!;
const e = (n: number) => nextEventId(null, n, 'dev1ce00');
const event = (n: number, what: EventContent, key = KEY): FootholdEvent => ({
  id: e(n),
  act: `act-${n}-of-it`,
  key,
  at: n,
  what,
});
const words = (events: FootholdEvent[]) => events.map(createEraser(events).empty).flatMap(wordsIn);

const HISTORY = [
  event(1, { type: 'written', text: 'secret' }),
  event(2, { type: 'rewritten', step: e(1), text: 'secret too' }),
  event(3, { type: 'waiting', step: e(1), on: 'who knows it' }),
  event(4, { type: 'finished', step: e(1), outcome: 'it was secret' }),
  event(5, { type: 'why', text: 'because' }),
  event(6, { type: 'written', text: 'fine' }),
];
const ofStep = event(7, { type: 'erased', step: e(1), keys: [KEY] });
const ofItem = event(7, { type: 'erased', step: null, keys: [KEY] });

describe('words', () => {
  it.each<[string, FootholdEvent[], string[]]>([
    ['of a step', [ofStep], ['', '', '', 'because', 'fine']],
    ['of an item', [ofItem], ['', '', '', '']],
    [
      'of a step that is not there',
      [event(7, { type: 'erased', step: e(99), keys: [KEY] })],
      ['secret', 'secret too', 'who knows it', 'it was secret', 'because', 'fine'],
    ],
  ])('%s', (_, erased, left) => {
    const events = [...HISTORY, ...erased];
    expect(words(events)).toEqual(left);
    // In whatever order they come, and emptied already.
    const emptied = events.map(createEraser(events).empty);
    expect(emptied.map(createEraser(emptied).empty)).toEqual(emptied);
    const reversed = [...events].reverse();
    expect(reversed.map(createEraser(reversed).empty).reverse()).toEqual(emptied);
  });

  it('that come later: of an erased step they go too, of an item only those of its steps', () => {
    const rewritten = event(9, { type: 'rewritten', step: e(1), text: 'secret again' }, MOVED);
    const why = event(10, { type: 'why', text: 'another reason' });
    const next = event(11, { type: 'written', text: 'a new step' });
    for (const erased of [ofStep, ofItem]) {
      const said = words([...HISTORY, erased, rewritten, why, next]);
      expect(said).not.toContain('secret again');
      expect(said).toEqual(expect.arrayContaining(['another reason', 'a new step']));
    }
  });

  it('of an item that was joined later stay: only the keys it went by are erased', () => {
    const other = event(2, { type: 'written', text: 'of another item' }, MOVED);
    const moved = event(8, { type: 'moved-from', from: KEY }, MOVED);
    expect(words([...HISTORY, other, ofItem, moved])).toContain('of another item');
  });

  it('go with the further fields of a newer version left as they are', () => {
    const more = { ...HISTORY[0]!, by: 'a newer one', what: { ...HISTORY[0]!.what, size: 3 } };
    expect(createEraser([more, ofStep]).empty(more)).toEqual({ ...more, what: { ...more.what, text: '' } });
  });
});

describe('an erased step', () => {
  it('is said to be, has no words, and is nobody’s next step', () => {
    const { item, steps } = fold(KEY, [
      ...HISTORY.slice(0, 3),
      event(6, { type: 'started', step: e(1) }),
      ofStep,
    ])!;
    expect(item.nextStep).toBeNull();
    expect(steps[0]).toMatchObject({ erased: true, text: '', state: 'dropped', closedAt: 7, ranMs: 1 });
  });

  it('stays finished, and keeps its times', () => {
    const [step] = fold(KEY, [...HISTORY, ofStep])!.steps;
    expect(step).toMatchObject({ erased: true, state: 'finished', closedAt: 4, outcome: null });
    expect(fold(KEY, [...HISTORY, ofStep])!.item).toMatchObject({ why: 'because', nextStep: e(6) });
    expect(fold(KEY, [...HISTORY, ofItem])!.item).toMatchObject({ why: null, nextStep: null });
  });

  it('is never taken back, and nothing is done to it any more', () => {
    const events = [...HISTORY, ofStep];
    const undo = decideAction({ type: 'undo', act: ofStep.act }, KEY, events, e(20));
    expect(undo).toEqual({ ok: false, code: 'nothing-to-undo' });
    // Nor by an undo that came from elsewhere.
    const forged = [...events, event(9, { type: 'undone', act: ofStep.act })];
    expect(fold(KEY, forged)!.steps[0]).toMatchObject({ erased: true, text: '' });
    const finish = { type: 'finish', step: e(1), outcome: 'more words' } as const;
    expect(decideAction(finish, KEY, events, e(20))).toEqual({ ok: false, code: 'no-such-step' });
  });
});
