/** Long jobs at once, and cancelled in the midst of them: nothing is ever half done. */
import Dexie from 'dexie';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../storage/database';
import { ERASE_WORD } from '../../../storage/rpc/data-protocol';
import type { Answer } from '../../../storage/rpc/protocol';
import { dataWorld, fileOf } from './data-world';
import { actId, KEY, refusal, START, value, write } from './world';

/** Rows that are read or written at once are 5,000: a job of so many has several such steps. */
const MANY = 12_000;

const written = (n: number) => ({
  id: `${START - MANY + n}-0000-elsewher`,
  act: `imported-${n}`,
  key: `github.com/acme/widgets#${100 + (n % 7000)}`,
  at: START - MANY + n,
  what: { type: 'written', text: `step ${n}` },
});
const FEW = fileOf([written(1), written(2)]);

/** Holds the tables: who writes to them waits until it is let go. */
async function holdTables(db: Database): Promise<() => Promise<unknown>> {
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holding = db.transaction('rw', db.tables, async () => {
    await db.events.count();
    held.resolve();
    await Dexie.waitFor(release.promise);
  });
  await held.promise;
  return () => {
    release.resolve();
    return Promise.resolve(holding);
  };
}

const NAMES = ['import', 'rebuild', 'erase-words', 'erase-everything'] as const;
type Name = (typeof NAMES)[number];

/** A world with a step, and every job that writes, each asked for by a page of its own. */
async function withJobs() {
  const erasing = Promise.withResolvers<void>();
  const made = dataWorld({}, { eraseElsewhere: () => erasing.promise });
  const { view } = value(await made.act(write('open the log')));
  const { always, page } = made;
  const words = { id: actId(), key: KEY, step: view.steps[0]!.id };
  const prepared = value(await page().prepareImport(new Blob([FEW]), always()));
  const jobs: Record<Name, () => Promise<Answer<unknown>>> = {
    import: () => prepared.commit(always()),
    rebuild: () => page().rebuild(always()),
    'erase-words': () => page().eraseWords(words, always()),
    'erase-everything': () => page().eraseEverything(ERASE_WORD, always()),
  };
  return { ...made, jobs, letErase: erasing.resolve };
}

describe('of jobs that write', () => {
  it.each(
    NAMES.flatMap((first) =>
      NAMES.filter((second) => second !== first).map((second) => [first, second] as const),
    ),
  )('%s runs, and %s is refused in words; the first is done whole', async (first, second) => {
    const made = await withJobs();
    // What the first makes of it alone.
    const alone = await withJobs();
    alone.letErase();
    value(await alone.jobs[first]());

    const letGo = await made.store.read(holdTables);
    const running = made.jobs[first]();
    expect(refusal(await made.jobs[second]())).toEqual({ code: 'busy', params: [] });
    await letGo();
    made.letErase();
    value(await running);
    expect(shapeOf(await made.all())).toBe(shapeOf(await alone.all()));
  });

  it('the second is done once the first is', async () => {
    const { jobs, letErase, store } = await withJobs();
    const letGo = await store.read(holdTables);
    const rebuilding = jobs.rebuild();
    expect(refusal(await jobs['erase-words']()).code).toBe('busy');
    await letGo();
    value(await rebuilding);
    value(await jobs['erase-words']());
    letErase();
    value(await jobs['erase-everything']());
  });

  it('one that was cancelled or failed is in nobody’s way', async () => {
    const made = await withJobs();
    const ended = new AbortController();
    ended.abort();
    expect(refusal(await made.client.rebuild({ signal: ended.signal })).code).toBe('cancelled');
    const wrong = { id: actId(), key: KEY, step: written(1).id as never };
    expect(refusal(await made.client.eraseWords(wrong, made.always())).code).toBe('no-such-step');
    value(await made.jobs.rebuild());
  });

  it('an import that was looked at is in nobody’s way, and counts what was done meanwhile', async () => {
    const { jobs, all, store } = await withJobs();
    value(await jobs['erase-words']());
    expect(value(await jobs.import())).toMatchObject({ added: 2 });
    expect(await store.read((db) => db.events.count())).toBe(4);
    const before = await all();
    value(await jobs.rebuild());
    expect(await all()).toBe(before);
  });

  it('while everything is erased none writes, and an export is made all the same', async () => {
    const made = await withJobs();
    const erasing = made.jobs['erase-everything']();
    for (const name of ['import', 'rebuild', 'erase-words'] as const)
      expect(refusal(await made.jobs[name]()).code, name).toBe('busy');
    expect(JSON.parse(await made.exported()).events).toHaveLength(1);
    made.letErase();
    value(await erasing);
    expect(JSON.parse(await made.all()).flat()).toEqual([{ name: 'erased', value: expect.any(String) }]);
  });

  it('one asked for as the worker starts waits until what it was erasing is erased', async () => {
    const before = dataWorld({}, { eraseElsewhere: () => new Promise(() => {}) });
    value(await before.act(write('open the log')));
    // Never answered: the worker dies in the midst of it.
    void before.client.eraseEverything(ERASE_WORD, before.always());
    const isNoted = async () => (await before.dump('meta')).includes('erasing');
    while (!(await isNoted()));

    const erasing = Promise.withResolvers<void>();
    const after = dataWorld({ indexedDB: before.factory }, { eraseElsewhere: () => erasing.promise });
    const resumed = after.resume();
    const prepared = value(await after.client.prepareImport(new Blob([FEW]), after.always()));
    const importing = prepared.commit(after.always());
    erasing.resolve();
    expect(await resumed).toBe(true);
    expect(value(await importing)).toMatchObject({ added: 2 });
    expect(await after.store.read((db) => db.events.count())).toBe(2);
  });
});

/** Devices and acts have other names in each world. */
const shapeOf = (tables: string): string =>
  tables.replaceAll(/(?<=\d{13}-\w{4}-)\w{8}|(?<="value": ")\w{8}|(?<="act": ")\w{32}/g, '');

describe('cancelled in the midst of it', () => {
  const text = fileOf(Array.from({ length: MANY }, (_, n) => written(n)));
  const from = dataWorld();
  const to = dataWorld();
  beforeAll(async () => {
    await from.take(text);
    value(await to.act(write('mine', true)));
  });

  it.each(['comparing', 'writing', 'folding'] as const)(
    'an import that is %s leaves the tables byte for byte as before',
    async (stage) => {
      const before = await to.all();
      const ended = new AbortController();
      const prepared = value(await to.client.prepareImport(new Blob([text]), to.always()));
      const stages: string[] = [];
      const answer = await prepared.commit({
        signal: ended.signal,
        onProgress: (progress) => {
          stages.push(progress.stage);
          if (progress.stage === stage) ended.abort();
        },
      });
      expect(refusal(answer).code).toBe('cancelled');
      expect(stages.at(-1)).toBe(stage);
      expect(await to.all()).toBe(before);
      expect(to.changes()).toBe(0);
    },
  );

  it('an export gives no file, leaves the tables as before, and can be asked for again', async () => {
    const before = await from.all();
    const ended = new AbortController();
    const progress: number[] = [];
    const answer = await from.client.exportFile({
      signal: ended.signal,
      onProgress: ({ done }) => {
        progress.push(done);
        ended.abort();
      },
    });
    expect(refusal(answer).code).toBe('cancelled');
    expect(progress.at(-1)).toBeLessThan(MANY);
    expect(await from.all()).toBe(before);
    expect(JSON.parse(await from.exported()).events).toHaveLength(MANY);
  });
});
