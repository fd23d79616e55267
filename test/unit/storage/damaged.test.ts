/** A thousand damaged files, seeded: each is refused, or partly taken exactly as it was said before. */
import { expect, it } from 'vitest';
import type { ImportReport } from '../../../storage/rpc/data-protocol';
import type { Answer } from '../../../storage/rpc/protocol';
import { dataWorld } from './data-world';
import { KEY, OTHER, value, write } from './world';

const FILES = 1000;

/** Mulberry32: the same numbers from the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type File = { version: unknown; events: Record<string, unknown>[]; settings: object; items: unknown[] };
type Random = () => number;
const oneOf = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)]!;

/** What can be wrong with events; each changes some of them. */
const EVENT_FAULTS: ((event: Record<string, unknown>, random: Random) => unknown)[] = [
  (event, random) => ({ ...event, id: oneOf(random, [7, '', '17', `${event.id}x`, null, `9${event.id}`]) }),
  (event, random) => ({ ...event, id: `${oneOf(random, ['9999999999999', '7258118400000'])}-zzzz-zzzzzzzz` }),
  (event) => ({ ...event, id: `1899999999999-0000-${String(event.id).slice(-8)}` }),
  (event, random) => ({
    ...event,
    key: oneOf(random, ['', 'example.com', 'github.com/acme', 'github.com/ACME/w#1', 5, '../../#1']),
  }),
  (event, random) => ({ ...event, at: oneOf<unknown>(random, ['now', null, 1e300, -1e300, 9e15, {}]) }),
  (event, random) => ({ ...event, act: oneOf<unknown>(random, ['', 'a b', 'x'.repeat(65), 3]) }),
  (event, random) => ({
    ...event,
    what: oneOf<unknown>(random, [
      null,
      [],
      'written',
      {},
      { type: '' },
      { type: 7 },
      { type: 'x'.repeat(65) },
    ]),
  }),
  (event, random) => ({
    ...event,
    what: {
      type: 'written',
      text: oneOf<unknown>(random, [
        'a\u0000b',
        'a\u202eb',
        '\ud800',
        'x'.repeat(50_000),
        5,
        null,
        'two\nlines',
      ]),
    },
  }),
  (event) => ({ ...event, what: { ...(event.what as object), text: 'other words' } }),
  (event, random) => ({ ...event, what: { type: 'later', deep: nested(oneOf(random, [3, 40, 20_000])) } }),
  (event) => ({ ...event, what: { type: 'later', list: Array.from({ length: 3000 }, () => 0) } }),
  (event) => ({ ...event, what: { type: 'moved-from', from: 'acme.atlassian.net/APP-1' } }),
  () => null,
  () => [],
  () => 'event',
  (event) => ({ ...event, __proto__: { polluted: true }, constructor: 'x', what: event.what }),
];

/** Made as text: a value so deep can't be written by `JSON.stringify`. */
const DEEP = 'deep inside: ';
const nested = (levels: number): string => `${DEEP}${levels}`;
const withDepth = (text: string): string =>
  text.replace(new RegExp(`"${DEEP}(\\d+)"`, 'g'), (_, levels) => '['.repeat(+levels) + ']'.repeat(+levels));

/** What can be wrong with a file as a whole. */
const FILE_FAULTS: ((text: string, random: Random) => string)[] = [
  (text, random) => text.slice(0, Math.floor(random() * text.length)),
  (text, random) => {
    const at = Math.floor(random() * text.length);
    return (
      text.slice(0, at) +
      String.fromCharCode(text.charCodeAt(at) ^ (1 << Math.floor(random() * 7))) +
      text.slice(at + 1)
    );
  },
  (text, random) => {
    const at = Math.floor(random() * text.length);
    return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 40));
  },
  (text) => text + text,
  (text, random) =>
    text.replace('"version":1', `"version":${oneOf(random, ['2', '0', '"1"', '1.5', 'null', '1e999'])}`),
  (text) => text.replace('"format":"foothold"', '"format":"elsewhere"'),
  (text, random) => text.replace(/"events":\[/, `"events":${oneOf(random, ['{}', '7', 'null'])},"old":[`),
  (text) => text.replace('"settings":{', '"settings":{"hiddenOn":7,"__proto__":{"a":1},'),
  (text) => `${'['.repeat(50_000)}${text}${']'.repeat(50_000)}`,
];

function damage(text: string, random: Random): string {
  if (random() < 0.45) {
    const file: File = JSON.parse(text);
    const fault = oneOf(random, EVENT_FAULTS);
    const share = oneOf(random, [0.1, 0.5, 1]);
    const events = file.events.flatMap((event) => {
      if (random() > share) return [event];
      const broken = fault(event, random) as Record<string, unknown>;
      // Beside the whole one, or in its place.
      return random() < 0.5 ? [event, broken] : [broken];
    });
    return withDepth(JSON.stringify({ ...file, events }));
  }
  return oneOf(random, FILE_FAULTS)(text, random);
}

async function base() {
  const made = dataWorld();
  const first = value(await made.act(write('open the log', true)));
  value(await made.act({ type: 'why', text: 'People wait' }));
  value(await made.act(write('tell Mona'), OTHER));
  value(await made.act({ type: 'finish', step: first.view.steps[0]!.id, outcome: 'the proxy' }));
  return made;
}

it(`${FILES} damaged files: each is refused, or taken as it was said`, { timeout: 300_000 }, async () => {
  const from = await base();
  value(await from.act(write('here alone')));
  value(await from.ask({ type: 'set', settings: { hiddenOn: ['linear.app'] } }));
  const whole = await from.exported();

  const here = await base();
  const before = await here.all();
  const goBack = await backTo(here);
  const seen = { refused: new Map<string, number>(), partly: 0, whole: 0 };
  for (let seed = 1; seed <= FILES; seed += 1) {
    const text = damage(whole, randomFrom(seed));
    const looked = await here.client.prepareImport(new Blob([text]), here.always());
    expect(await here.all(), `seed ${seed}: looked at`).toBe(before);
    if (!looked.ok) {
      const { code } = looked.error;
      expect(code, `seed ${seed}`).toMatch(/^file-/);
      seen.refused.set(code, (seen.refused.get(code) ?? 0) + 1);
      continue;
    }
    const { report, commit } = looked.value;
    const refused = report.refused.reduce((sum, { count }) => sum + count, 0);
    expect(report.added + report.known + refused, `seed ${seed}`).toBe(report.events);
    const count = await here.store.read((db) => db.events.count());
    const done: Answer<ImportReport> = await commit(here.always());
    expect(done, `seed ${seed}`).toEqual({ ok: true, value: report });
    expect(await here.store.read((db) => db.events.count())).toBe(count + report.added);
    // What is stored can be read, exported and imported again, and a person goes on.
    const after = await here.all();
    const again = value(await here.client.prepareImport(new Blob([text]), here.always()));
    expect({ ...again.report, refused: [] }, `seed ${seed}`).toMatchObject({ added: 0, items: 0, facts: 0 });
    await commitNothing(again.commit, here);
    expect(await here.all(), `seed ${seed}: twice`).toBe(after);
    if (refused > 0) seen.partly += 1;
    else seen.whole += 1;
    if (after === before) continue;
    value(await here.act({ type: 'valid' }, KEY));
    expect(here.warnings, `seed ${seed}`).toEqual([]);
    await goBack();
    expect(await here.all()).toBe(before);
  }
  // All of it was put to the test.
  expect([...seen.refused.keys()].sort()).toEqual([
    'file-cut',
    'file-damaged',
    'file-newer',
    'file-not-json',
    'file-not-ours',
  ]);
  for (const count of [...seen.refused.values(), seen.partly, seen.whole]) expect(count).toBeGreaterThan(5);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

/** @returns what brings back all rows as they are now: much faster than another world */
async function backTo({ store }: Awaited<ReturnType<typeof base>>): Promise<() => Promise<unknown>> {
  const rows = await store.read((db) => Promise.all(db.tables.map((table) => table.toArray())));
  return () =>
    store.write((db) =>
      db.transaction('rw', db.tables, () =>
        Promise.all(
          db.tables.map(async (table, index) => {
            await table.clear();
            await table.bulkAdd(rows[index]!);
          }),
        ),
      ),
    );
}

const commitNothing = async (
  commit: (options: { signal: AbortSignal }) => Promise<Answer<ImportReport>>,
  { always }: { always: () => { signal: AbortSignal } },
) => expect(value(await commit(always())).added).toBe(0);
