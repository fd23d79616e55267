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
  askedAt: null,
  seenAs: null,
};
const closed: Facts = { ...open, status: 'Closed', category: 'done', closedAt: 400, statusSince: 400 };
const bare: Facts = { ...NO_FACTS, key };
const asked: Facts = { ...open, status: 'In Design', category: 'doing', askedAt: 1000, seenAs: 'Doing' };
const unasked = { askedAt: null, seenAs: null, category: null, statusSince: null };

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
  // What the tracker answered when it was asked.
  ['the first answer', null, asked, asked],
  ['an answer holds over what a page told', open, asked, asked],
  [
    'an answer holds in what it says is unknown',
    { ...asked, category: 'done', closedAt: 400 },
    { ...asked, askedAt: 2000, statusSince: null, closedAt: null, assignees: [] },
    { askedAt: 2000, statusSince: null, category: 'doing', closedAt: null, assignees: [] },
  ],
  [
    'what an answer leaves out stays',
    asked,
    { askedAt: 2000, updatedAt: 600 },
    { askedAt: 2000, updatedAt: 600 },
  ],
  [
    'an answer that leaves the dates of the same status out',
    { ...asked, category: 'done', closedAt: 400 },
    { askedAt: 2000, status: 'In Design', category: 'done' },
    { askedAt: 2000, category: 'done', statusSince: 300, closedAt: 400 },
  ],
  [
    'an answer that leaves them out, and names another status: they were of the one before',
    { ...asked, category: 'done', closedAt: 400 },
    { askedAt: 2000, status: 'Review', category: 'doing' },
    { askedAt: 2000, status: 'Review', category: 'doing', statusSince: null, closedAt: null, seenAs: null },
  ],
  [
    'an answer that names another status and its dates',
    asked,
    { askedAt: 2000, status: 'Done', category: 'done', statusSince: 700, closedAt: 700 },
    { askedAt: 2000, status: 'Done', category: 'done', statusSince: 700, closedAt: 700, seenAs: null },
  ],
  [
    'an answer that names no status: the dates are of the one known',
    asked,
    { askedAt: 2000, updatedAt: 700 },
    { askedAt: 2000, updatedAt: 700, statusSince: 300 },
  ],
  [
    'an answer to what only a page told, in other words, leaving dates out',
    open,
    { askedAt: 2000, status: 'In Design', category: 'doing' },
    { askedAt: 2000, status: 'In Design', category: 'doing', statusSince: null },
  ],
  [
    'an answer that names the first status, and no date of it',
    { ...bare, statusSince: 3 },
    { askedAt: 2000, status: 'In Design' },
    { askedAt: 2000, status: 'In Design', statusSince: 3 },
  ],
  ['an answer overtaken by a later one', asked, { ...asked, askedAt: 999, title: 'Old' }, asked],
  [
    'an answer of a clock that was set back',
    { ...asked, askedAt: 90_000_000 },
    { ...asked, askedAt: 2000, title: 'New' },
    { askedAt: 2000, title: 'New' },
  ],
  [
    'another status, another word for it',
    asked,
    { askedAt: 2000, status: 'Review', statusSince: 600 },
    { askedAt: 2000, status: 'Review', statusSince: 600, seenAs: null },
  ],
  ['the same status keeps the word for it', asked, { askedAt: 2000, status: 'In Design' }, { askedAt: 2000 }],
  [
    'another word for the same status',
    asked,
    { askedAt: 2000, seenAs: 'Busy' },
    { askedAt: 2000, seenAs: 'Busy' },
  ],
  ['a page shows the status asked for', asked, { status: 'In Design', category: 'todo', closedAt: 3 }, asked],
  ['a page shows its own word for it', asked, { status: 'Doing' }, asked],
  ['a page shows another status: asked again', asked, { status: 'Review' }, { status: 'Review', ...unasked }],
  [
    'a page shows another status of an item that was done',
    { ...asked, category: 'done', closedAt: 400 },
    { status: 'Review' },
    { status: 'Review', ...unasked, closedAt: null },
  ],
  [
    'a column not seen before contradicts nothing',
    { ...asked, seenAs: null },
    { seenAs: 'Busy' },
    { seenAs: 'Busy' },
  ],
  ['a column known for this status', asked, { seenAs: 'Doing' }, asked],
  ['a column called as the status', asked, { seenAs: 'In Design' }, asked],
  [
    'another column: which status it is nobody knows, asked again',
    { ...asked, category: 'done', closedAt: 400 },
    { seenAs: 'Review' },
    { status: null, ...unasked, seenAs: 'Review', closedAt: null },
  ],
  [
    'another column again before the tracker was asked',
    { ...asked, ...unasked, status: null, seenAs: 'Review' },
    { seenAs: 'Done' },
    { seenAs: 'Done' },
  ],
  ['a page shows a date less exactly', asked, { createdAt: 60, statusSince: 0 }, asked],
  [
    'a page shows a title and people',
    asked,
    { title: 'New', assignees: ['bo'] },
    { title: 'New', assignees: ['bo'] },
  ],
  ['a page shows a later update', asked, { updatedAt: 700 }, { updatedAt: 700 }],
])('%s', (_, known, seen, now) => {
  const before = structuredClone(known);
  expect(mergeFacts(known, { ...seen, key })).toEqual({ ...(known ?? bare), ...now });
  expect(known).toEqual(before);
});
