import Dexie from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { draftId } from '../../../domain/draft';
import { resumeErasing } from '../../../storage/erase/erase-everything';
import { MIGRATIONS } from '../../../storage/migrations';
import { supersedes } from '../../../storage/rpc/client';
import { ERASE_WORD } from '../../../storage/rpc/data-protocol';
import { dataWorld } from './data-world';
import { actId, KEY, OTHER, refusal, START, TAB, value, write } from './world';

const SECRET = 'password hunter2';
const see = (key = KEY) => ({ type: 'see' as const, seen: [{ key }] });

async function withSecret(options = {}) {
  const made = dataWorld(options);
  const { act } = made;
  const written = value(await act(write(SECRET, true)));
  const step = written.view.steps[0]!.id;
  value(await act({ type: 'wait', step, on: `${SECRET} of Mona` }));
  value(await act({ type: 'finish', step, outcome: `tried ${SECRET}` }));
  value(await act(write('open the log')));
  value(await act({ type: 'why', text: 'People wait' }));
  value(await act(write(SECRET), OTHER));
  const file = await made.exported();
  const erase = (more: object = {}) => ({ id: actId(), key: KEY, step, ...more });
  return { ...made, step, file, erase };
}

/** Everything in this browser, as text. */
async function everything({ factory }: { factory: IDBFactory }): Promise<string> {
  const texts: string[] = [];
  for (const { name } of await factory.databases()) {
    const db = await new Dexie(name!, { indexedDB: factory, IDBKeyRange }).open();
    for (const table of db.tables) texts.push(JSON.stringify(await table.toArray()));
    db.close();
  }
  return texts.join('\n');
}

describe('the words of a step', () => {
  it('are gone from events, items and drafts; ids, times and all else stay', async () => {
    const made = await withSecret();
    const { client, always, ask, step, erase } = made;
    const draft = (id: string, text: string, more: object = {}) =>
      ask({ type: 'save-draft', draft: { id, key: KEY, step: null, text, base: null, at: START, ...more } });
    value(await draft(draftId({ type: 'rewrite', step }), 'any', { step }));
    value(await draft(draftId({ type: 'step', key: KEY }), `more of ${SECRET}`));
    value(await draft('quick-add', `#1 ${SECRET}`, { key: null }));
    value(await draft(draftId({ type: 'step', key: OTHER }), 'other words', { key: OTHER }));
    const events = JSON.parse(await made.dump('events'))[0];

    const result = value(await client.eraseWords(erase(), always()));
    expect(result).toMatchObject({ events: 3, drafts: 3, newer: 0 });
    expect(result.view.steps[0]).toMatchObject({ id: step, text: '', outcome: null, erased: true });
    expect(made.views).toContainEqual(result.view);
    const after = JSON.parse(await made.dump('events'))[0];
    expect(after).toHaveLength(events.length + 1);
    for (const [index, event] of events.entries()) {
      const { what, ...envelope } = after[index];
      expect(envelope).toEqual({ id: event.id, act: event.act, key: event.key, at: event.at });
      expect(what.type).toBe(event.what.type);
    }
    // The other item's step says the same, and is another one.
    expect((await made.all()).split(SECRET)).toHaveLength(
      (await made.dump('events', 'items')).split(SECRET).length,
    );
    expect(value(await ask(see()))[0]!.item).toMatchObject({ why: 'People wait' });
    value(await client.eraseWords(erase({ key: OTHER, step: null }), always()));
    expect(await everything(made)).not.toContain('hunter2');
    expect(JSON.parse(await made.dump('drafts'))[0].map(({ text }: { text: string }) => text)).toEqual([
      'other words',
    ]);
  });

  it('still shown by an open page are no draft any more', async () => {
    const made = await withSecret();
    const { client, always, ask, step, erase } = made;
    const view = value(await ask(see()))[0]!;
    const revision = view.steps[0]!.revision;
    const other = view.steps[1]!;
    const base = { text: SECRET, revision };
    const typed = (id: string, more: object) =>
      ask({
        type: 'save-draft',
        draft: { id, key: KEY, step: null, text: `${SECRET}!`, base: null, at: START, ...more },
      });
    const kept = async () => JSON.parse(await made.dump('drafts'))[0].map(({ id }: { id: string }) => id);
    // There before, and typed on afterwards.
    value(await typed(draftId({ type: 'step', key: KEY }), { step, base }));
    value(await client.eraseWords(erase(), always()));
    expect(await kept()).toEqual([]);
    const pages: [string, object][] = [
      [draftId({ type: 'step', key: KEY }), { step, base }],
      [draftId({ type: 'rewrite', step }), { step, base }],
      [draftId({ type: 'wait', step }), { step }],
      // Its step was closed meanwhile: the panel goes on with its text as a new step's.
      [draftId({ type: 'step', key: KEY }), { base }],
    ];
    for (const [id, more] of pages) value(await typed(id, { ...more, at: START + 1 }));
    expect(await kept()).toEqual([]);
    // Of the other step, and of a new one, they are kept as ever.
    value(await typed('a', { step: other.id, base: { text: other.text, revision: other.revision } }));
    value(await typed('b', { text: 'a new step' }));
    expect(await kept()).toEqual(['a', 'b']);
    // Of the whole item: what was made from any of its words goes, what is new stays.
    value(await client.eraseWords(erase({ step: null }), always()));
    expect(await kept()).toEqual(['b']);
    value(
      await typed('a', { step: null, base: { text: other.text, revision: other.revision }, at: START + 2 }),
    );
    expect(await kept()).toEqual(['b']);
  });

  it('are the same as after a rebuild, and asked for again change nothing', async () => {
    const made = await withSecret();
    const { client, always, erase } = made;
    const asked = erase();
    value(await client.eraseWords(asked, always()));
    const once = await made.all();
    expect(value(await client.eraseWords(asked, always()))).toMatchObject({ events: 0, drafts: 0 });
    expect(await made.all()).toBe(once);
    value(await client.rebuild(always()));
    expect(await made.all()).toBe(once);
  });

  it('brought back by an older file are emptied on arrival', async () => {
    const made = await withSecret();
    const { client, always, erase, file } = made;
    value(await client.eraseWords(erase({ step: null }), always()));
    value(await client.eraseWords(erase({ key: OTHER, step: null }), always()));
    const before = await made.all();
    expect(await made.take(file)).toMatchObject({ added: 0, erased: 6, refused: [] });
    expect(await made.all()).toBe(before);
    expect(await everything(made)).not.toContain('hunter2');
    // On another device the file came first, and what erases it later.
    const other = dataWorld();
    await other.take(file);
    expect(await other.take(await made.exported())).toMatchObject({ added: 2, erases: 6 });
    expect(await other.dump('events', 'items')).toBe(await made.dump('events', 'items'));
    expect(await everything(other)).not.toContain('hunter2');
  });

  it('are refused for a step that is not there, and for pages of trackers', async () => {
    const { client, always, erase, page, all } = await withSecret();
    const before = await all();
    expect(refusal(await client.eraseWords(erase({ key: OTHER }), always())).code).toBe('no-such-step');
    expect(refusal(await page(TAB).eraseWords(erase(), always())).code).toBe('interrupted');
    expect(await all()).toBe(before);
  });
});

describe('backups before migrations', () => {
  const later = (version: number) => [
    ...MIGRATIONS,
    ...Array.from({ length: version - 4 }, (_, n) => ({ version: 5 + n, stores: {} })),
  ];

  async function migrated(times: number) {
    const first = await withSecret();
    first.store.close();
    let made = dataWorld({ indexedDB: first.factory });
    for (let n = 1; n <= times; n += 1) {
      made.store.close();
      made = dataWorld({ indexedDB: first.factory, migrations: later(4 + n) });
      made.clock.now = START + n * 86_400_000;
      value(await made.act(write(`after migration ${n}`)));
    }
    return { ...made, step: first.step, erase: first.erase };
  }

  it('are listed newest first, the newest few kept', async () => {
    const { store, ask } = await migrated(5);
    const list = await store.backups.list();
    expect(list.map(({ version }) => version)).toEqual([9, 8, 7]);
    expect(list[0]).toEqual({
      name: 'foothold-before-v9-2026-11-07',
      version: 9,
      date: '2026-11-07',
      events: 11,
    });
    const left = value(await ask({ type: 'delete-migration-backup', name: list[0]!.name }));
    expect(left).toEqual(list.slice(1));
    // Nothing else can be deleted by its name.
    value(await ask({ type: 'delete-migration-backup', name: 'foothold' }));
    expect(await store.read((db) => db.events.count())).toBe(12);
  });

  it('are restored as a union', async () => {
    const made = await migrated(1);
    const [backup] = await made.store.backups.list();
    const lost = await made.store.write((db) => db.events.orderBy('id').limit(3).primaryKeys());
    const before = await made.dump('events', 'items');
    await made.store.write((db) => db.events.bulkDelete(lost));
    const prepared = value(await made.client.prepareRestore(backup!.name, made.always()));
    expect(prepared.report).toMatchObject({ exportedAt: null, events: 7, added: 3, known: 4, refused: [] });
    expect(value(await prepared.commit(made.always()))).toEqual(prepared.report);
    expect(await made.dump('events', 'items')).toBe(before);
    const gone = await made.client.prepareRestore('foothold-before-v1-2020-01-01', made.always());
    expect(refusal(gone).code).toBe('no-such-backup');
  });

  it('lose erased words too', async () => {
    const made = await migrated(2);
    value(await made.client.eraseWords(made.erase({ step: null }), made.always()));
    value(await made.client.eraseWords(made.erase({ key: OTHER, step: null }), made.always()));
    expect(await made.store.backups.list()).toHaveLength(2);
    expect(await everything(made)).not.toContain('hunter2');
  });
});

describe('everything', () => {
  it('is erased with the word, backups and what lies elsewhere included', async () => {
    let elsewhere = 0;
    const made = dataWorld(
      {},
      {
        eraseElsewhere: async () => {
          elsewhere += 1;
        },
      },
    );
    value(await made.act(write(SECRET)));
    const backup = new Dexie('foothold-before-v4-2026-11-01', { indexedDB: made.factory, IDBKeyRange });
    backup.version(1).stores({ events: 'id' });
    (await backup.open()).close();
    expect(await made.store.backups.list()).toHaveLength(1);
    const before = await made.all();
    expect(refusal(await made.client.eraseEverything('erase', made.always())).code).toBe('wrong-word');
    expect(await made.all()).toBe(before);
    const { id } = JSON.parse(await made.dump('events'))[0].at(-1);
    value(await made.client.eraseEverything(ERASE_WORD, made.always()));
    expect(JSON.parse(await made.all()).flat()).toEqual([
      { name: 'erased', value: id.replace(/\w+$/, 'zzzzzzzz') },
    ]);
    expect(elsewhere).toBe(1);
    expect(await made.store.backups.list()).toEqual([]);
    expect(made.changes()).toBe(1);
    // And a person begins anew.
    value(await made.act(write('a first step')));
  });

  it('takes the place of what pages show, and so does what is imported and written after it', async () => {
    const made = await withSecret();
    const shown = value(await made.ask(see(OTHER)))[0]!;
    const next = async () => value(await made.ask(see(OTHER)))[0]!;
    for (const _ of ['once', 'twice']) {
      value(await made.client.eraseEverything(ERASE_WORD, made.always()));
      const erased = await next();
      expect(erased).toMatchObject({ item: null, steps: [] });
      expect(supersedes(erased, shown)).toBe(true);
    }
    const erased = await next();
    const prepared = value(await made.client.prepareImport(new Blob([made.file]), made.always()));
    value(await prepared.commit(made.always()));
    const imported = await next();
    expect(imported.steps).toEqual(shown.steps);
    expect(supersedes(imported, erased)).toBe(true);
    // Also where the clock was set back meanwhile.
    value(await made.client.eraseEverything(ERASE_WORD, made.always()));
    made.clock.now -= 86_400_000;
    const { view } = value(await made.act(write('a first step'), OTHER));
    expect(supersedes(view, imported)).toBe(true);
    expect(supersedes(erased, view)).toBe(false);
  });

  it('goes on after a worker died in the midst of it', async () => {
    const made = dataWorld({}, { eraseElsewhere: () => Promise.reject(new Error('killed')) });
    value(await made.act(write(SECRET)));
    expect(refusal(await made.client.eraseEverything(ERASE_WORD, made.always())).code).toBe('unexpected');
    expect(await resumeErasing(made.store, { elsewhere: async () => {} })).toBe(true);
    expect(JSON.parse(await made.all()).flat()).toEqual([{ name: 'erased', value: expect.any(String) }]);
    expect(await resumeErasing(made.store, { elsewhere: () => expect.unreachable() })).toBe(false);
  });

  it('of a newer Foothold is exported, and nothing else', async () => {
    const first = await withSecret();
    first.store.close();
    const newer = dataWorld({
      indexedDB: first.factory,
      migrations: [...MIGRATIONS, { version: 5, stores: {} }],
    });
    expect(await newer.exported()).toBe(first.file);
    newer.store.close();
    const older = dataWorld({ indexedDB: first.factory });
    expect(await older.exported()).toBe(first.file);
    const { client, always } = older;
    for (const answer of [
      await client.prepareImport(new Blob([first.file]), always()),
      await client.rebuild(always()),
      await client.eraseWords(first.erase(), always()),
      await client.eraseEverything(ERASE_WORD, always()),
    ])
      expect(refusal(answer).code).toBe('newer-database');
    expect(await older.exported()).toBe(first.file);
  });
});
