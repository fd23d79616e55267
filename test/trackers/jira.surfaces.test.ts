/**
 * Surfaces of which no whole page was found in public: pages built after trackers/jira.md, read exactly.
 * `chip` is where a page's own line of text is, so a chip that moves elsewhere fails.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jira } from '../../trackers/jira';
import { openPage, type Page, seenOn } from './page';

const html = (file: string) => readFileSync(resolve(import.meta.dirname, 'jira', `${file}.html`), 'utf8');
const open = (file: string, address: string): Page => openPage(html(file), address);

const CLOUD = 'https://acme.atlassian.net';
const OWN = 'https://tools.acme.example:8443/jira';

interface Expected {
  surface: string;
  /** Without the host. */
  key: string;
  title?: string;
  status?: string;
  assignees?: string[];
  /** The column's name. */
  seenAs?: string;
  /** How the chip is placed, and a selector that its parent must match. */
  chip: [how: string, parent: string];
}

const CRASH = 'Crash on an empty file';
const CRUMB = '[data-testid$="breadcrumb-current-issue-container"]';
const view = (how: Partial<Expected>): Expected => ({
  surface: 'issue view',
  key: 'APP-12',
  title: CRASH,
  chip: ['line', CRUMB],
  ...how,
});

const IDEA = view({
  key: 'IDEA-3',
  title: 'Print without fire',
  chip: ['line', '[role="dialog"] > div'],
});

const CARDS: Expected[] = [
  {
    surface: 'board',
    key: 'APP-12',
    title: CRASH,
    assignees: ['alice: the first'],
    seenAs: 'In progress',
    chip: ['line', '.start'],
  },
  {
    surface: 'board',
    key: 'A1_B-7',
    title: 'Nobody’s, and its key is hidden',
    seenAs: 'In progress',
    chip: ['line', '[data-testid$="card-content.footer"]'],
  },
  { surface: 'board', key: 'APP-14', seenAs: 'In progress', chip: ['corner', '#card-APP-14'] },
  {
    surface: 'business board, linked cards',
    key: 'APP-15',
    title: 'Ask e.g. bob. Then write it down',
    chip: ['corner', '#business'],
  },
  { surface: 'business board, linked cards', key: 'APP-16', chip: ['corner', '#business-other'] },
];

const LINKED: Expected = {
  surface: 'linked items',
  key: 'OPS-3',
  title: 'Blocks it',
  chip: ['line', '[data-testid$="issue-line-card.card-container"], #linked > div'],
};

const DONE: Expected = { ...LINKED, status: 'Done' };

const BACKLOG: Expected[] = [
  {
    surface: 'backlog',
    key: 'APP-12',
    title: CRASH,
    status: 'To Do',
    chip: ['line', '[data-testid$="summary-field-static.content"]'],
  },
  { surface: 'backlog', key: 'APP-13', chip: ['line', '[data-testid$="content-container.APP-13"] > div'] },
];

const RESULTS: Expected[] = [
  {
    surface: 'search results, child items',
    key: 'APP-12',
    title: CRASH,
    status: 'Zu erledigen',
    chip: ['line', '[data-testid$="merged-cell"]'],
  },
  { surface: 'search results, child items', key: 'APP-13', chip: ['line', 'tr'] },
];

const BESIDE: Expected[] = [
  {
    surface: 'search results beside an issue',
    key: 'APP-20',
    title: 'In the list beside',
    chip: ['line', 'li'],
  },
  {
    surface: 'search results beside an issue',
    key: 'APP-21',
    title: 'Not in a list item',
    chip: ['line', '[data-testid$="card-list.card.summary"]'],
  },
];

const CHILD: Expected = {
  surface: 'search results, child items',
  key: 'APP-30',
  title: 'A child',
  chip: ['line', '[data-testid$="issue-summary-cell"]'],
};

const DC_CARDS: Expected[] = [
  {
    surface: 'Data Center board',
    key: 'APP-12',
    title: CRASH,
    assignees: ['alice'],
    chip: ['line', '.ghx-card-footer'],
  },
  { surface: 'Data Center board', key: 'A1_B-7', title: 'Without a footer', chip: ['corner', '.ghx-issue'] },
  { surface: 'Data Center backlog', key: 'APP-13', title: 'Later', chip: ['line', '.ghx-row'] },
  { surface: 'Data Center backlog', key: 'APP-14', chip: ['line', '.js-issue'] },
];

const DC_ROWS: Expected[] = [
  {
    surface: 'Data Center results, sub-tasks',
    key: 'APP-13',
    title: 'A sub-task',
    status: 'Open',
    chip: ['line', 'td.stsummary'],
  },
  {
    surface: 'Data Center results, sub-tasks',
    key: 'APP-14',
    title: 'Its own title',
    status: 'In Progress',
    assignees: ['bob'],
    chip: ['line', 'td.summary > p'],
  },
  { surface: 'Data Center results, sub-tasks', key: 'APP-15', chip: ['line', 'td.issuekey'] },
];

const BOARD = `${CLOUD}/jira/software/c/projects/APP/boards/1`;

it.each<[file: string, address: string, expected: Expected[]]>([
  // A dialog or panel that the address says nothing of.
  ['board', BOARD, [view({ status: 'In Review' }), ...CARDS, DONE]],
  ['board', `${CLOUD}/jira/software/projects/APP/boards/2`, [view({ status: 'In Review' }), ...CARDS, DONE]],
  ['board', `${CLOUD}/jira/core/projects/APP/board`, [view({ status: 'In Review' }), ...CARDS, DONE]],
  ['board', `${BOARD}?selectedIssue=APP-12`, [view({ status: 'In Review' }), ...CARDS, DONE]],
  // The address is ahead of the page, or behind it: the dialog is another item's.
  ['board', `${BOARD}?selectedIssue=APP-14`, [...CARDS, DONE]],
  ['backlog', `${BOARD}/backlog`, [view({}), ...BACKLOG]],
  ['backlog', `${BOARD}/backlog?selectedIssue=APP-12`, [view({}), ...BACKLOG]],
  ['search', `${CLOUD}/issues/?jql=project%20%3D%20APP`, [...RESULTS, ...BESIDE]],
  ['search', `${CLOUD}/issues/APP-20?jql=x`, [...RESULTS, ...BESIDE]],
  ['search', `${CLOUD}/jira/software/c/projects/APP/issues/?jql=x`, [...RESULTS, ...BESIDE]],
  ['search', `${CLOUD}/jira/servicedesk/projects/HELP/queues/custom/1`, [...RESULTS, ...BESIDE]],
  ['issue', `${CLOUD}/browse/APP-12?focusedCommentId=1`, [view({ status: 'In Review' }), CHILD, LINKED]],
  ['issue', `${CLOUD}/projects/APP/issues/APP-12`, [view({ status: 'In Review' }), CHILD, LINKED]],
  ['issue', `${CLOUD}/browse/APP-13`, [CHILD, LINKED]],
  // A view over the page of another issue.
  ['board', `${CLOUD}/browse/APP-1?selectedIssue=APP-12`, [view({ status: 'In Review' }), DONE]],
  [
    'lists',
    `${CLOUD}/jira/software/c/projects/APP/list`,
    [
      {
        surface: 'list',
        key: 'APP-12',
        title: CRASH,
        status: 'In Progress',
        chip: ['line', '[data-testid$="list-view.summary-cell"]'],
      },
      { surface: 'list', key: 'APP-13', chip: ['line', '[role="row"]'] },
    ],
  ],
  [
    'lists',
    `${BOARD}/timeline`,
    [{ surface: 'timeline', key: 'APP-40', title: 'An epic', chip: ['line', '[role="gridcell"]'] }],
  ],
  [
    'lists',
    `${CLOUD}/jira/plans/1/scenarios/1/timeline?vid=2`,
    [{ surface: 'plan', key: 'OPS-7', chip: ['line', '[data-issue] > div'] }],
  ],
  [
    'links',
    `${CLOUD}/jira/servicedesk/projects/HELP/queues/custom/1`,
    [
      IDEA,
      {
        surface: 'queue',
        key: 'HELP-12',
        title: 'The printer is on fire',
        chip: ['line', '[data-testid$="-summary"]'],
      },
    ],
  ],
  [
    'links',
    `${CLOUD}/jira/polaris/projects/IDEA/ideas/view/7?selectedIssue=IDEA-3`,
    [
      IDEA,
      { surface: 'ideas', key: 'HELP-12', chip: ['line', '[data-testid*="cell-wrapper-row"]'] },
      {
        surface: 'ideas',
        key: 'IDEA-3',
        title: 'Print without fire',
        chip: ['line', '[data-testid*="read-only"]'],
      },
    ],
  ],
  [
    'links',
    `${CLOUD}/jira/for-you`,
    [
      IDEA,
      { surface: 'for you', key: 'HELP-12', chip: ['line', '[data-testid*="cell-wrapper-row"]'] },
      { surface: 'for you', key: 'IDEA-3', chip: ['line', '#idea'] },
      { surface: 'for you', key: 'APP-12', chip: ['line', '#today'] },
      { surface: 'for you', key: 'OPS-7', chip: ['line', '#home'] },
    ],
  ],
  ['dc-board', `${OWN}/secure/RapidBoard.jspa?rapidView=1`, DC_CARDS],
  ['dc-board', `${OWN}/secure/RapidBoard.jspa?rapidView=1&view=planning&selectedIssue=APP-12`, DC_CARDS],
  [
    'dc-issue',
    `${OWN}/browse/APP-12`,
    [
      {
        surface: 'Data Center issue',
        key: 'APP-12',
        title: CRASH,
        status: 'In Review',
        assignees: ['alice'],
        chip: ['line', 'li'],
      },
      ...DC_ROWS,
    ],
  ],
  ['dc-issue', `${OWN}/browse/APP-99`, DC_ROWS],
  ['dc-issue', `${OWN}/issues/?jql=project%20%3D%20APP`, DC_ROWS],
])('%s at %s', (file, address, expected) => {
  const page = open(file, address);
  const context = address.startsWith(OWN) ? '/jira' : '';
  const seen = seenOn(page, jira);
  expect(
    seen.map(({ surface, facts: { key, ...facts }, place }, index) => {
      expect(key.startsWith(`${page.url.host}${context}/`)).toBe(true);
      const parent = expected[index]?.chip[1] ?? 'nothing';
      return {
        surface: surface.name,
        key: key.slice(`${page.url.host}${context}/`.length),
        ...facts,
        chip: [place!.how, place!.parent.matches(parent) ? parent : place!.parent.outerHTML],
      };
    }),
  ).toEqual(expected);
});

it.each([
  ['search', `${CLOUD}/issues/?jql=project%20%3D%20APP`, 'td'],
  ['lists', `${CLOUD}/jira/core/projects/APP/list`, '[data-testid$="text-cell-wrapper"]'],
  ['links', `${CLOUD}/jira/servicedesk/projects/HELP/queues/custom/1`, '[data-testid$="-summary"]'],
  ['dc-issue', `${OWN}/issues/?jql=project%20%3D%20APP`, 'td:is(.summary, .stsummary)'],
])('%s at %s: keeps a chip in its title’s cell', (file, address, cell) => {
  const inCells = seenOn(open(file, address), jira).flatMap(({ place }) => {
    const around = place!.parent.closest(cell);
    return around ? [[place!.within, around]] : [];
  });
  expect(inCells.length).toBeGreaterThan(0);
  for (const [within, around] of inCells) expect(within).toBe(around);
});

describe('no facts that Jira’s own answers could gainsay', () => {
  const everywhere: [string, string][] = [
    ['board', `${BOARD}?selectedIssue=APP-12`],
    ['backlog', `${BOARD}/backlog`],
    ['search', `${CLOUD}/issues/?jql=x`],
    ['issue', `${CLOUD}/browse/APP-12`],
    ['dc-board', `${OWN}/secure/RapidBoard.jspa`],
    ['dc-issue', `${OWN}/browse/APP-12`],
  ];
  it.each(everywhere)('%s: neither dates nor categories', (file, address) => {
    const seen = seenOn(open(file, address), jira);
    expect(seen.length).toBeGreaterThan(0);
    for (const { facts } of seen)
      expect(
        Object.keys(facts).filter(
          (name) => !['key', 'title', 'status', 'assignees', 'seenAs'].includes(name),
        ),
      ).toEqual([]);
  });

  it('says in which column a card is only where the column is one card’s alone', () => {
    const page = open('board', BOARD);
    const column = page.document.querySelector('[data-testid="board.column"] h2')!;
    column.after(column.cloneNode(true));
    for (const { facts } of seenOn(page, jira)) expect(facts.seenAs).toBeUndefined();
  });

  it('takes no column for a status', () => {
    const cards = seenOn(open('board', BOARD), jira).filter(({ surface }) => surface.name.includes('board'));
    expect(cards.map(({ facts }) => [facts.key, facts.status])).toEqual(
      cards.map(({ facts }) => [facts.key, undefined]),
    );
    expect(cards).toHaveLength(5);
  });
});

describe('what people wrote', () => {
  it('holds no item', () => {
    for (const [file, address] of [
      ['board', `${BOARD}?selectedIssue=APP-12`],
      ['issue', `${CLOUD}/browse/APP-12`],
      ['dc-issue', `${OWN}/browse/APP-12`],
    ] as const) {
      const page = open(file, address);
      const written = /\/APP-9\d$/;
      expect(page.document.body.innerHTML).toMatch(/APP-9\d/);
      expect(seenOn(page, jira).filter(({ facts }) => written.test(facts.key))).toEqual([]);
    }
  });
});

describe('an issue view', () => {
  const key = '<a data-testid="x.foundation.breadcrumbs.current-issue.item" href="/browse/APP-12">APP-12</a>';
  const title = (text: string) => `<h1 data-testid="x.foundation.summary.heading">${text}</h1>`;
  const seen = (body: string) =>
    seenOn(openPage(body, `${CLOUD}/browse/APP-1?selectedIssue=APP-12`), jira).map(({ element, facts }) => [
      element.id,
      facts.title,
    ]);

  it('is one, though a header that stays repeats its key', () => {
    expect(
      seen(
        `<main id="page"><div id="jira-issue-header">${key}</div>${title('Once')}<div data-testid="x.issue-details.issue-layout">${key}</div></main>`,
      ),
    ).toEqual([['jira-issue-header', 'Once']]);
  });

  it('takes its title from itself, and not from the page below', () => {
    const page = `<main>${title('Below')}</main>`;
    expect(seen(`${page}<section role="dialog" id="over">${key}${title('Above')}</section>`)).toEqual([
      ['over', 'Above'],
    ]);
    expect(seen(`${page}<section role="dialog" id="over">${key}</section>`)).toEqual([['over', undefined]]);
  });

  it('in a panel that the address never hears of is one, as long as the address names no other', () => {
    const panel = `<section data-testid="preview-panels.preview-panel" id="panel">${key}${title('Beside')}</section>`;
    const at = (address: string) =>
      seenOn(openPage(`<main>${title('Page')}</main>${panel}`, address), jira).map(
        ({ element }) => element.id,
      );
    expect(at(`${CLOUD}/issues/?jql=x`)).toEqual(['panel']);
    expect(at(`${CLOUD}/browse/APP-1`)).toEqual(['panel']);
    expect(at(`${CLOUD}/issues/?jql=x&selectedIssue=APP-3`)).toEqual([]);
    // No panel: the page itself, of which the address is surer.
    const page = openPage(`<main>${key}${title('Page')}</main>`, `${CLOUD}/browse/APP-1`);
    expect(seenOn(page, jira)).toEqual([]);
  });

  it.each([
    ['a header', `<div id="jira-issue-header"><nav id="nav">${key}</nav></div>`, 'jira-issue-header'],
    ['a row of buttons', `<div id="row"><nav>${key}</nav><button>Watch</button></div>`, 'row'],
    ['nothing', `<div id="only">${key}</div>`, 'only'],
  ])('keeps its chip out of the comments: %s around its key', (_, head, row) => {
    const rest = `${title('Own')}<div id="comment">Same here <div class="ak-renderer-document">Yes</div></div>`;
    for (const body of [
      `<main>${head}<div>${rest}</div></main>`,
      `<section role="dialog">${head}${rest}</section>`,
    ]) {
      const page = openPage(body, `${CLOUD}/browse/APP-12`);
      const { within, parent } = seenOn(page, jira)[0]!.place!;
      expect(within!.id).toBe(row);
      expect(within!.contains(parent)).toBe(true);
      expect(within!.querySelector('#comment, h1')).toBeNull();
    }
  });

  it('shows nothing where its key stands between title and comments', () => {
    const page = openPage(`<main>${key}${title('Own')}</main>`, `${CLOUD}/browse/APP-12`);
    expect(seenOn(page, jira).map(({ place }) => place)).toEqual([null]);
  });

  it('takes neither key nor title from what someone wrote', () => {
    expect(seen(`<main><div class="ak-renderer-document">${key}${title('Quoted')}</div></main>`)).toEqual([]);
    expect(
      seen(`<main id="page"><div class="ProseMirror">${title('Quoted')}</div>${key}${title('Own')}</main>`),
    ).toEqual([['page', 'Own']]);
  });
});

describe('an issue view without a header', () => {
  it('is one where the address names it', () => {
    const idea = open('issue-bare', `${CLOUD}/jira/polaris/projects/IDEA/ideas/view/7?selectedIssue=IDEA-3`);
    const [only, ...more] = seenOn(idea, jira);
    expect([only!.surface.name, only!.facts.key, only!.facts.title, more.length]).toEqual([
      'issue view without a header',
      'acme.atlassian.net/IDEA-3',
      CRASH,
      0,
    ]);
    expect(only!.element.contains(only!.place!.parent)).toBe(true);
    expect(only!.place!.parent.localName).toBe('nav');
  });

  it.each(['board', 'backlog', 'search', 'lists', 'links'])(
    'is nothing that is read again with every change of a list: %s',
    (file) => {
      const { document } = open(file, BOARD);
      const url = new URL(BOARD);
      const sought = jira.surfaces.filter((surface) => surface.on(url)).map(({ selector }) => selector);
      const wide = [...document.querySelectorAll(sought.join(', '))].filter(
        (element) => element.localName === 'main',
      );
      expect(wide).toEqual([]);
      expect(document.querySelector('main')).not.toBeNull();
    },
  );
});

describe('a card', () => {
  const card = (id: string, inside: string) =>
    openPage(
      `<div id="${id}" data-testid="platform-board-kit.ui.card.card">${inside}</div>`,
      `${BOARD}?selectedIssue=APP-50`,
    );
  const key = (href: string) =>
    `<div data-testid="platform-card.common.ui.key.key"><a href="${href}">x</a></div>`;

  it.each([
    ['card-APP-1', '', 'APP-1'],
    ['card-a_b2-1', '', 'A_B2-1'],
    ['card-APP-1', key('/browse/APP-2'), 'APP-2'],
    ['card-APP-1', key('#'), 'APP-1'],
    ['card-APP-1', key('https://other.example/browse/APP-2'), 'APP-1'],
    ['', '<a href="/browse/APP-3">a</a><a href="/browse/APP-3">b</a>', 'APP-3'],
    ['', '<a href="/browse/APP-3">a</a><a href="/browse/APP-4">b</a>', null],
    ['', '<a href="#">a</a>', null],
    ['card-APP', '', null],
    ['card-', '', null],
  ])('#%s with %s is %s', (id, inside, issue) => {
    const keys = seenOn(card(id, inside), jira)
      .filter(({ surface }) => surface.name === 'board')
      .map(({ facts }) => facts.key);
    expect(keys).toEqual(issue === null ? [] : [`acme.atlassian.net/${issue}`]);
  });
});

describe('an assignee', () => {
  const page = (label: string, image: string) =>
    openPage(
      `<div id="card-APP-1" data-testid="platform-board-kit.ui.card.card"><div data-testid="board.assignee-field-static.avatar">${image}<span data-testid="board.assignee-field-static.avatar--label">${label}</span></div></div>`,
      BOARD,
    );
  const image = '<img src="/a.png" data-testid="board.assignee-field-static.avatar--image">';
  it.each([
    ['Assignee: alice', image, ['alice']],
    ['Bearbeiter:  Bob   von Beispiel ', image, ['Bob von Beispiel']],
    ['担当者：alice', image, ['alice']],
    ['alice', image, undefined],
    ['Assignee: ', image, undefined],
    ['Assignee: Unassigned', '', undefined],
  ])('“%s” %s', (label, avatar, assignees) => {
    expect(seenOn(page(label, avatar), jira)[0]!.facts.assignees).toEqual(assignees);
  });
});

describe('the one Jira marks', () => {
  it.each([
    ['board', `${BOARD}?selectedIssue=APP-12`, '#jira-issue-header'],
    ['board', `${BOARD}?selectedIssue=APP-14`, null],
    ['board', BOARD, '#jira-issue-header'],
    ['backlog', `${BOARD}/backlog?selectedIssue=APP-12`, '[data-testid="preview-panels.preview-panel"]'],
    ['issue', `${CLOUD}/browse/APP-12`, null],
    ['dc-board', `${OWN}/secure/RapidBoard.jspa`, '[data-issue-key="A1_B-7"]'],
    ['dc-issue', `${OWN}/issues/?jql=x`, '[data-issuekey="APP-14"]'],
  ])('%s at %s: %s', (file, address, selector) => {
    const page = open(file, address);
    const selected = jira.selected(page.document);
    expect(selected).toBe(selector && page.document.querySelector(selector));
    // What is marked must be a row, or no key of ours finds its item.
    if (selected) expect(seenOn(page, jira).filter(({ element }) => element === selected)).toHaveLength(1);
  });
});

describe('pages of no surface', () => {
  it.each([
    `${CLOUD}/`,
    `${CLOUD}/jira/dashboards/10001`,
    `${CLOUD}/jira/projects`,
    `${CLOUD}/jira/core/projects/APP/timeline`,
    `${CLOUD}/jira/core/projects/APP/calendar`,
    `${CLOUD}/jira/plans/1/scenarios/1/program/1`,
    `${CLOUD}/projects/APP/versions/10000/tab/release-report-all-issues`,
    `${CLOUD}/jira/software/c/projects/APP/summary`,
    `${CLOUD}/jira/software/c/projects/APP/boards/1/reports/burndown`,
    `${CLOUD}/browse/APP`,
    `${CLOUD}/wiki/spaces/APP/overview`,
    `${CLOUD}/servicedesk/customer/portal/1/HELP-12`,
    `${OWN}/secure/Dashboard.jspa`,
    `${OWN}/projects/APP/summary`,
  ])('%s', (address) => {
    expect(jira.surfaces.filter((surface) => surface.on(new URL(address))).map(({ name }) => name)).toEqual(
      [],
    );
  });
});

describe('links the self-check counts', () => {
  it.each([
    ['board', ['APP-12', 'APP-14', 'APP-15', 'APP-16', 'APP-1', 'APP-12', 'OPS-3', 'OPS-3']],
    ['backlog', ['APP-12', 'APP-1', 'APP-14', 'APP-1', 'APP-12']],
    ['dc-board', ['APP-12', 'APP-14']],
  ])('%s: of items, and neither written, nor the navigation’s, nor hidden twice', (file, issues) => {
    const { document } = open(file, BOARD);
    const hrefs = [...document.querySelectorAll(jira.itemLinks)].map((link) => link.getAttribute('href')!);
    expect(hrefs.map((href) => href.slice(href.lastIndexOf('/') + 1))).toEqual(issues);
  });
});
