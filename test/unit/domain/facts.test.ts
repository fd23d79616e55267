import { expect, it } from 'vitest';
import { type Facts, mergeFacts, NO_FACTS, type SeenFacts } from '../../../domain/facts';
import { asKey } from '../../../domain/key';

const key = asKey('github.com/acme/widgets#12')!;
const open: Facts = {
  key,
  title: 'Fix the gears',
  status: 'Open',
  category: 'todo',
  assignees: ['ann'],
  createdAt: 100,
  updatedAt: 500,
  statusSince: 300,
  closedAt: null,
};
const closed: Facts = { ...open, status: 'Closed', category: 'done', closedAt: 400, statusSince: 400 };
const bare: Facts = { ...NO_FACTS, key };

it.each<[string, Facts | null, Omit<SeenFacts, 'key'>, Partial<Facts>]>([
  ['nothing known, nothing seen', null, {}, bare],
  ['nothing known', null, { title: 'A', createdAt: 1 }, { ...bare, title: 'A', createdAt: 1 }],
  ['nothing known: all is taken', null, closed, closed],
  ['nothing seen: all stays', open, {}, open],
  ['seen as unknown: all stays', open, { ...NO_FACTS }, open],
  ['the same seen again', open, open, open],
  ['the title changed', open, { title: 'Fix all gears' }, { title: 'Fix all gears' }],
  ['an empty title is a place not filled yet', open, { title: '', status: '' }, open],
  ['nobody is assigned any more', open, { assignees: [] }, { assignees: [] }],
  ['assignees not shown', open, { assignees: null }, { assignees: ['ann'] }],
  ['an unknown date is filled', bare, { createdAt: 7, closedAt: 9 }, { createdAt: 7, closedAt: 9 }],
  ['another creation: what was seen last was read last', open, { createdAt: 90 }, { createdAt: 90 }],
  ['updated later', open, { updatedAt: 501 }, { updatedAt: 501 }],
  ['a page left open shows an older update', open, { updatedAt: 400 }, { updatedAt: 500 }],
  ['the first update seen', bare, { updatedAt: 400 }, { updatedAt: 400 }],
  ['time 0 is a time', bare, { createdAt: 0 }, { createdAt: 0 }],
  // A new status: nothing of the old one holds any more.
  [
    'moved on, no more said',
    open,
    { status: 'In Review' },
    { status: 'In Review', category: null, statusSince: null },
  ],
  [
    'moved on, all said',
    open,
    { status: 'In Review', category: 'doing', statusSince: 450 },
    { status: 'In Review', category: 'doing', statusSince: 450 },
  ],
  [
    'moved on, category seen as unknown',
    open,
    { status: 'Parking lot', category: null },
    { status: 'Parking lot', category: null, statusSince: null },
  ],
  ['the same status keeps its date', open, { status: 'Open', category: 'todo' }, { statusSince: 300 }],
  ['the same status, dated anew', open, { status: 'Open', statusSince: 310 }, { statusSince: 310 }],
  [
    'the first status seen keeps a date known before',
    { ...bare, statusSince: 3 },
    { status: 'Open' },
    { status: 'Open', statusSince: 3 },
  ],
  [
    'a place that words no status tells by category',
    open,
    { category: 'done' },
    { status: null, category: 'done', statusSince: null },
  ],
  ['the same category says nothing new', open, { category: 'todo' }, open],
  ['the category of a status known before', { ...open, category: null }, { category: 'todo' }, open],
  // Closing and opening again.
  [
    'closed',
    open,
    { status: 'Closed', category: 'done', closedAt: 600 },
    { status: 'Closed', category: 'done', closedAt: 600, statusSince: null },
  ],
  [
    'open again',
    closed,
    { status: 'Open', category: 'todo' },
    { status: 'Open', category: 'todo', closedAt: null, statusSince: null },
  ],
  [
    'open again, told by category alone',
    closed,
    { category: 'todo' },
    { status: null, category: 'todo', closedAt: null, statusSince: null },
  ],
  [
    'open again, told by status alone',
    closed,
    { status: 'Reopened' },
    { status: 'Reopened', category: null, closedAt: null, statusSince: null },
  ],
  [
    'done in another way',
    closed,
    { status: 'Merged', category: 'done' },
    { status: 'Merged', closedAt: 400, statusSince: null },
  ],
  [
    'closed, yet in a column of work: the place says both',
    open,
    { status: 'In Review', category: 'doing', closedAt: 450 },
    { status: 'In Review', category: 'doing', closedAt: 450, statusSince: null },
  ],
  [
    'nothing said of status keeps it closed',
    closed,
    { title: 'Fix all gears' },
    { title: 'Fix all gears', closedAt: 400 },
  ],
])('%s', (_, known, seen, now) => {
  const before = structuredClone(known);
  expect(mergeFacts(known, { ...seen, key })).toEqual({ ...(known ?? bare), ...now });
  expect(known).toEqual(before);
});
