// @vitest-environment jsdom
/** Erasing: words are found, asked for once more and gone; everything goes by a typed word. */
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { OTHER, value, write } from '../../unit/storage/world';
import { text } from '../messages';
import { fill, untilFocused, untilText, valueIn } from '../page';
import {
  line,
  onStep,
  openPopup,
  field as quickAdd,
  said as saidInPopup,
  untilLines,
} from '../popup/open-popup';
import { dataWorld } from './data-world';
import { button, openData, said } from './open-data';

const SECRET = 'Try hunter2 on staging';

/** A password, written over since, and another item's step. */
async function filled() {
  const background = dataWorld();
  const { view } = value(await background.act(write(SECRET)));
  const [step] = view.steps;
  const rewritten = {
    type: 'rewrite',
    step: step!.id,
    text: 'Try the new one',
    base: step!.revision,
  } as const;
  value(await background.act(rewritten));
  value(await background.act(write('Ask Ana'), OTHER));
  const words = () => background.dump('events', 'items', 'drafts');
  return { ...background, words };
}

const field = () => screen.getByLabelText(text('wordsField'));
const dialog = () => screen.getByRole('dialog');
const onWords = (name: 'eraseWords' | 'wordsOfItem', what: string) =>
  button(text('detail', text(name), what));

it('words are found where they stood before, asked about once more, and gone for good', async () => {
  const background = await filled();
  const { user } = await openData(background);
  fill(field(), 'hunter2');
  await user.keyboard('{Enter}');
  await untilText(said('wordsName'), text('wordsFound_one', 1));
  screen.getByText('Try the new one');
  expect(screen.queryByText('Ask Ana')).toBeNull();

  await user.click(onWords('eraseWords', 'Try the new one'));
  expect(dialog().textContent).toContain('Try the new one');
  expect(dialog().textContent).toContain(text('eraseCantReach'));
  // The harmless answer is the one that Enter gives.
  expect(document.activeElement?.textContent).toBe(text('eraseKeep'));
  await user.keyboard('{Enter}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(onWords('eraseWords', 'Try the new one'));
  expect(await background.words()).toContain('hunter2');

  await user.keyboard('{Enter}');
  await user.click(within(dialog()).getByRole('button', { name: text('eraseForGood') }));
  await untilText(said('wordsName'), text('eraseDid_other', 2));
  expect(await background.words()).not.toMatch(/hunter2|the new one/);
  expect(await background.words()).toContain('Ask Ana');
  await untilFocused(field);
  await waitFor(() => expect(document.querySelector('.found')?.textContent).toBe(''));
});

it('all words of an item go at once, found by its name', async () => {
  const background = await filled();
  const { user } = await openData(background);
  fill(field(), 'widgets#2');
  await user.keyboard('{Enter}');
  await screen.findByText('Ask Ana');
  await user.click(onWords('wordsOfItem', 'acme/widgets#2'));
  await user.click(within(dialog()).getByRole('button', { name: text('eraseForGood') }));
  await untilText(said('wordsName'), text('eraseDid_one', 1));
  await screen.findByText(text('wordsAreErased'));
  expect(await background.words()).not.toContain('Ask Ana');
  expect(await background.words()).toContain('hunter2');
});

it('nothing found is said, with the words that were looked for', async () => {
  const { user } = await openData(await filled());
  fill(field(), 'hunter3');
  await user.keyboard('{Enter}');
  await untilText(said('wordsName'), text('wordsNone', 'hunter3'));
});

it('everything goes by its word alone', async () => {
  const background = await filled();
  const { user } = await openData(background);
  await user.click(button(text('eraseAllOpen')));
  expect(dialog().textContent).toContain(text('eraseAllCantReach'));
  await user.keyboard('erase{Enter}');
  await untilText(dialog, text('error_wrong_word'));
  await untilFocused(() => within(dialog()).getByRole('textbox'));
  expect(await background.words()).toContain('hunter2');

  await user.clear(within(dialog()).getByRole('textbox'));
  await user.keyboard('ERASE{Enter}');
  await untilText(said('eraseAllName'), text('eraseAllDone'));
  await untilFocused(() => button(text('eraseAllOpen')));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(await background.store.read((db) => db.events.count())).toBe(0);
});

it('in the popup: a step’s words are erased from its line', async () => {
  const background = await filled();
  const { user } = await openPopup({ background });
  await untilLines(2);
  await user.click(onStep('popupMore', 'Try the new one'));
  await user.click(button(text('eraseWords')));
  expect(dialog().textContent).toContain('Try the new one');
  await user.click(within(dialog()).getByRole('button', { name: text('eraseForGood') }));
  await untilText(saidInPopup, text('eraseDid_other', 2));
  await untilLines(1);
  expect(line('Ask Ana')).not.toBeNull();
  expect(await background.words()).not.toContain('hunter2');
  expect(document.activeElement).not.toBe(document.body);
});

it('in the popup: what was typed of them and not saved goes as well', async () => {
  const background = dataWorld();
  value(await background.act(write(SECRET)));
  value(await background.act(write('Ask Ana'), OTHER));
  const { user } = await openPopup({ background });
  await untilLines(2);
  fill(quickAdd(), `#1 ${SECRET} again`);
  const drafts = async () => value(await background.ask({ type: 'drafts', key: null }));
  await waitFor(async () => expect(await drafts()).toHaveLength(1));
  await user.click(onStep('popupMore', SECRET));
  await user.click(button(text('eraseWords')));
  await user.click(within(dialog()).getByRole('button', { name: text('eraseForGood') }));
  await untilText(saidInPopup, text('eraseDid_one', 1));
  expect(valueIn(quickAdd())).toBe('');
  await user.type(quickAdd(), 'more');
  await waitFor(async () => expect((await drafts()).map((draft) => draft.text)).toEqual(['more']));
  expect(await background.dump('events', 'items', 'drafts')).not.toContain('hunter2');
});
