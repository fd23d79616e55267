// @vitest-environment jsdom
/** Nothing typed in the popup is lost: it closes with every click beside it. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../domain/draft';
import { asKey } from '../../../domain/key';
import { value, world, write } from '../../unit/storage/world';
import { text } from '../messages';
import { fill, untilFocused, untilText, valueIn } from '../page';
import { button, field, GITHUB, line, onStep, openPopup, target, untilLines, untilSaid } from './open-popup';

const at = (number: number) => `${GITHUB}/acme/widgets/issues/${number}`;
const key = (number: number) => asKey(`github.com/acme/widgets#${number}`)!;
const rewriteField = () => screen.queryByRole('textbox', { name: text('popupRewriteField') });
const waitField = () => screen.queryByRole('textbox', { name: text('popupWaitField') });
const caretOf = (at: Element) => (at as HTMLInputElement).selectionStart;
const untilValue = (find: () => Element | null, wanted: string) =>
  waitFor(() => expect(find() && valueIn(find()!)).toBe(wanted));

type World = ReturnType<typeof world>;
const draftsOf = async (background: World): Promise<Draft[]> =>
  value(await background.ask({ type: 'drafts', key: null }));
const untilKept = (background: World, ...texts: string[]) =>
  waitFor(async () => expect((await draftsOf(background)).map((draft) => draft.text)).toEqual(texts));
/** The same database in the next worker. */
const nextWorker = ({ factory }: World) => world({ indexedDB: factory });

describe('quick-add', () => {
  it('has its text again in the middle of a word, the caret behind it', async () => {
    const { user, background } = await openPopup({ at: at(12) });
    await untilText(target, 'acme/widgets#12');
    await user.keyboard('ask');
    await untilKept(background, 'ask');
    await user.keyboard(' Sam for the');
    cleanup();
    await untilKept(background, 'ask Sam for the');
    const again = await openPopup({ at: at(12), background });
    await untilValue(field, 'ask Sam for the');
    expect(caretOf(field())).toBe('ask Sam for the'.length);
    expect(document.activeElement).toBe(field());
    await again.user.keyboard(' log{Enter}');
    await untilSaid(text('popupAdded', 'acme/widgets#12'));
    expect(await again.written()).toEqual(['github.com/acme/widgets#12 ask Sam for the log']);
    await untilKept(background);
  });

  it('keeps it through a killed worker', async () => {
    const { user, background } = await openPopup({ at: at(12) });
    await user.keyboard('ask Sam');
    await untilKept(background, 'ask Sam');
    cleanup();
    await openPopup({ at: at(12), background: nextWorker(background) });
    await untilValue(field, 'ask Sam');
  });

  it.each([
    { typed: 'ask Sam', from: at(12), to: at(13), stands: 'ask Sam' },
    { typed: 'ask Sam', from: at(12), to: null, stands: 'ask Sam' },
    { typed: '#14 ask Sam', from: at(13), to: `${GITHUB}/acme/gadgets/issues/1`, stands: 'ask Sam' },
    { typed: '#14 ask Sam', from: at(13), to: at(12), stands: '#14 ask Sam' },
    { typed: 'acme/widgets#14 ask Sam', from: null, to: at(12), stands: 'acme/widgets#14 ask Sam' },
  ])('“$typed” typed at $from is for the same item at $to', async ({ typed, from, to, stands }) => {
    const item = `acme/widgets#${/#(\d+)/.exec(typed)?.[1] ?? 12}`;
    const { background } = await openPopup({ at: from });
    fill(field(), typed);
    await untilText(target, item);
    await waitFor(async () => expect((await draftsOf(background))[0]?.key).toBe(`github.com/${item}`));
    cleanup();
    const { user, written } = await openPopup({ at: to, background });
    await untilValue(field, stands);
    await untilText(target, item);
    await user.keyboard('{Enter}');
    await untilSaid(text('popupAdded', item));
    expect(await written()).toEqual([`github.com/${item} ask Sam`]);
  });

  it('keeps the item that was picked for it', async () => {
    const { user, background } = await openPopup({ at: at(12) });
    fill(field(), '#13');
    await user.keyboard('{Enter}');
    await untilText(target, 'acme/widgets#13');
    await waitFor(() => expect(valueIn(field())).toBe(''));
    await user.keyboard('ask Sam');
    await untilKept(background, 'ask Sam');
    cleanup();
    await openPopup({ at: at(12), background });
    await untilValue(field, 'ask Sam');
    await untilText(target, 'acme/widgets#13');
  });

  it('puts what is typed before the text is there behind it', async () => {
    const background = world();
    await saveDraft(background, { text: 'ask ' });
    await openPopup({ at: at(12), background });
    fill(field(), 'Sam');
    await untilValue(field, 'ask Sam');
    await untilKept(background, 'ask Sam');
  });

  it('adds alone what was typed and sent before the text was there', async () => {
    const background = world();
    await saveDraft(background, { text: 'ask Kim' });
    const { written } = await openPopup({ at: at(12), background });
    fill(field(), 'ask Sam');
    fireEvent.keyDown(field(), { key: 'Enter' });
    await untilSaid(text('popupAdded', 'acme/widgets#12'));
    await untilValue(field, 'ask Kim');
    expect(await written()).toEqual(['github.com/acme/widgets#12 ask Sam']);
    await untilKept(background, 'ask Kim');
  });

  it('keeps it when it could not be added', async () => {
    const { user, background } = await openPopup();
    await user.keyboard('ask Sam{Enter}');
    await waitFor(() => expect(field().getAttribute('aria-invalid')).toBe('true'));
    await untilKept(background, 'ask Sam');
  });

  it('what is typed on while it is added stays, for the item that was picked', async () => {
    const { user, background, written } = await openPopup({ at: at(12) });
    fill(field(), '#13');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(valueIn(field())).toBe(''));
    await user.keyboard('ask Sam{Enter} today');
    await untilSaid(text('popupAdded', 'acme/widgets#13'));
    expect(await written()).toEqual(['github.com/acme/widgets#13 ask Sam']);
    expect(valueIn(field())).toBe('ask Sam today');
    await untilText(target, 'acme/widgets#13');
    await untilKept(background, 'ask Sam today');
  });

  it('Esc gives it up, which can be undone', async () => {
    const { user, background } = await openPopup({ at: at(12) });
    await user.keyboard('ask Sam');
    await untilKept(background, 'ask Sam');
    await user.keyboard('{Escape}');
    expect(valueIn(field())).toBe('');
    await untilSaid(text('popupGaveUp'));
    await untilKept(background);
    await user.keyboard('{Control>}z{/Control}');
    await untilValue(field, 'ask Sam');
    await untilKept(background, 'ask Sam');
  });

  it('says the last of it while the page goes, though what was before is still under way', async () => {
    const background = world();
    const kept: string[] = [];
    const server: World['server'] = {
      ...background.server,
      answer(message, sender) {
        const asked = message as { type: string; draft: Draft };
        if (asked.type !== 'save-draft') return background.server.answer(message, sender);
        kept.push(asked.draft.text);
        return new Promise(() => {});
      },
    };
    const { user } = await openPopup({ at: at(12), background: { ...background, server } });
    await waitFor(() => expect(target()).not.toBeNull());
    await user.keyboard('a');
    await waitFor(() => expect(kept).toEqual(['a']));
    await user.keyboard('sk');
    await untilValue(field, 'ask');
    window.dispatchEvent(new Event('pagehide'));
    expect(kept.at(-1)).toBe('ask');
  });
});

async function saveDraft(background: World, draft: Partial<Draft>): Promise<void> {
  const whole = { id: 'quick-add', key: null, step: null, text: '', base: null, at: background.clock.now };
  value(await background.ask({ type: 'save-draft', draft: { ...whole, ...draft } }));
}

it('of two popups, what is typed in one is not dropped by adding in the other', async () => {
  const first = await openPopup({ at: at(12) });
  await first.user.keyboard('ask Sam');
  await untilKept(first.background, 'ask Sam');
  await openPopup({ at: at(12), background: first.background });
  const fields = () => [...document.querySelectorAll('[role=combobox]')];
  await waitFor(() => expect(fields().map(valueIn)).toEqual(['ask Sam', 'ask Sam']));
  first.background.clock.now += 1000;
  fill(fields()[1]!, 'ask Sam and Kim');
  await untilKept(first.background, 'ask Sam and Kim');
  fill(fields()[0]!, 'ask Sam');
  fireEvent.keyDown(fields()[0]!, { key: 'Enter' });
  await waitFor(() => expect(valueIn(fields()[0]!)).toBe(''));
  expect(await first.written()).toEqual(['github.com/acme/widgets#12 ask Sam']);
  // The worker answers in order: the drop that came before was done by now.
  await untilKept(first.background, 'ask Sam and Kim');
});

describe('below a line', () => {
  const STEP = 'Open the 401 log';
  async function backgroundWith(...steps: string[]): Promise<World> {
    const background = world();
    for (const [place, words] of steps.entries()) value(await background.act(write(words), key(20 + place)));
    return background;
  }
  async function typeBelow(letter: 'e' | 'w', words: string, background: World) {
    const popup = await openPopup({ background });
    await untilLines((await background.store.read((db) => db.events.count())) || 1);
    onStep('actStart', STEP).focus();
    await popup.user.keyboard(`${letter}${letter === 'e' ? '{End}' : ''}`);
    await popup.user.keyboard(words);
    return popup;
  }

  it.each([
    ['e', rewriteField, `${STEP} today`, ' today'],
    ['w', waitField, 'Ana from Des', 'Ana from Des'],
  ] as const)('%s: the text is there again, and goes on', async (letter, find, wanted, typed) => {
    const background = await backgroundWith(STEP);
    await typeBelow(letter, typed, background);
    await untilKept(background, wanted);
    cleanup();
    const again = await openPopup({ background: nextWorker(background) });
    await untilValue(find, wanted);
    await untilFocused(find);
    expect(caretOf(find()!)).toBe(wanted.length);
    expect(line(STEP)?.contains(find())).toBe(true);
    await again.user.keyboard('ign{Enter}');
    await waitFor(() => expect(find()).toBeNull());
    await untilText(() => document.querySelector('.line'), `${wanted}ign`);
    await untilKept(background);
  });

  it.each([
    ['e', rewriteField],
    ['w', waitField],
  ] as const)('%s: Esc gives the text up', async (letter, find) => {
    const background = await backgroundWith(STEP);
    const { user } = await typeBelow(letter, 'Ana', background);
    await waitFor(async () => expect(await draftsOf(background)).toHaveLength(1));
    await user.keyboard('{Escape}');
    expect(find()).toBeNull();
    await untilKept(background);
  });

  it.each([
    ['e', rewriteField, `${STEP}!`],
    ['w', waitField, '!'],
  ] as const)('%s: what is typed while it is saved stays open', async (letter, find, wanted) => {
    const background = await backgroundWith(STEP);
    const { user } = await typeBelow(letter, '!', background);
    await user.keyboard('{Enter}?');
    await untilText(() => document.querySelector('.line'), wanted);
    await untilSaid(letter === 'e' ? text('actSaved') : text('popupDidWait', '!'));
    expect(valueIn(find()!)).toBe(`${wanted}?`);
    await untilKept(background, `${wanted}?`);
  });

  it('another line’s text waits for its line, which says so', async () => {
    const background = await backgroundWith(STEP, 'Ask Ana');
    const { user } = await typeBelow('e', ' today', background);
    await user.click(onStep('popupMore', 'Ask Ana'));
    await untilText(() => line(STEP), text('editorDraft'));
    await untilKept(background, `${STEP} today`);
    onStep('actStart', STEP).focus();
    await user.keyboard('e');
    expect(valueIn(rewriteField()!)).toBe(`${STEP} today`);
  });

  it('a text for a step that was rewritten meanwhile is refused once, with the words there now', async () => {
    const background = await backgroundWith(STEP);
    await typeBelow('e', ' today', background);
    await untilKept(background, `${STEP} today`);
    cleanup();
    const [view] = value(await background.ask({ type: 'see', seen: [{ key: key(20) }] }));
    const { id, revision } = view!.steps[0]!;
    value(await background.act({ type: 'rewrite', step: id, text: 'Another', base: revision }, key(20)));
    const { user } = await openPopup({ background });
    await untilValue(rewriteField, `${STEP} today`);
    await untilFocused(rewriteField);
    await user.keyboard('{Enter}');
    await untilText(() => document.querySelector('.line-form [role=alert]'), 'Another');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(line(`${STEP} today`)).not.toBeNull());
    await untilKept(background);
  });

  it('takes no field away from who types in quick-add already', async () => {
    const background = await backgroundWith(STEP);
    await typeBelow('e', ' today', background);
    await untilKept(background, `${STEP} today`);
    cleanup();
    await openPopup({ background });
    fill(field(), 'ask');
    await untilValue(rewriteField, `${STEP} today`);
    expect(document.activeElement).toBe(field());
  });
});

describe('what was left at the item’s chip', () => {
  const left = { id: `step ${key(12)}`, key: key(12), text: 'ask Sam for' };
  const leftText = () => screen.queryByRole('region', { name: text('editorDraft') });

  it('is offered where the popup is about that item, and taken into quick-add', async () => {
    const background = world();
    await saveDraft(background, left);
    const { user, written } = await openPopup({ at: at(12), background });
    await untilText(leftText, 'ask Sam for');
    await user.click(button(text('popupDraftTake')));
    await untilValue(field, 'ask Sam for');
    expect(document.activeElement).toBe(field());
    expect(leftText()).toBeNull();
    await waitFor(async () =>
      expect((await draftsOf(background)).map(({ id }) => id)).toEqual(['quick-add']),
    );
    await user.keyboard(' it{Enter}');
    await untilSaid(text('popupAdded', 'acme/widgets#12'));
    expect(await written()).toEqual(['github.com/acme/widgets#12 ask Sam for it']);
    await untilKept(background);
  });

  it('is not offered for another item, nor while something is typed', async () => {
    const background = world();
    await saveDraft(background, left);
    await openPopup({ at: at(13), background });
    await untilText(target, 'acme/widgets#13');
    fill(field(), '#12');
    await untilText(target, 'acme/widgets#12');
    expect(leftText()).toBeNull();
    fireEvent.keyDown(field(), { key: 'Enter' });
    await waitFor(() => expect(leftText()).not.toBeNull());
  });

  it('is discarded by its button', async () => {
    const background = world();
    await saveDraft(background, left);
    const { user } = await openPopup({ at: at(12), background });
    await waitFor(() => expect(leftText()).not.toBeNull());
    await user.click(button(text('editorDiscard')));
    expect(leftText()).toBeNull();
    expect(document.activeElement).toBe(field());
    await untilKept(background);
  });

  it('goes on as other words of the step it was made from', async () => {
    const background = world();
    value(await background.act(write('ask Sam'), key(12)));
    const [view] = value(await background.ask({ type: 'see', seen: [{ key: key(12) }] }));
    const { id, revision } = view!.steps[0]!;
    await saveDraft(background, { ...left, step: id, base: { text: 'ask Sam', revision } });
    const { user } = await openPopup({ at: at(12), background });
    await waitFor(() => expect(leftText()).not.toBeNull());
    await waitFor(() => expect(line('ask Sam')).not.toBeNull());
    await user.click(button(text('popupDraftTake')));
    expect(valueIn(rewriteField()!)).toBe('ask Sam for');
    await user.keyboard(' it{Enter}');
    await waitFor(() => expect(line('ask Sam for it')).not.toBeNull());
    await untilKept(background);
  });
});

it('rows that nobody can read are no drafts', async () => {
  const background = world();
  await background.store.write((db) =>
    db.drafts.bulkPut([
      { id: 'quick-add', key: 'no key', text: 12 },
      { id: 'rewrite x', step: null, text: null },
    ] as never),
  );
  const { user, written } = await openPopup({ at: at(12), background });
  await user.keyboard('ask Sam{Enter}');
  await untilSaid(text('popupAdded', 'acme/widgets#12'));
  expect(await written()).toEqual(['github.com/acme/widgets#12 ask Sam']);
});

describe('Enter of an input method', () => {
  /** As a browser does: what nobody holds back sends the form. */
  function press(at: HTMLElement, how: { keyCode: number } | { isComposing: true }): void {
    if (fireEvent.keyDown(at, { key: 'Enter', ...how })) at.closest('form')?.requestSubmit();
  }

  it.each([{ keyCode: 229 }, { isComposing: true as const }])(
    'adds nothing in quick-add: %o',
    async (how) => {
      const { user, written } = await openPopup({ at: at(12) });
      await untilText(target, 'acme/widgets#12');
      fill(field(), '麺');
      press(field(), how);
      fill(field(), '麺屋');
      await user.keyboard('{Enter}');
      await untilSaid(text('popupAdded', 'acme/widgets#12'));
      expect(await written()).toEqual(['github.com/acme/widgets#12 麺屋']);
    },
  );

  it.each([
    ['e', rewriteField],
    ['w', waitField],
  ] as const)('%s: saves nothing below a line, and its own Enter does', async (letter, find) => {
    const background = world();
    value(await background.act(write('ask Sam'), key(12)));
    const { user, events } = await openPopup({ background });
    await untilLines(1);
    onStep('actStart', 'ask Sam').focus();
    await user.keyboard(letter);
    fill(find()!, '麺');
    press(find()!, { keyCode: 229 });
    press(find()!, { isComposing: true });
    fill(find()!, '麺屋');
    await user.keyboard('{Enter}');
    await untilText(() => document.querySelector('.line'), '麺屋');
    expect(await events()).toHaveLength(2);
  });
});
