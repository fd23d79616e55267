/**
 * Linear's local store: what is read of it, and that whatever it looks like nothing goes wrong, least of all for
 * Linear.
 */
import { IDBObjectStore } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import type { FactsResponse } from '../../../components/overlay/tracker-contract';
import { MODELS } from '../../../trackers/linear/local-store/record-shapes';
import { findIssue, stateNamed } from '../../practice/linear/data';
import {
  type Home,
  keepIssue,
  nameOf,
  SOMEBODY,
  type StoreOptions,
  upgradeStore,
  VERSION,
} from '../../practice/linear/store';
import { hashOf } from '../../practice/linear/store-shape';
import { noneOf } from '../domain/simulation';
import { daysAgo, key, keys, NOW, openPage } from './fake';

const OWN = nameOf();
const fault = (name: string): FactsResponse =>
  ({ ok: false, fault: name, retryAfterMs: null }) as FactsResponse;
const ok = (answer: FactsResponse) => (answer.ok ? answer : expect.unreachable(answer.fault));

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Rewrites the records of a store; an empty one is given one. */
async function put(
  { indexedDB }: Home,
  store: string,
  change: (record: Record<string, unknown>, index: number) => object,
  name = OWN,
): Promise<void> {
  const database = await done(indexedDB.open(name));
  const records = await done(database.transaction(store).objectStore(store).getAll());
  const transaction = database.transaction(store, 'readwrite');
  for (const [index, record] of (records.length > 0 ? records : [{}]).entries())
    transaction.objectStore(store).put(change(record, index));
  await new Promise((over) => {
    transaction.oncomplete = over;
  });
  database.close();
}

async function filled(options: StoreOptions = {}, page?: string) {
  const made = openPage(page);
  await made.fill(options);
  return made;
}

describe('what is kept', () => {
  it('of an issue whose history was opened is all there is to know', async () => {
    const { ask } = await filled();
    expect(await ask(keys('ENG-1', 'ENG-12'))).toEqual({
      ok: true,
      facts: [
        {
          key: key('ENG-1'),
          title: 'Sign in with a passkey on a second device',
          status: 'In Progress',
          category: 'doing',
          assignees: ['Bo Lindqvist'],
          createdAt: daysAgo(43),
          updatedAt: daysAgo(12),
          statusSince: daysAgo(12),
          closedAt: null,
        },
        {
          key: key('ENG-12'),
          title: 'Keyboard order of the filter bar',
          status: 'Duplicate',
          category: 'done',
          assignees: ['Ana Costa'],
          createdAt: daysAgo(40),
          updatedAt: daysAgo(2),
          statusSince: daysAgo(2),
          closedAt: daysAgo(2),
        },
      ],
      moved: [],
      none: new Map(),
      partial: null,
      fault: null,
    });
  });

  it.each<[string, string, object, string[]]>([
    ['history that was not opened', 'ENG-8', { status: 'In Review', category: 'doing' }, ['statusSince']],
    ['history without a change of state', 'ENG-7', { status: 'Backlog', category: 'todo' }, ['statusSince']],
    ['done, and when', 'ENG-5', { category: 'done', closedAt: daysAgo(5), assignees: [] }, ['statusSince']],
    ['canceled, and when', 'ENG-11', { category: 'done', closedAt: daysAgo(17) }, ['statusSince']],
    ['begun', 'ENG-2', { status: 'Todo', category: 'todo', closedAt: null }, ['statusSince']],
    ['another team’s of the same number', 'DES-1', { status: 'In Progress', createdAt: daysAgo(40) }, []],
    ['a third team’s', 'OPS-1', { status: 'In Progress', createdAt: daysAgo(40) }, []],
  ])('%s', async (_, name, expected, leftOut) => {
    const { ask } = await filled();
    const [facts] = ok(await ask([key(name)])).facts;
    expect(facts).toMatchObject({ key: key(name), ...expected });
    for (const field of leftOut) expect(facts).not.toHaveProperty(field);
  });

  it('says nothing of issues it does not hold: of this workspace, another, or no team of it', async () => {
    const { ask } = await filled();
    const wanted = [key('ENG-13'), key('ENG-9999'), key('XYZ-1'), key('ENG-1', 'other')];
    expect(ok(await ask([...wanted, key('ENG-1')]))).toMatchObject({
      facts: [{ key: key('ENG-1') }],
      none: noneOf('unkept', ...wanted),
    });
  });

  it('tells by which keys an issue went, whichever it is asked for by', async () => {
    const { ask } = await filled();
    const moved = [{ from: key('DES-9007'), to: key('ENG-6') }];
    for (const wanted of [keys('ENG-6'), keys('DES-9007'), keys('DES-9007', 'ENG-6')]) {
      const answer = ok(await ask(wanted));
      expect(answer).toMatchObject({
        moved,
        none: new Map(),
        facts: [{ key: key('ENG-6'), statusSince: daysAgo(1) }],
      });
      expect(answer.facts).toHaveLength(1);
    }
  });

  it('has its ages by the key it was asked for by, and no other, where its team is not kept', async () => {
    const { ask, home } = await filled();
    ok(await ask(keys('ENG-1', 'DES-9007')));
    const { id } = findIssue('ENG-6', NOW)!;
    await put(home, hashOf('Issue', '2026-11'), (record) =>
      record.id === id ? { ...record, teamId: 'private' } : record,
    );
    const answer = ok(await ask(keys('DES-9007')));
    expect(answer).toMatchObject({ moved: [], none: new Map() });
    expect(answer.facts).toMatchObject([
      { key: key('DES-9007'), createdAt: findIssue('ENG-6', NOW)!.created },
    ]);
    // The team comes: its name is known at once.
    await put(home, hashOf('Team', '2026-11'), (team) =>
      team.key === 'OPS' ? { ...team, id: 'private', key: 'SEC' } : team,
    );
    expect(ok(await ask(keys('DES-9007')))).toMatchObject({
      moved: [{ from: key('DES-9007'), to: key('SEC-6') }],
      facts: [{ key: key('SEC-6') }],
    });
  });

  it('goes by what its team is called now, also where another team has its name', async () => {
    const { ask, home } = await filled();
    const [before] = ok(await ask(keys('ENG-1'))).facts;
    const swapped = new Map([
      ['ENG', 'OLD'],
      ['DES', 'ENG'],
    ]);
    await put(home, hashOf('Team', '2026-11'), (team) => ({
      ...team,
      key: swapped.get(team.key as string) ?? team.key,
    }));
    expect(ok(await ask(keys('ENG-1'))).facts).toMatchObject([
      { key: key('ENG-1'), title: findIssue('DES-1', NOW)!.title },
    ]);
    expect(ok(await ask(keys('OLD-1'))).facts).toEqual([{ ...before, key: key('OLD-1') }]);
  });

  it('never takes the steps of an issue that has a name another had before', async () => {
    const { ask, home } = await filled();
    await put(home, hashOf('Issue', '2026-11'), (record) =>
      record.id === findIssue('ENG-6', NOW)!.id
        ? { ...record, previousIdentifiers: ['ENG-1', 'DES-9007'] }
        : record,
    );
    for (const wanted of [keys('ENG-6'), keys('ENG-6', 'ENG-1'), keys('ENG-1', 'ENG-6')])
      expect(ok(await ask(wanted)).moved).toEqual([{ from: key('DES-9007'), to: key('ENG-6') }]);
  });

  it('is read anew each time: an issue moved on, and one opened at last', async () => {
    const { ask, home } = await filled();
    ok(await ask(keys('ENG-1', 'ENG-13')));
    await keepIssue(home, NOW, { name: 'ENG-1', state: 'In Review', at: NOW - 5000 });
    await keepIssue(home, NOW, { name: 'ENG-13' });
    expect(ok(await ask(keys('ENG-1', 'ENG-13')))).toMatchObject({
      facts: [
        { key: key('ENG-1'), status: 'In Review', statusSince: NOW - 5000 },
        { key: key('ENG-13'), status: 'Triage', createdAt: daysAgo(12) },
      ],
      none: new Map(),
    });
  });

  it('never dates a status by an earlier stay in it', async () => {
    const { ask, home } = await filled();
    // The issue came back to In Progress, and its history has not heard of it.
    await keepIssue(home, NOW, { name: 'ENG-1', state: 'In Review', at: NOW - 9000 });
    await put(home, hashOf('Issue', '2026-11'), (record) =>
      record.id === findIssue('ENG-1', NOW)!.id
        ? { ...record, stateId: stateNamed('ENG', 'In Progress').id }
        : record,
    );
    const [facts] = ok(await ask(keys('ENG-1'))).facts;
    expect(facts).toMatchObject({ status: 'In Progress' });
    expect(facts).not.toHaveProperty('statusSince');
  });
});

describe('how it is read', () => {
  it('is by indexes: no store of thousands is ever read as a whole', async () => {
    const all = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    const cursors = vi.spyOn(IDBObjectStore.prototype, 'openCursor');
    const { ask } = await filled();
    ok(await ask(keys('ENG-1', 'ENG-3')));
    ok(await ask(keys('ENG-2', 'OPS-3')));
    const big = ['Issue', 'IssueHistory', 'Comment', 'Attachment'].map((model) => hashOf(model, '2026-11'));
    for (const [index, given] of all.mock.calls.entries()) {
      const { name } = all.mock.contexts[index] as unknown as IDBObjectStore;
      if (big.includes(name)) expect([name, given[1]]).toEqual([name, 20]);
      if (name === big[0]) expect.unreachable();
    }
    expect(cursors).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('finds its stores when it is asked for nothing yet', async () => {
    const { ask, opened } = await filled();
    expect(ok(await ask([])).facts).toEqual([]);
    opened.length = 0;
    ok(await ask(keys('ENG-1')));
    expect(opened).toEqual([OWN]);
  });

  it('opens what it found at first and no more, until that has another name or version', async () => {
    const { ask, opened, home, fill } = await filled();
    ok(await ask(keys('ENG-1')));
    expect(opened.splice(0)).toEqual(['linear_databases', OWN, OWN]);
    ok(await ask(keys('ENG-2')));
    expect(opened.splice(0)).toEqual([OWN]);
    await upgradeStore(home, NOW, { issues: 60 });
    expect(ok(await ask(keys('ENG-1'))).facts).toMatchObject([{ status: 'In Progress' }]);
    expect(opened.splice(0)).toEqual(['linear_databases', OWN, OWN]);
    await fill({ userId: SOMEBODY, currentUserId: SOMEBODY });
    ok(await ask(keys('ENG-1')));
    expect(opened.splice(0)).toEqual(['linear_databases', nameOf(SOMEBODY), nameOf(SOMEBODY)]);
  });

  it('keeps nothing it found without history: it looks again at the next ask', async () => {
    const { ask, fillHistory, opened } = await filled({ history: 'later' });
    // Found by the page before it has items.
    ok(await ask([]));
    const before = ok(await ask(keys('ENG-1', 'ENG-5')));
    expect(before.facts).toMatchObject([{ status: 'In Progress' }, { category: 'done' }]);
    // Held to no limit that is of its time in status.
    for (const field of ['statusSince', 'category']) expect(before.facts[0]).not.toHaveProperty(field);
    await fillHistory();
    opened.length = 0;
    const after = ok(await ask(keys('ENG-1')));
    expect(after.facts).toMatchObject([{ category: 'doing', statusSince: daysAgo(12) }]);
    ok(await ask(keys('ENG-1')));
    expect(opened).toEqual(['linear_databases', OWN, OWN, OWN]);
  });
});

describe('whose it is', () => {
  it('is told by who is signed in, and confirmed by the workspace in the address', async () => {
    const { ask, fill, state } = await filled({ urlKey: 'other', userId: SOMEBODY });
    await fill();
    expect(ok(await ask(keys('ENG-1'))).facts).toHaveLength(1);
    state.url = 'https://linear.app/other/team/ENG/all';
    await fill({ urlKey: 'other', userId: SOMEBODY, currentUserId: SOMEBODY });
    expect(ok(await ask([key('ENG-1', 'other')])).facts).toMatchObject([{ key: key('ENG-1', 'other') }]);
    state.url = 'https://linear.app/third/team/ENG/all';
    expect(await ask([key('ENG-1', 'third')])).toEqual(fault('unkept'));
  });

  it('is told by the address in a tab whose workspace is not the one that another tab signed in to last', async () => {
    const { ask, fill, state } = await filled({ urlKey: 'other', userId: SOMEBODY, issues: 60 });
    await fill({ currentUserId: SOMEBODY });
    expect(ok(await ask(keys('ENG-1'))).facts).toMatchObject([
      { key: key('ENG-1'), title: expect.any(String) },
    ]);
    state.url = 'https://linear.app/other/team/ENG/all';
    expect(ok(await ask([key('ENG-1', 'other')])).facts).toMatchObject([{ key: key('ENG-1', 'other') }]);
    // Back and forth, as tabs write it.
    state.url = 'https://linear.app/acme/team/ENG/all';
    await fill();
    expect(ok(await ask(keys('ENG-1'))).facts).toHaveLength(1);
  });

  it('stays unknown where two other people’s are of this workspace', async () => {
    const { ask, fill, home } = await filled();
    await fill({ userId: SOMEBODY });
    expect(ok(await ask(keys('ENG-1'))).facts).toHaveLength(1);
    home.localStorage.setItem('ApplicationStore', '{"currentUserId":"third"}');
    expect(await ask(keys('ENG-1'))).toEqual(fault('unkept'));
  });

  it('waits while another that may be of this workspace is being written, and passes by one nobody understands', async () => {
    const { ask, fill } = await filled({ userId: SOMEBODY, spoiled: 'half' });
    await fill({ currentUserId: 'third' });
    expect(await ask(keys('ENG-1'))).toEqual(fault('later'));
    await fill({ userId: SOMEBODY, spoiled: 'garbage', currentUserId: 'third' });
    expect(ok(await ask(keys('ENG-1'))).facts).toHaveLength(1);
  });

  it('is the person’s own as soon as there is one', async () => {
    const { ask, fill, state, opened } = await filled({ currentUserId: SOMEBODY });
    ok(await ask(keys('ENG-1')));
    await fill({ userId: SOMEBODY, currentUserId: SOMEBODY });
    state.now += 61_000;
    opened.length = 0;
    ok(await ask(keys('ENG-1')));
    expect(opened).toEqual(['linear_databases', nameOf(SOMEBODY), nameOf(SOMEBODY)]);
  });

  it('has its people in the store that holds this person: one of people from elsewhere looks the same', async () => {
    const { ask, home } = await filled();
    const stranger = { id: 'x', name: 'Somebody Else', displayName: 'else', email: 'else@elsewhere.test' };
    await put(home, hashOf('Model7', '2026-11'), () => stranger);
    expect(ok(await ask(keys('ENG-1'))).facts).toMatchObject([{ assignees: ['Bo Lindqvist'] }]);
  });

  it('has no people while only those from elsewhere have come, and looks for them again', async () => {
    const { ask, home, state } = await filled();
    const stranger = { id: 'x', name: 'Somebody Else', displayName: 'else', email: 'else@elsewhere.test' };
    await put(home, hashOf('Model7', '2026-11'), () => stranger);
    const people = hashOf('User', '2026-11');
    const database = await done(home.indexedDB.open(OWN));
    const kept = await done<object[]>(database.transaction(people).objectStore(people).getAll());
    await done(database.transaction(people, 'readwrite').objectStore(people).clear());
    expect(ok(await ask(keys('ENG-1'))).facts[0]).not.toHaveProperty('assignees');
    const store = database.transaction(people, 'readwrite').objectStore(people);
    await Promise.all(kept.map((user) => done(store.put(user))));
    database.close();
    state.now += 61_000;
    expect(ok(await ask(keys('ENG-1'))).facts).toMatchObject([{ assignees: ['Bo Lindqvist'] }]);
  });

  it('of two of the same person, it is the one of this workspace; of two of it, the later', async () => {
    const { ask, fill, home } = await filled({ urlKey: 'other', createdAt: NOW });
    await fill({ userId: SOMEBODY, createdAt: NOW - 5 });
    await put(home, 'databases', (row) => ({ ...row, userId: SOMEBODY }), 'linear_databases');
    home.localStorage.setItem('ApplicationStore', JSON.stringify({ currentUserId: SOMEBODY }));
    expect(ok(await ask(keys('ENG-1'))).facts).toHaveLength(1);
    await keepIssue(home, NOW, { name: 'ENG-1', state: 'Done', at: NOW - 1 });
    await fill({ currentUserId: SOMEBODY, createdAt: NOW });
    await put(home, 'databases', (row) => ({ ...row, userId: SOMEBODY }), 'linear_databases');
    expect(ok(await ask(keys('ENG-1'))).facts).toMatchObject([{ status: 'In Progress' }]);
  });
});

describe('where it is not as it should be', () => {
  const asIs: [name: string, make: (page: ReturnType<typeof openPage>) => Promise<void>, fault: string][] = [
    ['there is no database', async () => {}, 'unkept'],
    ['nobody is signed in', ({ fill }) => fill({ currentUserId: null }), 'unkept'],
    [
      'another person is, and it is of another workspace',
      ({ fill }) => fill({ currentUserId: SOMEBODY, urlKey: 'other' }),
      'unkept',
    ],
    ['it is of another workspace', ({ fill }) => fill({ urlKey: 'other' }), 'unkept'],
    ['it is empty', ({ fill }) => fill({ spoiled: 'empty' }), 'later'],
    ['it is half filled', ({ fill }) => fill({ spoiled: 'half' }), 'later'],
    ['its indexes have other names', ({ fill }) => fill({ spoiled: 'renamed' }), 'not-understood'],
    ['its records are garbage', ({ fill }) => fill({ spoiled: 'garbage' }), 'not-understood'],
    [
      'who is signed in is told in another way',
      async ({ fill, home }) => {
        await fill();
        home.localStorage.setItem('ApplicationStore', '{"user":{"id":1}}');
      },
      'not-understood',
    ],
    [
      'who is signed in is garbage',
      async ({ fill, home }) => {
        await fill();
        home.localStorage.setItem('ApplicationStore', '{"currentUserId":');
      },
      'not-understood',
    ],
    [
      'the list names a database that is gone',
      async ({ fill, home }) => {
        await fill();
        await done(home.indexedDB.deleteDatabase(OWN));
      },
      'unkept',
    ],
    [
      'the database is about to be deleted',
      async ({ fill, home }) => {
        await fill();
        await put(home, 'databases', (row) => ({ ...row, deleting: true }), 'linear_databases');
      },
      'unkept',
    ],
    [
      'the list is garbage',
      async ({ fill, home }) => {
        await fill();
        await put(home, 'databases', ({ name }) => ({ name }), 'linear_databases');
      },
      'not-understood',
    ],
    [
      'two stores look like that of teams',
      async ({ fill, home }) => {
        await fill();
        await put(home, hashOf('Webhook', '2026-11'), () => ({ id: 'x', name: 'Engineering', key: 'ENG' }));
      },
      'not-understood',
    ],
    [
      'localStorage can’t be read',
      async ({ fill, window }) => {
        await fill();
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      },
      'not-understood',
    ],
    [
      'there is no IndexedDB',
      async ({ window }) => {
        window.localStorage.setItem('ApplicationStore', '{"currentUserId":"a"}');
        Object.assign(window, { indexedDB: null });
      },
      'not-understood',
    ],
  ];
  it.each(asIs)('%s', async (_, make, expected) => {
    const page = openPage();
    await make(page);
    const before = await page.databases();
    // Linear may be in the middle of changing it.
    const first = expected === 'not-understood' ? 'later' : expected;
    expect(await page.ask(keys('ENG-1', 'ENG-2'))).toEqual(fault(first));
    page.state.now += 9000;
    expect(await page.ask(keys('ENG-1', 'ENG-2'))).toEqual(fault(first));
    page.state.now += 1000;
    expect(await page.ask(keys('ENG-1', 'ENG-2'))).toEqual(fault(expected));
    expect(page.check()?.understood ?? null).toBe(expected !== 'not-understood');
    expect(await page.databases()).toEqual(before);
    if (before.some(({ name }) => name === OWN)) await page.isFree(OWN);
    if (before.length > 0) await page.isFree('linear_databases');
  });

  it('a store that is filled at last is read', async () => {
    const { ask, fill } = await filled({ spoiled: 'half' });
    expect(await ask(keys('ENG-1'))).toEqual(fault('later'));
    await fill();
    expect(ok(await ask(keys('ENG-1'))).facts).toHaveLength(1);
  });

  it('stores of another build, by other names, are found all the same', async () => {
    const { ask } = await filled({ build: '2027-05' });
    expect(ok(await ask(keys('ENG-1'))).facts).toMatchObject([{ statusSince: daysAgo(12) }]);
  });

  it.each<[string, (record: Record<string, unknown>) => object]>([
    ['no date of creation', ({ createdAt: _, ...rest }) => rest],
    ['a date that is none', (record) => ({ ...record, createdAt: '1' })],
    ['a date as a number', (record) => ({ ...record, createdAt: 5 })],
    ['a date of no time zone', (record) => ({ ...record, createdAt: '2026-10-01T09:00:00' })],
    ['no state', ({ stateId: _, ...rest }) => rest],
  ])('one issue with %s is not understood, and it alone', async (_, change) => {
    const { ask, home } = await filled();
    await put(home, hashOf('Issue', '2026-11'), (record) => (record.number === 1 ? change(record) : record));
    expect(ok(await ask(keys('ENG-1', 'ENG-2')))).toMatchObject({
      none: noneOf('broken', ...keys('ENG-1')),
      facts: [{ key: key('ENG-2') }],
    });
  });

  it.each<[string, string, (record: Record<string, unknown>) => object, object, string[]]>([
    [
      'a state nobody knows',
      'Issue',
      (r) => ({ ...r, stateId: 'gone' }),
      {},
      ['status', 'category', 'statusSince'],
    ],
    ['an assignee nobody knows', 'Issue', (r) => ({ ...r, assigneeId: 'gone' }), {}, ['assignees']],
    ['a title that is none', 'Issue', (r) => ({ ...r, title: { text: 5 } }), {}, ['title']],
    ['a type of state nobody knows', 'WorkflowState', (r) => ({ ...r, type: 'parked' }), {}, []],
    [
      'a change whose date is none',
      'IssueHistory',
      (r) => ({ ...r, createdAt: 'then' }),
      {},
      ['statusSince'],
    ],
    ['dates as dates', 'Issue', (r) => ({ ...r, createdAt: new Date(7) }), { createdAt: 7 }, []],
    ['a later update than its own', 'Issue', ({ updatedAt: _, ...r }) => r, {}, ['updatedAt']],
    [
      'names before that are none',
      'Issue',
      (r) => ({ ...r, previousIdentifiers: [5, null, '../..'] }),
      {},
      [],
    ],
  ])('%s: the rest is told', async (_, model, change, expected, leftOut) => {
    const { ask, home } = await filled();
    // What is known by its shape keeps it: only later records are others.
    const first = model === 'WorkflowState' ? 3 : 0;
    await put(home, hashOf(model, '2026-11'), (record, index) => (index < first ? record : change(record)));
    const answer = ok(await ask(keys('ENG-1')));
    expect(answer).toMatchObject({ facts: [{ key: key('ENG-1'), ...expected }], moved: [] });
    for (const field of leftOut) expect(answer.facts[0]).not.toHaveProperty(field);
    if (model === 'WorkflowState')
      expect(answer.facts[0]).toMatchObject({ status: 'In Progress', category: null });
  });
});

describe('Linear goes first', () => {
  it('gets an upgrade at once, however much is being read', async () => {
    const { ask, home } = await filled();
    let over = false;
    const answers: FactsResponse[] = [];
    const hammer = async () => {
      while (!over) answers.push(await ask(keys('ENG-1', 'ENG-2', 'DES-9007')));
    };
    const hammering = [hammer(), hammer(), hammer()];
    for (let version = VERSION + 1; version < VERSION + 6; version += 1) {
      const { blocked } = await upgradeStore(home, NOW, { issues: 60, version, build: `build ${version}` });
      expect(blocked).toBe(0);
    }
    over = true;
    await Promise.all(hammering);
    const faults = answers.flatMap((answer) => (answer.ok ? [] : answer.fault));
    expect(faults.filter((one) => one !== 'later')).toEqual([]);
    expect(ok(await ask(keys('ENG-1'))).facts).toMatchObject([{ statusSince: daysAgo(12) }]);
  });

  it('gets it while a read waits for what Linear is writing', async () => {
    const { ask, home } = await filled();
    ok(await ask(keys('ENG-1')));
    const database = await done(home.indexedDB.open(OWN));
    database.onversionchange = () => database.close();
    const transaction = database.transaction(hashOf('Issue', '2026-11'), 'readwrite');
    const store = transaction.objectStore(hashOf('Issue', '2026-11'));
    let writing = true;
    const write = () => {
      if (writing) store.get('x').onsuccess = write;
    };
    write();
    const answer = ask(keys('ENG-1'));
    setTimeout(() => {
      writing = false;
    }, 100);
    const { blocked } = await upgradeStore(home, NOW, { issues: 60 });
    expect(blocked).toBe(0);
    expect([true, false]).toContain((await answer).ok);
  });

  it('is not waited for longer than a few seconds, and nothing is left open', async () => {
    const { ask, home, isFree } = await filled();
    const database = await done(home.indexedDB.open(OWN));
    const transaction = database.transaction(hashOf('Issue', '2026-11'), 'readwrite');
    const store = transaction.objectStore(hashOf('Issue', '2026-11'));
    let writing = true;
    const write = () => {
      if (writing) store.get('x').onsuccess = write;
    };
    write();
    expect(await ask(keys('ENG-1'))).toEqual(fault('later'));
    writing = false;
    database.close();
    await isFree(OWN);
  });

  it('is left alone when the page is over', async () => {
    const { ask, end, isFree } = await filled();
    const answer = ask(keys('ENG-1'));
    end();
    expect(await answer).toEqual(fault('later'));
    await isFree(OWN);
  });
});

describe('the self-check', () => {
  it('is told nothing before anything was asked', async () => {
    const { check } = await filled();
    expect(check()).toBeNull();
  });

  it.each<[string, StoreOptions, boolean, Record<string, number>]>([
    [
      'a whole store',
      {},
      true,
      { issue: 1, organization: 1, team: 1, state: 1, user: 1, history: 1, stores: 74 },
    ],
    ['one whose issues are gone', { spoiled: 'renamed' }, false, { issue: 0, team: 1, history: 0 }],
    ['garbage', { spoiled: 'garbage' }, false, { issue: 1, team: 0, databases: 1 }],
    ['one still to be filled', { spoiled: 'half' }, true, { issue: 1, team: 0 }],
  ])('counts what was recognised of %s, in words of ours', async (_, options, understood, found) => {
    const { ask, check, state } = await filled(options);
    await ask(keys('ENG-1'));
    expect(check()).toMatchObject({ understood: true });
    state.now += 10_000;
    await ask(keys('ENG-1'));
    expect(check()).toMatchObject({ understood, found });
    const words = ['databases', 'stores', 'issue', ...MODELS];
    for (const [word, count] of Object.entries(check()!.found)) {
      expect(words).toContain(word);
      expect(typeof count).toBe('number');
    }
  });
});
