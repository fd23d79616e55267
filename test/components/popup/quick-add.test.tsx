// @vitest-environment jsdom
/** Quick-add: the step goes to the item that is shown, and nowhere else. */
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../../domain/age';
import { asKey } from '../../../domain/key';
import { START, TAB, world } from '../../unit/storage/world';
import { text } from '../messages';
import { fill, untilFocused, untilText, valueIn } from '../page';
import {
  button,
  field,
  GITHUB,
  line,
  list,
  onStep,
  openPopup,
  problem,
  target,
  untilSaid,
} from './open-popup';

const ISSUES = `${GITHUB}/acme/widgets/issues`;
const ISSUE = `${ISSUES}/12`;
const key = (number: number) => asKey(`github.com/acme/widgets#${number}`)!;

/** A background whose pages have shown these items, the last one last. */
async function backgroundThatSaw(...numbers: number[]) {
  const background = world();
  for (const number of numbers) {
    background.clock.now += 1000;
    const seen = [{ key: key(number), title: `Title of ${number}`, createdAt: START - 43 * DAY }];
    await background.ask({ type: 'see', seen }, TAB);
  }
  return background;
}

it('the cursor is in the field at once, and a step goes to the item of the tab', async () => {
  const { user, written } = await openPopup({ at: ISSUE });
  expect(document.activeElement).toBe(field());
  await untilText(target, 'acme/widgets#12');
  await user.keyboard('Open the 401 log{Enter}');
  await untilSaid(text('popupAdded', 'acme/widgets#12'));
  await waitFor(() => expect(valueIn(field())).toBe(''));
  expect(document.activeElement).toBe(field());
  await untilText(() => list('popupHere'), 'Open the 401 log');
  expect(await written()).toEqual(['github.com/acme/widgets#12 Open the 401 log']);
});

it('the cursor is in the field when the popup gets the keyboard, and in no other place of it', async () => {
  await openPopup({ at: ISSUE });
  await untilText(target, 'acme/widgets#12');
  // As Firefox shows a popup that ran before.
  field().blur();
  fireEvent.focus(window);
  expect(document.activeElement).toBe(field());
  const link = target()!.querySelector('a')!;
  link.focus();
  fireEvent.focus(window);
  expect(document.activeElement).toBe(link);
});

it('the item is shown with its title and its ages', async () => {
  await openPopup({ at: ISSUE, background: await backgroundThatSaw(12) });
  await untilText(() => target()?.querySelector('.title'), /^Title of 12$/);
  await untilText(() => target()?.querySelector('.ages'), /opened 43 days/);
});

it('the item has the title its page gives it while nothing else is known of it', async () => {
  await openPopup({ at: ISSUE, report: { item: key(12), title: 'As the page has it' } });
  await untilText(() => target()?.querySelector('.title'), /^As the page has it$/);
  expect(target()?.querySelector('.ages')).toBeNull();
});

describe('a name before the step', () => {
  it.each([
    { at: ISSUE, typed: '#13 Ask Ana', item: 'acme/widgets#13' },
    { at: ISSUES, typed: '#13 Ask Ana', item: 'acme/widgets#13' },
    { at: ISSUES, typed: '#13: Ask Ana', item: 'acme/widgets#13' },
    { at: ISSUE, typed: 'acme/gadgets#7 Ask Ana', item: 'acme/gadgets#7' },
    { at: null, typed: 'Acme/Gadgets#7 Ask Ana', item: 'acme/gadgets#7' },
    {
      at: null,
      typed: 'https://github.com/acme/widgets/pull/16/files?w=1#diff Ask Ana',
      item: 'acme/widgets#16',
    },
    { at: null, typed: 'github.com/acme/widgets/issues/13 Ask Ana', item: 'acme/widgets#13' },
  ])('“$typed” at $at goes to $item', async ({ at, typed, item }) => {
    const { user, written } = await openPopup({ at });
    fill(field(), typed);
    await untilText(target, item);
    await user.keyboard('{Enter}');
    await untilSaid(text('popupAdded', item));
    expect(await written()).toEqual([`github.com/${item} Ask Ana`]);
  });
});

it('Ctrl+Enter also starts the step, as one act that is undone at once', async () => {
  const { user } = await openPopup({ at: ISSUE });
  fill(field(), 'Open the 401 log');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await untilSaid(text('popupAddedStarted', 'acme/widgets#12'));
  await waitFor(() => onStep('actPause', 'Open the 401 log'));
  await user.keyboard('{Control>}z{/Control}');
  await untilSaid(text('actUndone'));
  await waitFor(() => expect(screen.queryByText('Open the 401 log')).toBeNull());
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => onStep('actPause', 'Open the 401 log'));
});

it('a name alone chooses the item; the step comes after it; Esc gives the choice up', async () => {
  const { user } = await openPopup({ at: ISSUE });
  fill(field(), `${ISSUES}/13`);
  await user.keyboard('{Enter}');
  await waitFor(() => expect(valueIn(field())).toBe(''));
  await untilText(target, 'acme/widgets#13');
  await user.keyboard('{Escape}');
  await untilText(target, 'acme/widgets#12');
  fill(field(), '#13');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(valueIn(field())).toBe(''));
  fill(field(), 'Ask Ana');
  await user.keyboard('{Enter}');
  await untilSaid(text('popupAdded', 'acme/widgets#13'));
  // The next one is for the tab's item again.
  await untilText(target, 'acme/widgets#12');
});

describe('is refused in words, and kept:', () => {
  it.each([
    { at: ISSUE, typed: 'https://github.com/acme/widgets/wiki Ask', says: text('popupFaultNoItem') },
    { at: ISSUE, typed: 'https://example.com/acme/x/issues/3 Ask', says: text('popupFaultNoItem') },
    { at: ISSUE, typed: '#0 Ask', says: text('popupFaultBadName', '#0') },
    { at: ISSUE, typed: '#12abc Ask', says: text('popupFaultBadName', '#12abc') },
    { at: null, typed: '#12 Ask', says: text('popupFaultNoRepository', '#12') },
    { at: null, typed: 'Ask Ana', says: text('popupFaultUnnamed') },
    { at: ISSUE, typed: '', says: text('error_empty') },
    { at: ISSUE, typed: ' \u200b ', says: text('error_empty') },
    { at: ISSUE, typed: 'x'.repeat(10_000), says: text('error_too_long', '10,000', '500') },
  ])('“$typed” at $at', async ({ at, typed, says }) => {
    const { user, events } = await openPopup({ at });
    fill(field(), typed);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(problem()?.textContent).toBe(says));
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(valueIn(field())).toBe(typed);
    expect(document.activeElement).toBe(field());
    expect(await events()).toEqual([]);
  });
});

it('hidden characters are taken out for the person to see, and saved only when meant', async () => {
  const { user, events, written } = await openPopup({ at: ISSUE });
  fill(field(), '#13 Ask \u202eanA\u202c now');
  await user.keyboard('{Enter}');
  await untilText(problem, text('popupCleaned'));
  expect(valueIn(field())).toBe('#13 Ask anA now');
  expect(await events()).toEqual([]);
  await user.keyboard('{Enter}');
  await untilSaid(text('popupAdded', 'acme/widgets#13'));
  expect(await written()).toEqual(['github.com/acme/widgets#13 Ask anA now']);
});

it('↓ and ↑ pick from the items seen lately, and the typed step stays', async () => {
  const background = await backgroundThatSaw(14, 13, 12);
  const { user, written } = await openPopup({ at: ISSUE, background });
  await waitFor(() => expect(target()?.querySelector('.ages')).not.toBeNull());
  fill(field(), 'Ask Ana');
  await user.keyboard('{ArrowDown}');
  const options = await screen.findAllByRole('option');
  expect(options.map(({ textContent }) => textContent)).toEqual(
    [12, 13, 14].map((number) => `acme/widgets#${number} Title of ${number}`),
  );
  const [first, wanted, last] = options as [HTMLElement, HTMLElement, HTMLElement];
  expect(field().getAttribute('aria-expanded')).toBe('true');
  expect(first.getAttribute('aria-selected')).toBe('true');
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(last.getAttribute('aria-selected')).toBe('true');
  await user.keyboard('{ArrowUp}');
  expect(wanted.getAttribute('aria-selected')).toBe('true');
  expect(field().getAttribute('aria-activedescendant')).toBe(wanted.id);
  await user.keyboard('{Enter}');
  await untilText(target, 'acme/widgets#13');
  expect(valueIn(field())).toBe('Ask Ana');
  await user.keyboard('{Enter}');
  await untilSaid(text('popupAdded', 'acme/widgets#13'));
  expect(await written()).toEqual(['github.com/acme/widgets#13 Ask Ana']);
});

it('on a tab of no tracker, words find an item; picked, they make room for the step', async () => {
  const { user } = await openPopup({ background: await backgroundThatSaw(12, 13) });
  await screen.findByText(text('popupNowhere'));
  fill(field(), 'Title of 12');
  await waitFor(() =>
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'acme/widgets#12 Title of 12',
    ]),
  );
  await user.keyboard('{ArrowDown}{Enter}');
  await untilText(target, 'acme/widgets#12');
  expect(valueIn(field())).toBe('');
});

it('a choice is given up by its button as well', async () => {
  const { user } = await openPopup({ at: ISSUE });
  fill(field(), '#13');
  await user.keyboard('{Enter}');
  await screen.findByRole('button', { name: text('popupUnpick', 'acme/widgets#13') });
  await user.click(button(text('popupUnpick', 'acme/widgets#13')));
  await untilText(target, 'acme/widgets#12');
  await untilFocused(field);
});

it('asking about an item leaves no trace among those seen lately', async () => {
  const { background } = await openPopup();
  fill(field(), 'acme/widgets#99999 Ask');
  await untilText(target, text('popupNotSeen'));
  expect(await background.store.read((db) => db.facts.toArray())).toEqual([]);
});

it('Enter twice in a hurry is one step', async () => {
  const { written } = await openPopup({ at: ISSUE });
  fill(field(), 'Ask Ana');
  for (let press = 0; press < 2; press += 1) fireEvent.keyDown(field(), { key: 'Enter' });
  await untilSaid(text('popupAdded', 'acme/widgets#12'));
  expect(await written()).toEqual(['github.com/acme/widgets#12 Ask Ana']);
});

it('steps of a newer Foothold are shown, and why nothing can be added is said at the top', async () => {
  const before = world();
  await before.act({ type: 'write', text: 'Ask Ana', start: false }, key(12));
  before.store.close();
  await raiseVersion(before.factory);
  const { user, events } = await openPopup({
    at: ISSUE,
    background: world({ indexedDB: before.factory }),
  });
  await waitFor(() => expect(line('Ask Ana')).not.toBeNull());
  fill(field(), 'One more');
  await user.keyboard('{Enter}');
  const newer = text('error_newer_database');
  await untilText(() => document.querySelector('.notice[role=alert]'), newer);
  await untilText(problem, newer);
  expect(valueIn(field())).toBe('One more');
  expect(await events()).toHaveLength(1);
});

/** What a newer Foothold leaves behind. */
async function raiseVersion(factory: IDBFactory): Promise<void> {
  const [database] = await factory.databases();
  await new Promise<void>((resolve, reject) => {
    const opening = factory.open(database!.name!, database!.version! + 100);
    opening.onerror = reject;
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  });
}
