import { describe, expect, it, vi } from 'vitest';
import { draftId } from '../../../domain/draft';
import { NONCE_TIMEOUT_MS } from '../../../storage/panel-rights';
import type { Push, Request } from '../../../storage/rpc/protocol';
import type { Sender } from '../../../storage/rpc/sender';
import type { ServerPort } from '../../../storage/rpc/server';
import {
  actId,
  ELSEWHERE,
  IN_TAB,
  KEY,
  OTHER,
  PANEL,
  POPUP,
  refusal,
  START,
  TAB,
  value,
  world,
  write,
} from './world';

async function openWorld() {
  const all = world();
  const nonceFor = async (key = KEY, sender = IN_TAB) =>
    value(await all.ask({ type: 'panel', key }, sender)).nonce;
  const show = (nonce: string, sender = PANEL) => all.ask({ type: 'show-nonce', nonce }, sender);
  /** A panel bound to an item. */
  const bind = async (key = KEY, sender = PANEL) => value(await show(await nonceFor(key), sender));
  return { ...all, nonceFor, show, bind };
}

/** A port of this sender, and what it hears. */
function portOf(sender: Sender) {
  const heard: Push[] = [];
  let closed = false;
  let onGone = () => {};
  const port: ServerPort = {
    sender,
    postMessage: (push) => heard.push(push),
    disconnect: () => {
      closed = true;
    },
    onDisconnect: {
      addListener(listener) {
        onGone = listener;
      },
    },
  };
  return { port, heard, isClosed: () => closed, leave: () => onGone() };
}

describe('a nonce', () => {
  it('binds the panel that shows it to the item it was made for', async () => {
    const { bind, ask } = await openWorld();
    expect(await bind()).toMatchObject({ view: { key: KEY, steps: [] }, drafts: [] });
    value(await ask({ type: 'act', id: actId(), key: KEY, action: write('call Sam') }, PANEL));
    const [view] = value(await ask({ type: 'see', seen: [{ key: KEY }] }, PANEL));
    expect(view?.steps.map(({ text }) => text)).toEqual(['call Sam']);
  });

  it('is answered by all that the panel draws: the item, and what was typed for it and not saved', async () => {
    const { bind, ask, act, clock } = await openWorld();
    await act(write('call Sam'));
    const draft = {
      id: draftId({ type: 'step', key: KEY }),
      key: KEY,
      step: null,
      text: 'call A',
      base: null,
    };
    value(await ask({ type: 'save-draft', draft: { ...draft, at: clock.now } }));
    const { view, drafts } = await bind();
    expect(view.steps.map(({ text }) => text)).toEqual(['call Sam']);
    expect(drafts.map(({ text }) => text)).toEqual(['call A']);
  });

  it('shown again by the same document answers the same: its answer may have been lost', async () => {
    const { nonceFor, show } = await openWorld();
    const nonce = await nonceFor();
    expect(value(await show(nonce))).toMatchObject({ view: { key: KEY, steps: [] }, drafts: [] });
    expect(value(await show(nonce))).toMatchObject({ view: { key: KEY, steps: [] }, drafts: [] });
  });

  it('of another item is worth nothing to a panel that is bound', async () => {
    const { nonceFor, show } = await openWorld();
    value(await show(await nonceFor()));
    expect(refusal(await show(await nonceFor())).code).toBe('wrong-nonce');
  });

  const strangers: [string, Sender][] = [
    ['another document', { ...PANEL, frameId: 13, documentId: 'another document' }],
    ['another document in the same frame', { ...PANEL, documentId: 'another document' }],
    ['a panel in another tab', { ...PANEL, tab: { id: 8 }, documentId: 'another document' }],
    ['a panel that stands alone in the tab', { ...PANEL, frameId: 0, documentId: 'another document' }],
    ['a panel in a window that tells no frame', { id: PANEL.id!, url: PANEL.url!, tab: { id: 7 } }],
  ];
  it.each(strangers)('is worth nothing to %s, before and after it is used', async (_, stranger) => {
    const { nonceFor, show, ask } = await openWorld();
    const nonce = await nonceFor();
    if (stranger.tab?.id !== 7 || !stranger.frameId)
      expect(refusal(await show(nonce, stranger)).code).toBe('wrong-nonce');
    value(await show(nonce));
    expect(refusal(await show(nonce, stranger)).code).toBe('wrong-nonce');
    expect(refusal(await ask({ type: 'see', seen: [{ key: KEY }] }, stranger)).code).toBe('wrong-origin');
  });

  it('that was guessed is none', async () => {
    const { show } = await openWorld();
    expect(refusal(await show('0'.repeat(32))).code).toBe('wrong-nonce');
    expect(refusal(await show('guess')).code).toBe('bad-message');
  });

  it('is used up in a minute', async () => {
    const { nonceFor, show, clock } = await openWorld();
    const nonce = await nonceFor();
    clock.now += NONCE_TIMEOUT_MS;
    expect(refusal(await show(nonce)).code).toBe('wrong-nonce');
  });

  it('is used up with the document that asked for it', async () => {
    const { nonceFor, show } = await openWorld();
    const nonce = await nonceFor();
    await nonceFor(OTHER, { ...IN_TAB, documentId: 'the next page' });
    expect(refusal(await show(nonce)).code).toBe('wrong-nonce');
  });

  it('is made for content scripts alone, and for items of their own host', async () => {
    const { ask } = await openWorld();
    expect(refusal(await ask({ type: 'panel', key: ELSEWHERE }, IN_TAB)).code).toBe('wrong-origin');
    expect(refusal(await ask({ type: 'panel', key: KEY }, POPUP)).code).toBe('wrong-origin');
    expect(refusal(await ask({ type: 'panel', key: KEY }, PANEL)).code).toBe('wrong-origin');
    expect(refusal(await ask({ type: 'panel', key: KEY }, TAB)).code).toBe('wrong-origin');
  });
});

describe('a panel', () => {
  const draft = {
    id: draftId({ type: 'step', key: KEY }),
    key: KEY,
    step: null,
    text: 'call',
    base: null,
    at: 1,
  };
  const requests: Record<string, Request> = {
    'the item': { type: 'see', seen: [{ key: KEY }] },
    'another item': { type: 'see', seen: [{ key: KEY }, { key: OTHER }] },
    'facts of its own': { type: 'see', seen: [{ key: KEY, title: 'planted' }] },
    'an act on it': { type: 'act', id: actId(), key: KEY, action: write('call Sam') },
    'an act on another': { type: 'act', id: actId(), key: OTHER, action: write('call Sam') },
    'its draft': { type: 'save-draft', draft },
    "another item's draft": { type: 'save-draft', draft: { ...draft, key: OTHER } },
    "quick-add's draft": { type: 'save-draft', draft: { ...draft, id: 'quick-add' } },
    'dropping its draft': { type: 'drop-draft', id: draft.id },
    'dropping another': { type: 'drop-draft', id: 'quick-add' },
    'its drafts': { type: 'drafts', key: KEY },
    'all drafts': { type: 'drafts', key: null },
    'a nonce': { type: 'panel', key: KEY },
    settings: { type: 'settings' },
    'other settings': { type: 'set', settings: { hiddenOn: [] } },
    lists: { type: 'lists' },
    counts: { type: 'counts' },
    recent: { type: 'recent', text: '' },
    tokens: { type: 'tokens' },
    'a token': { type: 'token', tracker: 'linear', token: null },
    'a move': { type: 'moved', from: KEY, to: OTHER },
    'a script': { type: 'run', part: 'layer' },
  };
  const ALLOWED = ['the item', 'an act on it', 'its draft', 'dropping its draft', 'its drafts'];

  it.each(Object.keys(requests))('before it is bound gets nothing: %s', async (name) => {
    const { ask } = await openWorld();
    expect(refusal(await ask(requests[name]!, PANEL)).code).toBe('wrong-origin');
  });

  it.each(Object.keys(requests))('bound to one item: %s', async (name) => {
    const { ask, bind } = await openWorld();
    await bind();
    const answer = await ask(requests[name]!, PANEL);
    if (ALLOWED.includes(name)) value(answer);
    else expect(refusal(answer).code).toBe('wrong-origin');
  });

  it('of one tab is not the one with the same number in another', async () => {
    const { ask, bind } = await openWorld();
    await bind();
    const other = { ...PANEL, tab: { id: 8 } };
    expect(refusal(await ask({ type: 'see', seen: [{ key: KEY }] }, other)).code).toBe('wrong-origin');
  });

  it('in a browser that names no documents is known by its frame', async () => {
    const { ask, nonceFor, show } = await openWorld();
    const { documentId: _page, ...page } = IN_TAB;
    const { documentId: _panel, ...panel } = PANEL;
    value(await show(await nonceFor(KEY, page), panel));
    value(await ask({ type: 'see', seen: [{ key: KEY }] }, panel));
    expect(refusal(await ask({ type: 'see', seen: [{ key: KEY }] }, { ...panel, frameId: 13 })).code).toBe(
      'wrong-origin',
    );
  });

  it('hears of its own item alone, and of nothing before it is bound', async () => {
    const { act, bind, server } = await openWorld();
    const early = portOf(PANEL);
    server.join(early.port);
    await expect.poll(early.isClosed).toBe(true);
    await bind();
    const { port, heard } = portOf(PANEL);
    server.join(port);
    await expect.poll(() => heard.length).toBe(1);
    value(await act(write('call Kim'), OTHER));
    value(await act(write('call Sam'), KEY));
    expect(heard.map(({ type }) => type)).toEqual(['connected', 'changed']);
    expect(JSON.stringify(heard)).not.toContain('Kim');
  });

  it('has no right left when its document is gone', async () => {
    const { ask, bind, server } = await openWorld();
    await bind();
    const { port, heard, leave } = portOf(PANEL);
    server.join(port);
    await expect.poll(() => heard.length).toBe(1);
    const isAnswered = async () => (await ask({ type: 'see', seen: [{ key: KEY }] }, PANEL)).ok;
    leave();
    // What it says last is still heard.
    expect(await isAnswered()).toBe(true);
    await expect.poll(isAnswered, { timeout: 6000 }).toBe(false);
  });

  it('keeps its right where only its port was lost', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const { ask, bind, server } = await openWorld();
      await bind();
      const { port, leave } = portOf(PANEL);
      server.join(port);
      leave();
      const next = portOf(PANEL);
      server.join(next.port);
      await vi.waitUntil(() => next.heard.length > 0);
      await vi.advanceTimersByTimeAsync(10_000);
      expect((await ask({ type: 'see', seen: [{ key: KEY }] }, PANEL)).ok).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps its right when the worker is killed between any two steps', async () => {
    const all = await openWorld();
    /** The same database, in the next worker. */
    const restart = () => {
      const { server } = world({ indexedDB: all.factory });
      return (request: Request, sender: Sender) => server.answer(request, sender);
    };
    const nonce = value((await restart()({ type: 'panel', key: KEY }, IN_TAB)) as never) as { nonce: string };
    value(await restart()({ type: 'show-nonce', nonce: nonce.nonce }, PANEL));
    value(await restart()({ type: 'act', id: actId(), key: KEY, action: write('call Sam') }, PANEL));
    value(await restart()({ type: 'see', seen: [{ key: KEY }] }, PANEL));
  });

  it('is no page of ours that may ask for everything, and neither is a page of ours in a frame', async () => {
    const { ask } = await openWorld();
    const framed: Sender = { ...POPUP, tab: { id: 7 }, frameId: 3 };
    const alone: Sender = { ...PANEL, frameId: 0 };
    for (const sender of [framed, alone, PANEL])
      expect(refusal(await ask({ type: 'lists' }, sender)).code).toBe('wrong-origin');
    value(await ask({ type: 'lists' }, { ...POPUP, tab: { id: 7 }, frameId: 0 }));
  });
});

describe('a draft', () => {
  const draft = { id: 'quick-add', key: null, step: null, text: '#12 call', base: null, at: START };

  it('is kept, the latest first, until it is empty or given up', async () => {
    const { ask } = await openWorld();
    const all = async () => value(await ask({ type: 'drafts', key: null }));
    value(await ask({ type: 'save-draft', draft }));
    value(await ask({ type: 'save-draft', draft: { ...draft, id: 'rewrite 1', key: KEY, at: START + 1 } }));
    expect((await all()).map(({ id }) => id)).toEqual(['rewrite 1', 'quick-add']);
    expect(value(await ask({ type: 'drafts', key: KEY })).map(({ id }) => id)).toEqual(['rewrite 1']);
    value(await ask({ type: 'save-draft', draft: { ...draft, text: '' } }));
    value(await ask({ type: 'drop-draft', id: 'rewrite 1' }));
    expect(await all()).toEqual([]);
  });

  it('is dropped as it was: one that was typed in since stays', async () => {
    const { ask } = await openWorld();
    value(await ask({ type: 'save-draft', draft }));
    value(await ask({ type: 'drop-draft', id: draft.id, at: START - 1 }));
    expect(value(await ask({ type: 'drafts', key: null }))).toEqual([draft]);
    value(await ask({ type: 'drop-draft', id: draft.id, at: START }));
    expect(value(await ask({ type: 'drafts', key: null }))).toEqual([]);
  });

  it('goes with the act that saves its text, and with no other', async () => {
    const { ask } = await openWorld();
    const mine = { ...draft, id: draftId({ type: 'step', key: KEY }), key: KEY, text: 'call Sam' };
    const left = async () => value(await ask({ type: 'drafts', key: null })).map(({ id }) => id);
    value(await ask({ type: 'save-draft', draft: mine }));
    value(await ask({ type: 'act', id: actId(), key: OTHER, action: write('call Sam') }, POPUP));
    value(await ask({ type: 'act', id: actId(), key: KEY, action: write('call Ana') }, POPUP));
    refusal(await ask({ type: 'act', id: actId(), key: KEY, action: write('') }, POPUP));
    expect(await left()).toEqual([mine.id]);
    value(await ask({ type: 'act', id: actId(), key: KEY, action: write('call Sam') }, POPUP));
    expect(await left()).toEqual([]);
  });

  it('of a text that is saved by then is none', async () => {
    const { ask } = await openWorld();
    const place = draftId({ type: 'step', key: KEY });
    const left = async () => value(await ask({ type: 'drafts', key: null })).map(({ text }) => text);
    value(await ask({ type: 'save-draft', draft: { ...draft, id: place, key: KEY, text: 'call Sa' } }));
    const act = { type: 'act', id: actId(), key: KEY, action: write('call Sam') } as const;
    const { view } = value(await ask(act, POPUP));
    const late = { ...draft, id: place, key: KEY, text: 'call Sam' };
    value(await ask({ type: 'save-draft', draft: late }));
    expect(await left()).toEqual([]);
    value(await ask({ type: 'save-draft', draft: { ...late, text: 'call Ana' } }));
    expect(await left()).toEqual(['call Ana']);
    // Whom it waits on may be called as the step is.
    const { id } = view.steps[0]!;
    const whom = { ...late, id: draftId({ type: 'wait', step: id }), step: id, at: START + 1 };
    value(await ask({ type: 'save-draft', draft: whom }));
    expect(await left()).toEqual(['call Sam', 'call Ana']);
  });

  it('is no business of a page', async () => {
    const { ask } = await openWorld();
    for (const request of [
      { type: 'save-draft', draft },
      { type: 'drop-draft', id: 'quick-add' },
      { type: 'drafts', key: KEY },
    ] satisfies Request[])
      expect(refusal(await ask(request, IN_TAB)).code).toBe('wrong-origin');
  });

  it('of an unreadable row is left out and told of', async () => {
    const { ask, store, warnings } = await openWorld();
    await store.write((db) => db.drafts.put({ id: 'x', key: 'no key' } as never));
    expect(value(await ask({ type: 'drafts', key: null }))).toEqual([]);
    expect(warnings).toEqual(['drafts: 1 unreadable row(s) skipped']);
  });
});

it('a script runs in the document that asked for it', async () => {
  const { ask, scripts } = await openWorld();
  value(await ask({ type: 'run', part: 'layer' }, IN_TAB));
  expect(scripts).toEqual([[{ tab: 7, frame: 0, document: 'page document' }, 'layer']]);
});
