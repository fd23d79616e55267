import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asKey } from '../../../domain/key';
import { type ConnectOptions, connectRpc, newActId, supersedes } from '../../../storage/rpc/client';
import type { ItemView, Push } from '../../../storage/rpc/protocol';
import { actId, KEY, refusal, TAB, value, world, write } from './world';

/** What becomes of one message on its way. */
type Fate =
  | 'arrives'
  /** The worker died before it read it. */
  | 'lost'
  /** The worker died after it was done, before it answered. */
  | 'unanswered'
  /** The same, and the browser says nothing of it. */
  | 'silence';

type Listener<T> = (value: T) => unknown;

/** A browser between a page and a background that can die and be replaced. */
function fakeBrowser(fates: Fate[] = []) {
  const made = world();
  const sent: unknown[] = [];
  const answers: Promise<unknown>[] = [];
  const ports: { push: Listener<Push>[]; gone: Listener<void>[]; open: boolean }[] = [];
  const messageListeners = new Set<Listener<unknown>>();
  let worker = 'worker 1';
  const state = { id: 'foothold' as string | undefined };
  const browser = {
    runtime: {
      get id() {
        return state.id;
      },
      async sendMessage(message: unknown) {
        sent.push(message);
        if (!state.id) throw new Error('Extension context invalidated.');
        const fate = fates.shift() ?? 'arrives';
        if (fate === 'lost') throw new Error('Could not establish connection. Receiving end does not exist.');
        const answering = made.server.answer(structuredClone(message), TAB);
        answers.push(answering);
        const answer = await answering;
        if (fate === 'unanswered') throw new Error('The message port closed before a response was received.');
        return fate === 'silence' ? undefined : structuredClone(answer);
      },
      connect() {
        if (!state.id) throw new Error('Extension context invalidated.');
        const port = { push: [] as Listener<Push>[], gone: [] as Listener<void>[], open: true };
        ports.push(port);
        const reached = worker;
        queueMicrotask(() => {
          if (port.open) for (const hear of port.push) hear({ type: 'connected', worker: reached });
        });
        return {
          onMessage: { addListener: (hear: Listener<Push>) => port.push.push(hear) },
          onDisconnect: { addListener: (hear: Listener<void>) => port.gone.push(hear) },
          disconnect: () => {
            port.open = false;
          },
        };
      },
      onMessage: {
        addListener: (hear: Listener<unknown>) => messageListeners.add(hear),
        removeListener: (hear: Listener<unknown>) => messageListeners.delete(hear),
      },
    },
  };
  return {
    ...made,
    browser: browser as unknown as NonNullable<ConnectOptions['browser']>,
    sent,
    answers,
    ports,
    state,
    messageListeners,
    open: () => ports.filter(({ open }) => open),
    push: (push: Push) => {
      for (const { open, push: listeners } of ports) if (open) for (const hear of listeners) hear(push);
    },
    /** Ports die with the worker. */
    die() {
      for (const port of ports.filter(({ open }) => open)) {
        port.open = false;
        for (const hear of port.gone) hear();
      }
    },
    revive: (name: string) => {
      worker = name;
    },
    hello: (name = worker) => [...messageListeners].map((hear) => hear({ type: 'hello', worker: name })),
  };
}

function page() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' }) as unknown as Document;
  const window = Object.assign(new EventTarget(), { document });
  return {
    window,
    show: (persisted: boolean) => window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted })),
    look: () => document.dispatchEvent(new Event('visibilitychange')),
  };
}

/** @param patient false: a try without an answer is given up at once */
function client(fates?: Fate[], patient = true) {
  const fake = fakeBrowser(fates);
  const end = new AbortController();
  const place = page();
  const waits: number[] = [];
  let replaced = 0;
  const rpc = connectRpc({
    signal: end.signal,
    onReplaced: () => {
      replaced += 1;
    },
    browser: fake.browser,
    page: place.window,
    // Every wait but the one for an answer passes at once.
    wait: (ms, signal) => {
      waits.push(ms);
      return ms < 5000 || !patient
        ? Promise.resolve()
        : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  });
  const heard: Push[] = [];
  return {
    ...fake,
    rpc,
    end,
    page: place,
    waits,
    heard,
    replaced: () => replaced,
    listen: () => rpc.onPush((push) => heard.push(push), end.signal),
  };
}

/** Lets everything that is ready happen. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('an act', () => {
  it('is done once, whatever becomes of its messages', async () => {
    const fate = fc.constantFrom<Fate>('arrives', 'lost', 'unanswered', 'silence');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (fates, acts) => {
          const { rpc, store } = client([...fates]);
          const acknowledged: string[] = [];
          for (let i = 0; i < acts; i += 1) {
            const answer = await rpc.act(KEY, write(`step ${i}`), actId());
            if (answer.ok) acknowledged.push(answer.value.act);
            else expect(answer.error.code).toBe('no-answer');
          }
          const ids = (await store.read((db) => db.events.toArray())).map(({ act }) => act);
          expect(ids).toEqual([...new Set(ids)]);
          expect(ids).toEqual(expect.arrayContaining(acknowledged));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is asked for five times, further and further apart, then given up', async () => {
    const { rpc, sent, waits } = client(Array(9).fill('unanswered'));
    expect(refusal(await rpc.act(KEY, write('a'), actId())).code).toBe('no-answer');
    expect(sent).toHaveLength(5);
    expect(new Set(sent.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(waits.filter((ms) => ms < 5000)).toEqual([50, 150, 400, 1000]);
  });

  it('can be asked for again by its id when no answer ever came', async () => {
    const { rpc, store } = client(Array(5).fill('unanswered'));
    const id = newActId();
    expect(refusal(await rpc.act(KEY, write('a'), id)).code).toBe('no-answer');
    expect(value(await rpc.act(KEY, write('a'), id)).view.steps).toHaveLength(1);
    expect(await store.read((db) => db.events.count())).toBe(1);
  });

  it('is done once when the browser never says what became of it', async () => {
    const { rpc, sent, store, answers } = client([], false);
    expect(refusal(await rpc.act(KEY, write('a'), actId())).code).toBe('no-answer');
    expect(sent).toHaveLength(5);
    for (const answer of answers) expect(await answer).toMatchObject({ ok: true });
    expect(await store.read((db) => db.events.count())).toBe(1);
  });

  it('that is refused is not asked for again', async () => {
    const { rpc, sent } = client();
    expect(refusal(await rpc.act(KEY, write(''), actId())).code).toBe('empty');
    expect(sent).toHaveLength(1);
  });

  it('has an id nobody else has', () => {
    const ids = Array.from({ length: 1000 }, newActId);
    expect(new Set(ids).size).toBe(1000);
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  });
});

describe('seeing', () => {
  it('asks for any number of items, a message for each 500', async () => {
    const { rpc, sent } = client();
    const seen = Array.from({ length: 1001 }, (_, i) => ({
      key: asKey(`github.com/acme/widgets#${i + 1}`)!,
    }));
    const views = value(await rpc.see(seen));
    expect(views.map(({ key }) => key)).toEqual(seen.map(({ key }) => key));
    expect(sent).toHaveLength(3);
    expect(value(await rpc.see([]))).toEqual([]);
    expect(sent).toHaveLength(3);
  });
});

describe('an update of the extension', () => {
  it('is noticed by the next request, told once, and all is silent after', async () => {
    const { rpc, state, sent, replaced } = client();
    value(await rpc.settings());
    state.id = undefined;
    expect(refusal(await rpc.act(KEY, write('a'), actId())).code).toBe('replaced');
    expect(refusal(await rpc.settings()).code).toBe('replaced');
    expect(replaced()).toBe(1);
    expect(sent).toHaveLength(1);
  });

  it('is noticed while a request is under way', async () => {
    const { rpc, state, replaced } = client(['unanswered']);
    const answer = rpc.act(KEY, write('a'), actId());
    state.id = undefined;
    expect(refusal(await answer).code).toBe('replaced');
    expect(replaced()).toBe(1);
  });

  it('is noticed a moment after the port is gone', async () => {
    const { rpc, state, die, replaced, waits, ports, listen } = client();
    listen();
    value(await rpc.settings());
    waits.length = 0;
    die();
    state.id = undefined;
    await settle();
    expect(replaced()).toBe(1);
    expect(waits[0]).toBe(100);
    expect(ports).toHaveLength(1);
  });

  it('is noticed when the tab is looked at again', async () => {
    const { rpc, state, page: place, replaced, messageListeners } = client();
    value(await rpc.settings());
    state.id = undefined;
    place.look();
    expect(replaced()).toBe(1);
    expect(messageListeners.size).toBe(0);
  });

  it('is none when only the worker died', async () => {
    const { rpc, die, replaced } = client();
    value(await rpc.settings());
    die();
    await settle();
    expect(replaced()).toBe(0);
  });
});

describe('pushes', () => {
  const changed: Push = { type: 'changed', views: [] };

  it('are heard, and the first connection is no news', async () => {
    const { rpc, push, heard, listen, ports } = client();
    listen();
    value(await rpc.settings());
    await settle();
    push(changed);
    expect(heard).toEqual([changed]);
    expect(ports).toHaveLength(1);
  });

  it.each<[string, (made: ReturnType<typeof client>) => unknown]>([
    ['the next worker says hello', ({ hello }) => hello()],
    ['the tab is looked at', ({ page: place }) => place.look()],
    ['the page itself asks for something', ({ rpc }) => rpc.settings()],
  ])('of a worker that died are heard again when %s', async (_, wake) => {
    const made = client();
    made.listen();
    await settle();
    made.die();
    await settle();
    // A page must not wake the worker for the port's sake.
    expect(made.open()).toHaveLength(0);
    expect(made.sent).toHaveLength(0);
    made.revive('worker 2');
    await wake(made);
    await settle();
    expect(made.open()).toHaveLength(1);
    expect(made.heard).toEqual([{ type: 'connected', worker: 'worker 2' }]);
    made.push(changed);
    expect(made.heard.at(-1)).toEqual(changed);
  });

  it('are heard again after the page comes back from the back-forward cache', async () => {
    const made = client();
    made.listen();
    await settle();
    made.page.show(true);
    await settle();
    expect(made.ports).toHaveLength(2);
    expect(made.open()).toHaveLength(1);
    expect(made.heard).toEqual([{ type: 'connected', worker: 'worker 1' }]);
    made.page.show(false);
    await settle();
    expect(made.ports).toHaveLength(2);
  });

  it('go on through the same port when the worker it reaches says hello', async () => {
    const made = client();
    made.listen();
    await settle();
    expect(made.hello()).toEqual([Promise.resolve(null)]);
    await settle();
    expect(made.ports).toHaveLength(1);
  });

  it('are heard when the hello comes before the news that the old worker died', async () => {
    const made = client();
    made.listen();
    await settle();
    made.revive('worker 2');
    made.hello();
    await settle();
    expect(made.open()).toHaveLength(1);
    expect(made.heard).toEqual([{ type: 'connected', worker: 'worker 2' }]);
  });

  it('are heard when the worker dies before the port reached it, and the next one has said hello', async () => {
    const made = client();
    made.listen();
    made.revive('worker 2');
    made.hello();
    made.die();
    await settle();
    expect(made.open()).toHaveLength(1);
    expect(made.heard).toEqual([{ type: 'connected', worker: 'worker 2' }]);
  });

  it('leave other messages to others', () => {
    const { messageListeners } = client();
    for (const message of [{ type: 'report' }, { type: 'see', seen: [] }, null, 'hello']) {
      expect([...messageListeners].map((hear) => hear(message))).toEqual([undefined]);
    }
  });

  it('end with the listener’s signal, and all with the client’s', async () => {
    const made = client();
    made.listen();
    const one = new AbortController();
    const ofOne: Push[] = [];
    made.rpc.onPush((push) => ofOne.push(push), one.signal);
    await settle();
    one.abort();
    made.push(changed);
    expect([ofOne.length, made.heard.length]).toEqual([0, 1]);
    made.end.abort();
    expect(made.open()).toHaveLength(0);
    expect(made.messageListeners.size).toBe(0);
    expect(refusal(await made.rpc.settings()).code).toBe('no-answer');
    expect(made.replaced()).toBe(0);
  });
});

describe('a view', () => {
  const view = (revision: string | null) => ({ revision }) as unknown as ItemView;
  const [older, newer] = ['1700000000000-0000-device00', '1700000000000-0001-device00'];
  it.each([
    [view(newer), view(older), true],
    [view(older), view(newer), false],
    [view(older), view(older), true],
    [view(null), view(older), false],
    [view(older), view(null), true],
    [view(null), null, true],
  ])('%o may be shown in place of %o: %s', (arrived, shown, expected) => {
    expect(supersedes(arrived, shown)).toBe(expected);
  });
});
