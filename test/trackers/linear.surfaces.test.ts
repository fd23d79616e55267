/**
 * No whole page of Linear was found in public: pages built after trackers/linear.md, read exactly. `chip` is where a
 * page's own line of text is, so a chip that moves elsewhere fails.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linear } from '../../trackers/linear';
import { openPage, type Page, seenOn } from './page';

const html = (file: string) => readFileSync(resolve(import.meta.dirname, 'linear', `${file}.html`), 'utf8');
const open = (file: string, address: string): Page => openPage(html(file), address);

const AT = 'https://linear.app/acme';
const TEAM = `${AT}/team/ENG/all`;
const ISSUE = `${AT}/issue/ENG-12/crash-on-an-empty-file`;
const CRASH = 'Crash on an empty file';
const CELL = '[data-list-grid-column="title"]';

interface Expected {
  surface: string;
  /** Without host and workspace. */
  key: string;
  title?: string;
  status?: string;
  /** How the chip is placed, and a selector that its parent must match; null: nowhere. */
  chip: [how: string, parent: string] | null;
}

const row = (key: string, how: Partial<Expected>): Expected => ({
  surface: 'issue list',
  key,
  chip: ['line', CELL],
  ...how,
});

const ROWS: Expected[] = [
  row('ENG-12', { title: CRASH, status: 'In Progress' }),
  row('ENG-24', { title: 'Phase 5 — SC00 整改工作包（进行中）' }),
  row('ENG-13', { title: 'Its title of today' }),
  row('ENG-14', {}),
  row('ENG-15', { title: 'No cells at all', status: 'Backlog', chip: ['line', '#bare'] }),
  // The same issue twice on one page is right.
  row('ENG-24', { title: 'Phase 5 — SC00 整改工作包（进行中）' }),
];

const SUB = row('ENG-30', { title: 'A part of it', status: 'Done' });

const view = (how: Partial<Expected>): Expected => ({
  surface: 'issue view',
  key: 'ENG-12',
  title: CRASH,
  chip: ['line', '#properties'],
  ...how,
});

const PAGE = view({ status: 'In Review' });
const PEEK = view({
  key: 'ENG-31',
  title: 'Seen in passing',
  status: 'Todo',
  chip: ['line', '[role="dialog"] div:has(> [aria-expanded])'],
});

it.each<[file: string, address: string, expected: Expected[]]>([
  ['list', TEAM, ROWS],
  ['list', `${AT}/my-issues/assigned`, ROWS],
  ['list', `${AT}/team/ENG/cycle/active`, ROWS],
  ['list', `${AT}/project/fewer-calls-0f150687c354/issues`, ROWS],
  ['list', `${AT}/view/by-label-2393a08d4f2e`, ROWS],
  ['list', `${AT}/search?q=crash`, ROWS],
  // In the middle of a soft navigation.
  ['list', ISSUE, ROWS],
  [
    'older',
    TEAM,
    [
      row('ENG-12', { title: CRASH, chip: ['line', 'span:nth-child(3)'] }),
      row('ENG-13', { chip: ['line', '[data-list-key="7d0f"]'] }),
    ],
  ],
  [
    'board',
    TEAM,
    [
      { surface: 'board', key: 'ENG-12', title: CRASH, chip: ['corner', '#crash'] },
      { surface: 'board', key: 'ENG-13', chip: ['corner', '#marked'] },
    ],
  ],
  [
    'inbox',
    `${AT}/inbox/priority`,
    [view({ chip: null }), row('ENG-12', { title: CRASH, chip: ['line', '#mention'] })],
  ],
  ['issue', ISSUE, [PAGE, PEEK, SUB]],
  // The address is ahead of the page: what stands there is still the other's, and is told as that.
  ['issue', `${AT}/issue/ENG-13`, [PAGE, PEEK, SUB]],
  ['issue', TEAM, [PAGE, PEEK, SUB]],
  ['list', 'https://linear.app/docs/triage', []],
  ['issue', 'https://linear.app/login', []],
])('%s at %s', (file, address, expected) => {
  const page = open(file, address);
  const start = 'linear.app/acme/';
  const seen = seenOn(page, linear);
  expect(
    seen.map(({ surface, facts: { key, ...facts }, place }, index) => {
      expect(key.startsWith(start)).toBe(true);
      const parent = expected[index]?.chip?.[1] ?? 'nothing';
      return {
        surface: surface.name,
        key: key.slice(start.length),
        ...facts,
        chip: place && [place.how, place.parent.matches(parent) ? parent : place.parent.outerHTML],
      };
    }),
  ).toEqual(expected);
});

it('keeps a chip in its title’s cell', () => {
  const places = seenOn(open('list', TEAM), linear).map(({ place }) => place);
  const inCells = places.filter((place) => place?.parent.matches(CELL));
  expect(inCells.length).toBeGreaterThan(0);
  for (const place of inCells) expect(place?.within).toBe(place?.parent);
});

describe('what people wrote', () => {
  it('holds no item and no chip', () => {
    const page = open('issue', ISSUE);
    expect(page.document.body.innerHTML).toMatch(/ENG-9[5-9]/);
    const seen = seenOn(page, linear);
    expect(seen.filter(({ facts }) => /ENG-9\d$/.test(facts.key))).toEqual([]);
    for (const { place } of seen)
      expect(
        place?.parent.closest('.ProseMirror, [contenteditable], form, [data-history-entry-id]'),
      ).toBeNull();
  });

  it.each(['.ProseMirror', '[contenteditable="true"]', '[data-comment-input-editor-container]'])(
    'is told by %s',
    (selector) => {
      const page = open('list', TEAM);
      const around = page.document.querySelector('[data-list-wrapper]')!;
      const [, name = '', value = ''] = /^\[([\w-]+)(?:="(.*)")?\]$/.exec(selector) ?? [];
      if (name) around.setAttribute(name, value);
      else around.classList.add('ProseMirror');
      expect(seenOn(page, linear)).toEqual([]);
    },
  );
});

describe('an issue view', () => {
  const VIEW =
    '<div data-view-id="issue-view"><div aria-label="Issue title">Whose?</div>%<button aria-expanded="true">P</button></div>';
  const time = (issue: string) =>
    `<div data-history-entry-id="h"><a href="/acme/issue/${issue}/x#update-1" aria-label="Mon Aug 24">1h</a></div>`;
  const seen = (body: string, address = ISSUE) =>
    seenOn(openPage(body, address), linear).map(({ facts }) => facts.key);
  const crumb = (issue: string) => `<header><a href="/acme/issue/${issue}/x">x</a></header>`;

  it.each([
    ['nothing but the address', `<main>${VIEW.replace('%', '')}</main>`, ['ENG-12']],
    ['its history', `<main>${VIEW.replace('%', time('ENG-13'))}</main>`, ['ENG-13']],
    [
      'its history, before the header',
      `<main>${crumb('ENG-12')}${VIEW.replace('%', time('ENG-13'))}</main>`,
      ['ENG-13'],
    ],
    ['the header', `<main>${crumb('ENG-13')}${VIEW.replace('%', '')}</main>`, ['ENG-13']],
    [
      'the last of the trail',
      `<main>${crumb('ENG-1')}${crumb('ENG-13')}${VIEW.replace('%', '')}</main>`,
      ['ENG-13'],
    ],
    [
      'an entry that tells of another',
      `<main>${VIEW.replace('%', time('ENG-13').replace('#update-1', ''))}</main>`,
      ['ENG-12'],
    ],
    // A second one without a word of its own: the address speaks of the first.
    [
      'the address, for the first alone',
      `<main>${VIEW.replace('%', '')}</main>${VIEW.replace('%', '')}`,
      ['ENG-12'],
    ],
    [
      'no header that may be another’s',
      `<main>${crumb('ENG-13')}${VIEW.replace('%', '')}${VIEW.replace('%', '')}</main>`,
      ['ENG-12'],
    ],
  ])('is named by %s', (_, body, issues) => {
    expect(seen(body)).toEqual(issues.map((issue) => `linear.app/acme/${issue}`));
  });

  it('is nobody’s where neither it nor the address says', () => {
    expect(seen(`<main>${VIEW.replace('%', '')}</main>`, TEAM)).toEqual([]);
  });

  it('says no status that is not one word alone', () => {
    const page = open('issue', ISSUE);
    page.document.querySelector('[data-detail-button]')!.append('2 of 3');
    expect(seenOn(page, linear)[0]!.facts.status).toBeUndefined();
  });
});

describe('the one Linear marks', () => {
  it.each([
    ['list', TEAM, '#marked'],
    ['board', TEAM, '#marked'],
    ['issue', ISSUE, null],
  ])('%s at %s: %s', (file, address, selector) => {
    const page = open(file, address);
    const selected = linear.selected(page.document);
    expect(selected).toBe(selector && page.document.querySelector(selector));
    // What is marked must be a row, or no key of ours finds its item.
    if (selected) expect(seenOn(page, linear).filter(({ element }) => element === selected)).toHaveLength(1);
  });

  it('is no project', () => {
    const page = open('list', TEAM);
    page.document.querySelector('#marked')!.setAttribute('href', '/acme/project/x-0f15/overview');
    expect(linear.selected(page.document)).toBeNull();
  });
});

describe('rows that are used again', () => {
  it.each([
    ['href', '/acme/issue/ENG-50/another', 'linear.app/acme/ENG-50'],
    ['href', '/acme/project/x-0f15/overview', undefined],
  ])('another %s, %s: %s', (name, value, key) => {
    const page = open('list', TEAM);
    expect(linear.watchedAttributes).toContain(name);
    const element = page.document.querySelector('#crash')!;
    element.setAttribute(name, value);
    expect(seenOn(page, linear).find((one) => one.element === element)?.facts.key).toBe(key);
  });

  it('are looked at again when they were no issue’s before', () => {
    const page = open('list', TEAM);
    const project = page.document.querySelector('[data-list-key="ITEM_0f15"]')!;
    // What no selector names is never watched.
    expect(linear.surfaces.some(({ selector }) => project.matches(selector))).toBe(true);
    project.setAttribute('href', '/acme/issue/ENG-51');
    expect(seenOn(page, linear).map(({ facts }) => facts.key)).toContain('linear.app/acme/ENG-51');
  });
});

describe('no facts that the store or Linear’s API could gainsay', () => {
  it.each([
    ['list', TEAM],
    ['board', TEAM],
    ['inbox', `${AT}/inbox`],
    ['issue', ISSUE],
  ])('%s: title and status alone', (file, address) => {
    const seen = seenOn(open(file, address), linear);
    expect(seen.length).toBeGreaterThan(0);
    for (const { facts } of seen)
      expect(Object.keys(facts).filter((name) => !['key', 'title', 'status'].includes(name))).toEqual([]);
  });
});

describe('links the self-check counts', () => {
  it.each([
    ['list', ['ENG-12', 'ENG-24', 'ENG-13', 'ENG-14', 'ENG-24', 'ENG-40']],
    ['board', ['ENG-12', 'ENG-13']],
    ['issue', ['ENG-30']],
  ])('%s: of items, and neither written, nor the trail’s, nor the sidebar’s', (file, issues) => {
    const { document } = open(file, TEAM);
    const hrefs = [...document.querySelectorAll(linear.itemLinks)].map((link) => link.getAttribute('href')!);
    const named = hrefs.map((href) => /\/acme\/issue\/(\w+-\d+)(?:\/|$)/.exec(href)?.[1]).filter(Boolean);
    expect(named).toEqual(issues);
  });
});
