import { describe, expect, it } from 'vitest';
import { asKey } from '../../../domain/key';
import type { Refusal } from '../../../storage/rpc/protocol';
import { dataWorld, fileOf } from './data-world';
import { actId, KEY, OTHER, refusal, START, TAB, value, write } from './world';

const MOVED = asKey('github.com/acme/gadgets#9')!;
const MORE = asKey('github.com/acme/widgets#3')!;

/** A year of work in short: several items, one of them moved, an undo, facts, settings, a draft. */
async function worked() {
  const made = dataWorld();
  const { act, ask, clock } = made;
  const pass = () => {
    clock.now += 60_000;
  };
  await ask(
    {
      type: 'see',
      seen: [
        {
          key: KEY,
          title: 'The log is full',
          status: 'Open',
          category: 'todo',
          assignees: ['Mona'],
          createdAt: 5,
        },
        { key: OTHER, title: 'Two', status: 'Open' },
        { key: MORE, title: 'Nothing was done here' },
      ],
    },
    TAB,
  );
  const first = value(await act(write('open the 401 log', true)));
  pass();
  value(await act({ type: 'why', text: 'People wait' }));
  value(await act(write('tell Mona')));
  pass();
  const second = value(await act(write('another', true), OTHER));
  value(await act({ type: 'undo', act: second.act }, OTHER));
  pass();
  const step = first.view.steps[0]!.id;
  value(await act({ type: 'finish', step, outcome: 'It was the proxy' }));
  value(await ask({ type: 'moved', from: KEY, to: MOVED }, TAB));
  pass();
  value(await act(write('after the move'), MOVED));
  value(
    await ask({
      type: 'set',
      settings: {
        hiddenOn: ['linear.app'],
        ownHosts: { 'jira.acme.test': 'jira' },
        overHttp: ['jira.acme.test'],
      },
    }),
  );
  return { ...made, step };
}

describe('export and import', () => {
  it('into nothing gives the same tables', async () => {
    const from = await worked();
    const to = dataWorld();
    to.clock.now = from.clock.now;
    const report = await to.take(await from.exported());
    const events = await from.store.read((db) => db.events.count());
    expect(report).toMatchObject({
      exportedAt: from.clock.now,
      events,
      added: events,
      known: 0,
      refused: [],
      newer: 0,
      ahead: 0,
      items: 2,
      facts: 2,
      hosts: ['jira.acme.test'],
      hidden: ['linear.app'],
      leftOut: [],
    });
    expect(await to.dump('events', 'items', 'settings')).toBe(await from.dump('events', 'items', 'settings'));
    // Of items that have no events nothing is in the file.
    const facts = JSON.parse(await from.dump('facts')).flat();
    expect(JSON.parse(await to.dump('facts')).flat()).toEqual(
      facts.filter(({ key }: { key: string }) => key !== MORE),
    );
    for (const request of [{ type: 'lists' }, { type: 'counts' }, { type: 'recent', text: 'log' }] as const)
      expect(await to.ask(request)).toEqual(await from.ask(request));
    expect(to.changes()).toBe(1);
  });

  it('gives the same file again, but for its date', async () => {
    const from = await worked();
    const to = dataWorld();
    const file = await from.exported();
    to.clock.now = from.clock.now;
    await to.take(file);
    expect(await to.exported()).toBe(file);
  });

  it('twice changes nothing', async () => {
    const from = await worked();
    const to = dataWorld();
    const file = await from.exported();
    await to.take(file);
    const before = await to.all();
    expect(await to.take(file)).toMatchObject({ added: 0, items: 0, facts: 0, hosts: [], hidden: [] });
    expect(await to.all()).toBe(before);
    await from.take(file);
    expect(await from.exported()).toBe(file);
  });

  it('of another device merges both', async () => {
    const here = dataWorld();
    const there = dataWorld();
    there.clock.now += 1000;
    value(await here.act(write('here')));
    value(await there.act(write('there')));
    await there.take(await here.exported());
    await here.take(await there.exported());
    expect(await here.dump('events', 'items')).toBe(await there.dump('events', 'items'));
    const [view] = value(await here.ask({ type: 'see', seen: [{ key: KEY }] }));
    expect(view!.steps.map(({ text }) => text)).toEqual(['here', 'there']);
    // What is done next comes after both.
    value(await here.act(write('later')));
    const events = JSON.parse(await here.dump('events')).flat();
    expect(events.at(-1).what.text).toBe('later');
  });

  it('puts no facts over those that are here', async () => {
    const from = await worked();
    const to = dataWorld();
    value(await to.ask({ type: 'see', seen: [{ key: OTHER, title: 'Seen here' }] }, TAB));
    expect(await to.take(await from.exported())).toMatchObject({ facts: 1 });
    expect((await to.store.read((db) => db.facts.get(OTHER)))!.facts.title).toBe('Seen here');
  });

  it('adds hosts and takes none away, and makes no https address one of http', async () => {
    const to = dataWorld();
    const own = { ownHosts: { 'jira.acme.test': 'jira' as const }, overHttp: [], hiddenOn: ['github.com'] };
    value(await to.ask({ type: 'set', settings: own }));
    const settings = {
      ownHosts: { 'jira.acme.test': 'jira', 'new.acme.test': 'jira', 'github.com': 'jira' },
      overHttp: ['jira.acme.test', 'new.acme.test'],
      hiddenOn: ['linear.app'],
      later: { any: ['thing'] },
    };
    expect(await to.take(fileOf([], { settings, templates: [] }))).toMatchObject({
      hosts: ['new.acme.test'],
      hidden: ['linear.app'],
      newerSettings: ['later'],
      leftOut: ['templates'],
    });
    expect(value(await to.ask({ type: 'settings' }))).toEqual({
      ownHosts: { 'jira.acme.test': 'jira', 'new.acme.test': 'jira' },
      overHttp: ['new.acme.test'],
      hiddenOn: ['github.com', 'linear.app'],
    });
    expect(JSON.parse(await to.exported()).settings.later).toEqual({ any: ['thing'] });
    expect(await to.take(fileOf([], { settings: { ownHosts: 7 } }))).toMatchObject({
      leftOut: ['settings.ownHosts'],
    });
  });

  it('holds no token', async () => {
    const { createTokens } = await import('../../../storage/tokens');
    const { IDBKeyRange } = await import('fake-indexeddb');
    const from = await worked();
    const tokens = createTokens({ warn: expect.unreachable, indexedDB: from.factory, IDBKeyRange });
    await tokens.put({
      tracker: 'github',
      token: 'ghp_neverInAFile',
      opens: 'mona',
      refused: false,
      told: null,
      notBefore: 0,
      trouble: null,
      failures: 0,
      answeredAt: null,
      batch: 50,
      fewerAt: 0,
      lacks: [],
      lacksAt: 0,
    });
    expect(await from.exported()).not.toContain('ghp_neverInAFile');
  });

  it('is for pages of ours that stand alone', async () => {
    const made = await worked();
    const framed = { ...TAB, url: 'chrome-extension://foothold/panel.html', tab: { id: 3 }, frameId: 4 };
    for (const sender of [TAB, framed, { ...framed, url: 'chrome-extension://foothold/options.html' }])
      expect(refusal(await made.page(sender).exportFile(made.always())).code).toBe('interrupted');
  });
});

describe('ends well', () => {
  it('cancelled while it is sent, looked at, or written: all is as before', async () => {
    const from = await worked();
    const file = new Blob([await from.exported()]);
    const to = dataWorld();
    value(await to.act(write('mine')));
    const before = await to.all();
    for (const stage of ['reading', 'comparing'] as const) {
      const ended = new AbortController();
      const answer = await to.client.prepareImport(file, {
        signal: ended.signal,
        onProgress: (progress) => progress.stage === stage && ended.abort(),
      });
      // One that was looked at already waits, and is given up as well.
      if (answer.ok) expect(refusal(await answer.value.commit(to.always())).code).toBe('cancelled');
      else expect(refusal(answer).code).toBe('cancelled');
      expect(await to.all()).toBe(before);
    }
  });

  it('cut off in the midst of it, as by a worker that dies', async () => {
    const from = await worked();
    const file = new Blob([await from.exported()]);
    const to = dataWorld();
    const before = await to.all();
    const page = to.page();
    const prepared = value(await page.prepareImport(file, to.always()));
    const committed = prepared.commit(to.always());
    page.cut();
    expect(refusal(await committed).code).toBe('interrupted');
    expect(await to.all()).toBe(before);
  });

  it.each<[string, string | Uint8Array, Partial<Refusal>]>([
    ['an empty file', '', { code: 'file-cut' }],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), { code: 'file-not-text' }],
    ['cut', '{"format":"foothold","version":1,"events":[{"id":"17', { code: 'file-cut' }],
    ['no JSON', '{"format":"foothold",\n "version":1,,', { code: 'file-not-json', params: ['2', '14'] }],
    ['another program’s', '{"notes":[]}', { code: 'file-not-ours' }],
    ['a list', '[]', { code: 'file-not-ours' }],
    ['a number', '7', { code: 'file-not-ours' }],
    [
      'of a version to come',
      '{"format":"foothold","version":2,"events":{}}',
      { code: 'file-newer', params: ['2'] },
    ],
    ['without events', '{"format":"foothold","version":1}', { code: 'file-damaged', params: ['events'] }],
    [
      'of no version',
      '{"format":"foothold","version":"1","events":[]}',
      { code: 'file-damaged', params: ['version'] },
    ],
  ])('%s is refused, and said why', async (_, content, refused) => {
    const to = await worked();
    const before = await to.all();
    const answer = await to.client.prepareImport(new Blob([content as BlobPart]), to.always());
    expect(refusal(answer)).toMatchObject(refused);
    expect(await to.all()).toBe(before);
  });

  it('refuses what can be no event, and takes the others', async () => {
    const to = dataWorld();
    const id = (ms: number, rest = '0000-dev1ce00') => `${String(ms).padStart(13, '0')}-${rest}`;
    const event = (more: object = {}) => ({
      id: id(START),
      act: actId(),
      key: KEY,
      at: START,
      what: { type: 'written', text: 'fine' },
      ...more,
    });
    const deep = JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`);
    const rows: [unknown, string | null][] = [
      [event(), null],
      [event({ what: { type: 'written', text: 'other words' } }), 'conflicting'],
      [null, 'no-event'],
      [event({ id: 'x' }), 'no-event'],
      [event({ id: id(START + 1), at: 'now' }), 'no-event'],
      [event({ id: id(START + 2), what: {} }), 'no-event'],
      [event({ id: id(START + 3), key: 'example.com' }), 'unknown-tracker'],
      [event({ id: id(START + 4), what: { type: 'written', text: 5 } }), 'unreadable'],
      [
        event({ id: id(START + 5), what: { type: 'moved-from', from: 'linear.app/acme/ENG-1' } }),
        'unreadable',
      ],
      [event({ id: id(START + 6), what: { type: 'written', text: 'a\u202eb' } }), 'bad-text'],
      [event({ id: id(START + 7), what: { type: 'why', text: 'x'.repeat(20_000) } }), 'bad-text'],
      [event({ id: id(9_999_999_999_999, 'zzzz-dev1ce00') }), 'bad-time'],
      [event({ id: id(START + 8), what: { type: 'later', deep } }), 'too-large'],
      [event({ id: id(START + 9), what: { type: 'later', text: 'x'.repeat(300_000) } }), 'too-large'],
      [event({ id: id(START + 10 * 365 * 86_400_000) }), null],
    ];
    const report = await to.take(fileOf(rows.map(([row]) => row)));
    const refused = rows.flatMap(([, reason], index) => (reason ? [[reason, index + 1] as const] : []));
    expect(report).toMatchObject({ added: 2, ahead: 1, events: rows.length });
    const places = report.refused.flatMap(({ reason, places }) =>
      places.map((place) => [reason, place] as const),
    );
    expect(places.sort((a, b) => a[1] - b[1])).toEqual(refused);
    // Ids go on from there.
    value(await to.act(write('next')));
    expect(JSON.parse(await to.dump('events')).flat()).toHaveLength(3);
  });
});
