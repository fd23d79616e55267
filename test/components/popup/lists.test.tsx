// @vitest-environment jsdom
/** The lists: everything can be done from them by keyboard, and the focus is never lost. */
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { asKey } from '../../../domain/key';
import type { Line } from '../../../storage/rpc/protocol';
import { value, world, write } from '../../unit/storage/world';
import { text } from '../messages';
import { fill, untilFocused, untilText, valueIn } from '../page';
import {
  button,
  field,
  GITHUB,
  line,
  lines,
  list,
  onStep,
  openPopup,
  openPopupWith,
  untilLines,
  untilSaid,
} from './open-popup';

const TWO = ['acme/widgets#12 Open the 401 log', 'acme/gadgets#7 Ask Ana'] as const;
const FIRST = 'Open the 401 log';
const key = (number: number) => asKey(`github.com/acme/widgets#${number}`)!;

const hasFocus = (step: string) => line(step)?.contains(document.activeElement) === true;
const rewriteField = () => screen.queryByRole('textbox', { name: text('popupRewriteField') });
const fault = () => document.querySelector('.line-form [role=alert]');

async function stepsOf(background: ReturnType<typeof world>): Promise<Line[]> {
  const { started, next, waiting, snoozed } = value(await background.ask({ type: 'lists' }));
  return [...started, ...next, ...waiting, ...snoozed];
}

it('start, pause, finish, and each of them undone', async () => {
  const { user } = await openPopupWith(...TWO);
  await user.click(onStep('actStart', FIRST));
  await untilText(() => list('actStarted')?.querySelector('.line'), FIRST);
  await untilSaid(text('popupDidStart', FIRST));
  await user.click(button(text('actUndo')));
  await waitFor(() => expect(lines(list('popupNext'))).toHaveLength(2));
  await waitFor(() => button(text('actRedo')));
  await user.click(button(text('actRedo')));
  await waitFor(() => expect(lines(list('actStarted'))).toHaveLength(1));
  await user.click(onStep('actPause', FIRST));
  await untilSaid(text('popupDidPause', FIRST));
  await untilText(() => list('popupNext'), text('popupPausedFor', 'now'));
  expect(lines(list('popupNext'))).toHaveLength(2);
  await user.click(onStep('actFinish', FIRST));
  await waitFor(() => expect(line(FIRST)).toBeNull());
  await untilSaid(text('popupDidFinish', FIRST));
  await user.click(button(text('actUndo')));
  await waitFor(() => expect(line(FIRST)).not.toBeNull());
});

it('by keyboard alone: the focus goes where the line goes, and to its neighbour when it is gone', async () => {
  const { user } = await openPopupWith(...TWO, 'acme/gadgets#8 Read the log');
  await user.tab();
  expect(document.activeElement).toBe(onStep('actStart', FIRST));
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(onStep('actStart', 'Ask Ana'));
  await user.keyboard('s');
  await untilFocused(() => onStep('actPause', 'Ask Ana'));
  await untilText(() => list('actStarted')?.querySelector('.line'), 'Ask Ana');
  await user.keyboard('d');
  await waitFor(() => expect(line('Ask Ana')).toBeNull());
  await untilFocused(() => onStep('actStart', FIRST));
  await untilSaid(text('popupDidFinish', 'Ask Ana'));
  await user.keyboard('u');
  await waitFor(() => expect(line('Ask Ana')).not.toBeNull());
  await untilFocused(() => onStep('actStart', FIRST));
  await user.keyboard('{End}');
  expect(document.activeElement).toBe(onStep('actStart', 'Read the log'));
  await user.keyboard('x');
  await waitFor(() => expect(line('Read the log')).toBeNull());
  await waitFor(() => expect(document.activeElement?.closest('.line')).not.toBeNull());
});

it('when the last line goes, the focus is in quick-add', async () => {
  const { user } = await openPopupWith(TWO[0]);
  await user.tab();
  await user.keyboard('d');
  await untilLines(0);
  await untilFocused(field);
});

it('the arrows reach every button of a line', async () => {
  const { user } = await openPopupWith(TWO[0]);
  await user.tab();
  const reached: (string | undefined)[] = [];
  for (let press = 0; press < 4; press += 1) {
    reached.push((document.activeElement as HTMLElement).dataset.control);
    await user.keyboard('{ArrowRight}');
  }
  expect(reached).toEqual(['toggle', 'item', 'finish', 'more']);
});

it('wait on someone, and no longer', async () => {
  const { user } = await openPopupWith(...TWO);
  await user.tab();
  await user.keyboard('w');
  await user.keyboard('Ana from Design{Enter}');
  await untilText(
    () => list('popupWaiting')?.querySelector('.line'),
    text('popupWaitingOn', 'Ana from Design'),
  );
  await waitFor(() => expect(hasFocus(FIRST)).toBe(true));
  await user.keyboard('w');
  await waitFor(() => expect(list('popupWaiting')).toBeNull());
  await waitFor(() => expect(hasFocus(FIRST)).toBe(true));
});

it('snooze to tomorrow at nine, and wake', async () => {
  const { user, background, events } = await openPopupWith(...TWO);
  await user.tab();
  await user.keyboard('z');
  const tomorrow = await screen.findByRole('button', { name: text('popupSnoozeTomorrow') });
  tomorrow.focus();
  await user.keyboard('{Enter}');
  await untilText(() => list('popupSnoozed')?.querySelector('.line'), FIRST);
  const until = (await events()).map(({ what }) => (what.type === 'snoozed' ? what.until : null));
  const day = new Date(background.clock.now);
  const wanted = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, 9);
  expect(until.find(Boolean)).toBe(wanted.getTime());
  await waitFor(() => expect(hasFocus(FIRST)).toBe(true));
  await user.keyboard('z');
  await waitFor(() => expect(list('popupSnoozed')).toBeNull());
});

it('rewrite: Esc leaves it, Enter saves it, a bad text is refused in words', async () => {
  const { user } = await openPopupWith(...TWO);
  await user.tab();
  await user.keyboard('e');
  expect(document.activeElement).toBe(rewriteField());
  fill(rewriteField()!, 'nothing');
  await user.keyboard('{Escape}');
  expect(rewriteField()).toBeNull();
  await waitFor(() => expect(hasFocus(FIRST)).toBe(true));
  await user.keyboard('e');
  expect(valueIn(rewriteField()!)).toBe(FIRST);
  fill(rewriteField()!, '');
  await user.keyboard('{Enter}');
  await untilText(fault, text('error_empty'));
  fill(rewriteField()!, 'Open the 403 log');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(line('Open the 403 log')).not.toBeNull());
});

it('a step rewritten elsewhere meanwhile: one is told, and one’s text is not lost', async () => {
  const { user, background } = await openPopupWith(TWO[0]);
  await user.tab();
  await user.keyboard('e');
  fill(rewriteField()!, 'Mine');
  const [{ step }] = (await stepsOf(background)) as [Line];
  const theirs = { type: 'rewrite', step: step.id, text: 'Theirs', base: step.revision } as const;
  value(await background.act(theirs, step.key));
  await waitFor(() => expect(line('Theirs')).not.toBeNull());
  await user.keyboard('{Enter}');
  await untilText(fault, text('error_changed_elsewhere', 'Theirs'));
  expect(valueIn(rewriteField()!)).toBe('Mine');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(line('Mine')).not.toBeNull());
  expect((await stepsOf(background)).map((each) => each.step.text)).toEqual(['Mine']);
});

it('what another tab does shows at once', async () => {
  const { background } = await openPopupWith(...TWO);
  const { step } = (await stepsOf(background)).find((each) => each.step.text === 'Ask Ana')!;
  value(await background.act({ type: 'start', step: step.id }, step.key));
  await untilText(() => list('actStarted')?.querySelector('.line'), 'Ask Ana');
});

it('the name of an item opens it in a tab', async () => {
  const { user } = await openPopupWith(TWO[0]);
  await user.click(within(line(FIRST) as HTMLElement).getByRole('link'));
  const url = `${GITHUB}/acme/widgets/issues/12`;
  expect(await fakeBrowser.tabs.query({ url })).toHaveLength(1);
});

it('counts are whole where a list is cut', async () => {
  const { background } = await openPopup();
  for (let number = 1; number <= 33; number += 1)
    value(await background.act(write(`Step ${number}`), key(number)));
  await untilText(() => list('popupNext')?.querySelector('h2'), `${text('popupNext')}33`);
  expect(lines(list('popupNext'))).toHaveLength(30);
  expect(list('popupNext')?.textContent).toContain(text('popupMoreHidden', 3));
});

it('of many lines, those a popup has room for are drawn first, and nothing is said to be hidden', async () => {
  const background = world();
  for (let number = 1; number <= 20; number += 1)
    value(await background.act(write(`Step ${number}`), key(number)));
  const drawn: { lines: number; text: string }[] = [];
  const watch = new MutationObserver(() =>
    drawn.push({ lines: lines().length, text: document.body.textContent }),
  );
  watch.observe(document.body, { childList: true, subtree: true });
  await openPopup({ background });
  await untilLines(20);
  watch.disconnect();
  const first = drawn.find((each) => each.lines > 0);
  expect(first?.lines).toBe(16);
  expect(first?.text).not.toContain(text('popupMoreHidden', 4));
  expect(lines(list('popupNext'))).toHaveLength(20);
});
