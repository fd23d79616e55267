// @vitest-environment jsdom
/** The framed page: who is heard, what is shown of which item, and what becomes of every key. */
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { PORT_MESSAGE } from '../../../components/panel/panel-port';
import type { StepId } from '../../../domain/event';
import { eraseWords } from '../../../storage/erase/erase-words';
import { createRun } from '../../../storage/job';
import { newActId } from '../../../storage/rpc/client';
import { KEY, OTHER, value, world, write } from '../../unit/storage/world';
import {
  alert,
  button,
  field,
  givePort,
  keys,
  loadPanel,
  openPanel,
  removePanel,
  tellSize,
  text,
  untilText,
} from './open-panel';

/** A background that knows these steps of the item. */
async function backgroundWith(...steps: string[]) {
  const background = world();
  for (const step of steps) value(await background.act(write(step)));
  return background;
}

describe('what it is for', () => {
  it('is told by its nonce: the item, its next step, and the caret behind it', async () => {
    const { root } = await openPanel({ background: await backgroundWith('call Sam') });
    await untilText('call Sam');
    expect(root.textContent).toContain('acme/widgets#1');
    expect(field().selectionStart).toBe('call Sam'.length);
  });

  it('stays unknown with a wrong nonce: a sentence, and nothing of the item', async () => {
    const panel = await loadPanel({
      background: await backgroundWith('call Sam'),
      nonce: '0'.repeat(32),
    });
    panel.open();
    await waitFor(() => expect(alert()?.textContent).toBe(text('error_wrong_nonce')));
    expect(panel.root.textContent).not.toMatch(/Sam|widgets/);
    await panel.user.type(field(), 'ask Kim{Enter}');
    expect(field().value).toBe('ask Kim');
    expect(await panel.done()).toEqual(['written call Sam']);
    expect(await panel.drafts()).toEqual([]);
  });

  it('is no other item: what becomes of one is not shown', async () => {
    const panel = await openPanel();
    value(await panel.background.act(write('ask Kim'), OTHER));
    value(await panel.background.act(write('call Sam'), KEY));
    await untilText('call Sam');
    expect(panel.root.textContent).not.toContain('Kim');
  });
});

describe('who is heard', () => {
  it('a second port is not', async () => {
    const panel = await openPanel();
    const second = givePort();
    second.send({ type: 'typed', keys: keys('planted'), isLeft: false });
    await panel.user.keyboard('{Escape}');
    await panel.until('close');
    expect(second.heard).toEqual([]);
    expect(field().value).toBe('');
  });

  it('another window than its parent is not, nor one that says something else', async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const strangers: ReturnType<typeof givePort>[] = [];
    const panel = await loadPanel({
      before: () =>
        strangers.push(
          givePort(frame.contentWindow),
          givePort(null),
          givePort(window.parent, { hello: true }),
          givePort(window.parent, PORT_MESSAGE),
        ),
    });
    for (const { send } of strangers) send({ type: 'typed', keys: keys('planted'), isLeft: false });
    panel.send({ type: 'typed', keys: keys('mine'), isLeft: false });
    await untilText('mine');
    expect(strangers.map(({ heard }) => heard)).toEqual([[], [], [], []]);
  });
});

describe('keys that were pressed before its field had the focus', () => {
  it('go behind the text of the step, those typed into it since behind them', async () => {
    const panel = await loadPanel({ background: await backgroundWith('call Sam') });
    panel.send({ type: 'typed', keys: keys(' to'), isLeft: false });
    await untilText(' to');
    await panel.user.type(field(), 'day');
    panel.open();
    await untilText('call Sam today');
    // The last of them arrives when all is known already.
    panel.send({ type: 'typed', keys: keys('-'), isLeft: false });
    await untilText('call Sam to-day');
    await waitFor(async () => expect((await panel.drafts())[0]?.text).toBe('call Sam to-day'));
  });

  it('Backspace among them takes back', async () => {
    const panel = await openPanel({ background: await backgroundWith('call Sam') });
    panel.send({
      type: 'typed',
      isLeft: false,
      keys: [...keys('x'), ...['Backspace', 'Backspace', 'Shift'].map((key) => ({ ...keys('a')[0]!, key }))],
    });
    await untilText('call Sa');
  });

  it.each(['before', 'after'] as const)(
    'Enter among them saves: pressed %s the item is known',
    async (when) => {
      const panel = when === 'before' ? await loadPanel() : await openPanel();
      panel.send({ type: 'typed', keys: keys('call Sam\n'), isLeft: false });
      if (when === 'before') panel.open();
      await panel.until('close');
      expect(await panel.done()).toEqual(['written call Sam']);
      await waitFor(async () => expect(await panel.drafts()).toEqual([]));
    },
  );

  it('Ctrl+Enter among them also starts', async () => {
    const panel = await loadPanel();
    panel.send({
      type: 'typed',
      isLeft: false,
      keys: [...keys('call Sam'), { key: 'Enter', ctrlKey: true, metaKey: false }],
    });
    panel.open();
    await panel.until('close');
    expect(await panel.done()).toEqual(['written call Sam', 'started']);
  });

  it('Enter among them saves no text that was left from before and nobody has seen', async () => {
    const background = world();
    const draft = {
      id: `step ${KEY}`,
      key: KEY,
      step: null,
      text: 'left',
      base: null,
      at: background.clock.now,
    };
    value(await background.ask({ type: 'save-draft', draft }));
    const panel = await loadPanel({ background });
    panel.send({ type: 'typed', keys: keys(' here\n'), isLeft: false });
    panel.open();
    await untilText('left here');
    expect(await panel.done()).toEqual([]);
    await panel.user.type(field(), '{Enter}');
    await panel.until('close');
    expect(await panel.done()).toEqual(['written left here']);
  });
});

describe('Enter', () => {
  it('saves, says what was done, and tells its code', async () => {
    const panel = await openPanel();
    await panel.user.keyboard('call Sam{Enter}');
    expect(await panel.until('close')).toEqual({ type: 'close', code: 'Enter' });
    expect(await panel.until('did')).toMatchObject({ key: KEY, action: write('call Sam') });
    expect(await panel.done()).toEqual(['written call Sam']);
  });

  it('with Ctrl saves and starts: a new step, and one in other words', async () => {
    const panel = await openPanel({ background: await backgroundWith('call Sam') });
    await panel.user.keyboard(' today{Control>}{Enter}{/Control}');
    await panel.until('close');
    expect(await panel.done()).toEqual(['written call Sam', 'rewritten call Sam today', 'started']);
  });

  it('of an input method saves nothing', async () => {
    const panel = await openPanel();
    await panel.user.keyboard('call Sam');
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true }));
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', keyCode: 229, bubbles: true }));
    await panel.user.keyboard('{Escape}');
    expect(await panel.until('close')).toEqual({ type: 'close', code: 'Escape' });
    expect(await panel.done()).toEqual([]);
  });

  it('on nothing typed says so, and closes nothing', async () => {
    const panel = await openPanel();
    await panel.user.keyboard('{Enter}');
    await waitFor(() => expect(alert()?.textContent).toBe(text('error_empty')));
    expect(panel.heard.map(({ type }) => type)).not.toContain('close');
  });

  it('on a step that was rewritten elsewhere shows both texts; again, it saves its own', async () => {
    const panel = await openPanel({ background: await backgroundWith('call Sam') });
    await panel.user.keyboard(' today');
    await rewriteElsewhere(panel.background, 'call Kim');
    await panel.user.keyboard('{Enter}');
    await waitFor(() => expect(alert()?.textContent).toContain('call Kim'));
    expect(field().value).toBe('call Sam today');
    expect((await panel.drafts())[0]?.text).toBe('call Sam today');
    await panel.user.keyboard('{Enter}');
    await panel.until('close');
    expect((await panel.done()).at(-1)).toBe('rewritten call Sam today');
  });

  it('there is a way to take the other text', async () => {
    const panel = await openPanel({ background: await backgroundWith('call Sam') });
    await panel.user.keyboard(' today');
    await rewriteElsewhere(panel.background, 'call Kim');
    await panel.user.keyboard('{Enter}');
    await waitFor(() => button(text('editorTake')));
    await panel.user.click(button(text('editorTake')));
    expect(field().value).toBe('call Kim');
    expect(alert()).toBeNull();
    await waitFor(async () => expect(await panel.drafts()).toEqual([]));
  });

  it('on a text that was saved elsewhere to the letter writes it no second time', async () => {
    const panel = await openPanel({ background: await backgroundWith('call Sam') });
    await panel.user.keyboard('!');
    await rewriteElsewhere(panel.background, 'call Sam!');
    await panel.user.keyboard('{Enter}');
    await panel.until('close');
    expect(await panel.done()).toEqual(['written call Sam', 'rewritten call Sam!']);
  });
});

async function rewriteElsewhere(background: ReturnType<typeof world>, words: string): Promise<void> {
  const [view] = value(await background.ask({ type: 'see', seen: [{ key: KEY }] }));
  const { id, revision } = view!.steps[0]!;
  value(await background.act({ type: 'rewrite', step: id, text: words, base: revision }));
  // The panel's push comes a moment later; what it does to a text that was typed is part of the test.
  await Promise.resolve();
}

describe('its buttons', () => {
  it('another, and back', async () => {
    const panel = await openPanel({ background: await backgroundWith('call Sam') });
    await panel.user.click(button(text('editorAnother')));
    expect(field().value).toBe('');
    expect(document.activeElement).toBe(field());
    await panel.user.click(button(text('editorBack')));
    expect(field().value).toBe('call Sam');
    await panel.user.click(button(text('editorAnother')));
    await panel.user.keyboard('ask Kim{Enter}');
    await panel.until('close');
    expect(await panel.done()).toEqual(['written call Sam', 'written ask Kim']);
  });

  it.each([
    ['actStart', ['started']],
    ['actFinish', ['finished']],
    ['actDrop', ['dropped']],
  ] as const)('%s', async (name, did) => {
    const panel = await openPanel({ background: await backgroundWith('call Sam') });
    await panel.user.click(button(new RegExp(`^\\s*${text(name)}$`)));
    expect(await panel.until('close')).toEqual({ type: 'close', code: null });
    expect((await panel.done()).slice(1)).toEqual([...did]);
  });

  it('pause, of a step that runs', async () => {
    const background = world();
    value(await background.act(write('call Sam', true)));
    const panel = await openPanel({ background });
    await panel.user.click(button(new RegExp(text('actPause'))));
    await panel.until('close');
    expect((await panel.done()).at(-1)).toBe('paused');
  });

  it.each(['actStart', 'actFinish', 'actDrop'] as const)(
    '%s leaves what was typed to be offered',
    async (name) => {
      const panel = await openPanel({ background: await backgroundWith('call Sam') });
      await panel.user.keyboard(' and Kim');
      await panel.user.click(button(new RegExp(`^\\s*${text(name)}$`)));
      await panel.until('close');
      expect((await panel.drafts())[0]?.text).toBe('call Sam and Kim');
    },
  );
});

describe('a draft', () => {
  it('is kept as it is typed, and offered when it is opened again', async () => {
    const panel = await openPanel();
    await panel.user.keyboard('call Sa');
    await removePanel();
    await waitFor(async () => expect((await panel.drafts())[0]?.text).toBe('call Sa'));
    // A killed worker too: the next one has the same database.
    const background = world({ indexedDB: panel.background.factory });
    const again = await openPanel({ background });
    await untilText('call Sa');
    expect(field().selectionStart).toBe('call Sa'.length);
    expect(again.root.textContent).toContain(text('editorDraft'));
    await again.user.keyboard('m{Enter}');
    await again.until('close');
    expect(await again.done()).toEqual(['written call Sam']);
    await waitFor(async () => expect(await again.drafts()).toEqual([]));
  });

  it('is discarded by its button', async () => {
    const panel = await openPanel({ background: await backgroundWith('call Sam') });
    await panel.user.keyboard(' today{Escape}');
    await panel.until('close');
    await removePanel();
    const again = await openPanel({ background: panel.background });
    await untilText('call Sam today');
    await again.user.click(button(text('editorDiscard')));
    expect(field().value).toBe('call Sam');
    await waitFor(async () => expect(await again.drafts()).toEqual([]));
  });

  it('stays when saving failed', async () => {
    const background = world();
    const panel = await openPanel({ background });
    await panel.user.keyboard(`call ${'x'.repeat(600)}{Enter}`);
    await waitFor(() => expect(alert()).not.toBeNull());
    expect(panel.heard.map(({ type }) => type)).not.toContain('close');
    await waitFor(async () => expect((await panel.drafts())[0]?.text).toMatch(/^call x{600}$/));
  });

  it('stays when it was typed while the text before it was saved', async () => {
    const panel = await openPanel();
    await panel.user.keyboard('call Sam{Enter} today');
    await panel.until('close');
    expect(await panel.done()).toEqual(['written call Sam']);
    await waitFor(async () => expect((await panel.drafts())[0]?.text).toBe('call Sam today'));
  });

  it('typed on in another window since is not dropped by saving here', async () => {
    const panel = await openPanel();
    await panel.user.keyboard('call Sam');
    await waitFor(async () => expect((await panel.drafts())[0]?.text).toBe('call Sam'));
    const [mine] = await panel.drafts();
    const theirs = { ...mine!, text: 'call Sam and Kim', at: mine!.at + 1 };
    value(await panel.background.ask({ type: 'save-draft', draft: theirs }));
    await panel.user.keyboard('{Enter}');
    await panel.until('close');
    // Another request behind the one that drops: by then it was dropped, or never is.
    value(await panel.background.ask({ type: 'drafts', key: KEY }, panel.sender));
    expect(await panel.drafts()).toEqual([theirs]);
  });

  it('handed over late goes before what was typed into the field, also where that lost the focus again', async () => {
    const panel = await openPanel({ handsOver: false });
    await panel.user.keyboard('t');
    field().blur();
    panel.send({ type: 'typed', keys: keys('Half a though'), isLeft: false });
    await untilText('Half a thought');
  });

  it('is saved by Enter with all that was typed on the way, which a key of its own asks for', async () => {
    const panel = await openPanel({ handsOver: false });
    await panel.until('focused');
    const before = panel.heard.length;
    await panel.user.keyboard('log{Enter}');
    await waitFor(() => expect(panel.heard.slice(before)).toContainEqual({ type: 'focused' }));
    panel.send({ type: 'typed', keys: keys('Open the '), isLeft: false });
    await panel.until('close');
    expect(await panel.done()).toEqual(['written Open the log']);
    expect(panel.heard.at(-1)).toEqual({ type: 'close', code: 'Enter' });
  });

  it('handed over just before it is left is kept by the time it goes', async () => {
    const panel = await openPanel();
    panel.send({ type: 'typed', keys: keys('Half a thought'), isLeft: false });
    panel.send({ type: 'leave' });
    await panel.until('left');
    expect((await panel.drafts()).map((draft) => draft.text)).toEqual(['Half a thought']);
  });

  it('ended by Enter just before it is left is saved by the time it goes', async () => {
    const panel = await openPanel();
    panel.send({ type: 'typed', keys: keys('Ask Mona\n'), isLeft: false });
    panel.send({ type: 'leave' });
    await panel.until('left');
    expect(await panel.done()).toEqual(['written Ask Mona']);
    expect(await panel.drafts()).toEqual([]);
  });

  it('nothing typed shows what is changed elsewhere; something typed is left alone', async () => {
    const panel = await openPanel({ background: await backgroundWith('call Sam') });
    await rewriteElsewhere(panel.background, 'call Kim');
    await untilText('call Kim');
    await panel.user.keyboard('!');
    await rewriteElsewhere(panel.background, 'call Lee');
    value(await panel.background.act(write('one more')));
    await screen.findByText('one more');
    expect(field().value).toBe('call Kim!');
  });
});

describe('words that are erased elsewhere while it is open', () => {
  const SECRET = 'try hunter2';

  async function erase(background: ReturnType<typeof world>, step: StepId | null) {
    const { store, clock, server } = background;
    const run = createRun(new AbortController().signal, () => {});
    const words = { id: newActId(), key: KEY, step };
    const { views } = await eraseWords(store, words, { now: () => clock.now, warn: expect.unreachable }, run);
    server.tellItems(views);
  }
  async function opened(...steps: string[]) {
    const background = await backgroundWith(...steps);
    const [view] = value(await background.ask({ type: 'see', seen: [{ key: KEY }] }));
    const panel = await openPanel({ background });
    await untilText(steps[0]!);
    return { ...panel, ids: view!.steps.map(({ id }) => id) };
  }
  const untilErased = () => waitFor(() => screen.getByText(text('wordsAreErased')));

  it.each<[string, string]>([
    ['the step itself', ''],
    ['the step, changed', ' on staging'],
  ])('%s: the field loses them, says so, and keeps no draft of them', async (_, typed) => {
    const panel = await opened(SECRET, 'call Sam');
    if (typed) {
      await panel.user.keyboard(typed);
      await waitFor(async () => expect(await panel.drafts()).toHaveLength(1));
    }
    await erase(panel.background, panel.ids[0]!);
    await untilErased();
    expect(field().value).toBe('call Sam');
    expect(panel.root.textContent).not.toContain('hunter2');
    await panel.user.keyboard(' today');
    await waitFor(async () =>
      expect((await panel.drafts()).map(({ text }) => text)).toEqual(['call Sam today']),
    );
    expect(screen.queryByText(text('wordsAreErased'))).toBeNull();
    await panel.user.keyboard('{Enter}');
    await panel.until('close');
    expect((await panel.done()).at(-1)).toBe('rewritten call Sam today');
  });

  it('a new step that says them goes as well; leaving keeps nothing', async () => {
    const panel = await opened(SECRET);
    await panel.user.click(button(text('editorAnother')));
    await panel.user.keyboard(`${SECRET} again`);
    await waitFor(async () => expect(await panel.drafts()).toHaveLength(1));
    await erase(panel.background, null);
    await untilErased();
    expect(field().value).toBe('');
    panel.send({ type: 'leave' });
    await panel.until('left');
    expect(await panel.drafts()).toEqual([]);
  });

  it('leave what has nothing to do with them', async () => {
    const panel = await opened('call Sam', SECRET);
    await panel.user.keyboard(' today');
    await erase(panel.background, panel.ids[1]!);
    await waitFor(() => expect(screen.queryByText(SECRET)).toBeNull());
    expect(field().value).toBe('call Sam today');
    expect(screen.queryByText(text('wordsAreErased'))).toBeNull();
  });
});

describe('what its page is told and tells', () => {
  it('the theme', async () => {
    const panel = await openPanel();
    const { style } = document.documentElement;
    expect([style.colorScheme, style.getPropertyValue('--foothold-text')]).toEqual(['dark', 'rgb(1, 2, 3)']);
    expect(style.getPropertyValue('--foothold-font')).toBe('serif');
    panel.send({
      type: 'theme',
      theme: { scheme: 'light', colors: { text: 'red' } as never, font: 'monospace' },
    });
    await waitFor(() => expect(style.colorScheme).toBe('light'));
    expect(style.getPropertyValue('--foothold-text')).toBe('red');
  });

  it('its size', async () => {
    const panel = await openPanel();
    Object.defineProperties(panel.root, { offsetWidth: { value: 320 }, offsetHeight: { value: 140 } });
    tellSize();
    expect(await panel.until('size')).toEqual({ type: 'size', width: 320, height: 140 });
  });

  it('that its field has the focus, once it is painted', async () => {
    const panel = await openPanel();
    await panel.until('focused');
  });

  it('that the page keeps taking the focus away, until it is back', async () => {
    const panel = await openPanel();
    panel.send({ type: 'focus-lost' });
    expect((await screen.findByRole('status')).textContent).toBe(text('panelFocusLost'));
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(screen.queryByRole('status')).toBeNull());
    expect(document.activeElement).toBe(field());
  });

  it('why an age is unknown', async () => {
    const panel = await openPanel();
    panel.send({ type: 'reason', reason: 'The tracker does not say.' });
    await waitFor(() =>
      expect(panel.root.querySelector('.head .ages')?.textContent).toContain('does not say'),
    );
  });

  it('Esc closes with its code, from a button too', async () => {
    const panel = await openPanel();
    await panel.user.tab();
    expect(document.activeElement).not.toBe(field());
    await panel.user.keyboard('{Escape}');
    expect(await panel.until('close')).toEqual({ type: 'close', code: 'Escape' });
  });
});
