/**
 * Surfaces of which no whole page was found in public: pages built after trackers/github.md, read exactly.
 * `on` is where a page's own line of text is, so a chip that moves elsewhere fails.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { github } from '../../trackers/github';
import { factsOn, openPage, type Page, readable, seenOn } from './page';

const html = (file: string) => readFileSync(resolve(import.meta.dirname, 'github', `${file}.html`), 'utf8');
const open = (file: string, address: string): Page => openPage(html(file), address);

interface Expected {
  surface: string;
  key: string;
  title: string;
  status?: string;
  category?: string;
  assignees?: string[];
  createdAt?: string;
  updatedAt?: string;
  closedAt?: string;
  /** How the chip is placed, and a selector that its parent must match. */
  chip: [how: string, parent: string];
}

const github12 = 'github.com/acme/widgets#12';

const ISSUE_ROWS: Expected[] = [
  {
    surface: 'list',
    key: github12,
    title: 'Crash in `parse()` on an empty file',
    status: 'Open',
    category: 'todo',
    assignees: ['alice', 'bob'],
    createdAt: '2026-08-01T10:00:00Z',
    chip: ['line', '[data-testid="list-row-repo-name-and-number"]'],
  },
  {
    surface: 'list',
    key: 'github.com/acme/widgets#11',
    title: 'Closed, and its date says so',
    status: 'Closed',
    category: 'done',
    closedAt: '2026-08-03T10:00:00Z',
    chip: ['line', '[data-testid="list-row-repo-name-and-number"]'],
  },
  {
    surface: 'list',
    key: 'github.com/acme/widgets#10',
    title: 'Closed, and its date says nothing',
    status: 'Closed',
    category: 'done',
    chip: ['line', '[data-testid="list-row-repo-name-and-number"]'],
  },
  {
    surface: 'list',
    key: 'github.com/acme/gadgets#3',
    title: 'A draft, and its date is not filled in yet',
    status: 'Draft',
    category: 'doing',
    chip: ['line', '[data-testid="list-row-repo-name-and-number"]'],
  },
];

const PAGES: [file: string, address: string, expected: Expected[]][] = [
  ...[
    'https://github.com/acme/widgets/issues',
    'https://github.com/acme/widgets/issues?q=is%3Aissue+state%3Aclosed',
    'https://github.com/acme/widgets/labels/good%20first%20issue',
    'https://github.com/acme/widgets/issues/created_by/alice',
    'https://github.com/issues/assigned',
    'https://github.com/issues?q=is%3Aopen',
  ].map((address): [string, string, Expected[]] => ['issue-list', address, ISSUE_ROWS]),
  [
    'pulls-older',
    'https://github.com/acme/widgets/pulls?q=is%3Apr+sort%3Aupdated-desc',
    [
      {
        surface: 'list, older rows',
        key: 'github.com/acme/widgets#24',
        title: 'Make widgets `faster`',
        status: 'Open',
        category: 'doing',
        assignees: ['alice', 'bob', 'carol-1'],
        createdAt: '2026-07-01T08:00:00Z',
        updatedAt: '2026-08-05T08:00:00Z',
        chip: ['line', '.text-small'],
      },
      {
        surface: 'list, older rows',
        key: 'github.com/acme/widgets#23',
        title: 'A draft',
        status: 'Draft',
        category: 'doing',
        createdAt: '2026-07-02T08:00:00Z',
        chip: ['line', '.text-small'],
      },
      {
        surface: 'list, older rows',
        key: 'github.com/acme/widgets#22',
        title: 'A merged one',
        status: 'Merged',
        category: 'done',
        assignees: [],
        closedAt: '2026-07-03T08:00:00Z',
        chip: ['line', '.text-small'],
      },
      {
        surface: 'list, older rows',
        key: 'github.com/acme/widgets#21',
        title: 'A closed one, dated without a word',
        status: 'Closed',
        category: 'done',
        closedAt: '2026-07-04T08:00:00Z',
        chip: ['line', '.text-small'],
      },
    ],
  ],
  [
    'pulls-preview',
    'https://github.com/acme/widgets/pulls',
    [
      {
        surface: 'list',
        key: 'github.com/acme/widgets#34',
        title: 'Make widgets faster',
        status: 'Open',
        category: 'doing',
        createdAt: '2026-09-01T00:00:00Z',
        updatedAt: '2026-09-03T00:00:00Z',
        chip: ['line', '[class*="Description-module__container"]'],
      },
      {
        surface: 'list',
        key: 'github.com/acme/widgets#33',
        title: 'A merged one',
        status: 'Merged',
        category: 'done',
        closedAt: '2026-09-02T00:00:00Z',
        chip: ['line', '[class*="Description-module__container"]'],
      },
      {
        surface: 'list',
        key: 'github.com/acme/widgets#32',
        title: 'Not in a list',
        chip: ['line', '[class*="Description-module__description"]'],
      },
    ],
  ],
  ...['https://github.com/pulls/inbox', 'https://github.com/pulls?q=is%3Apr+review-requested%3A%40me'].map(
    (address): [string, string, Expected[]] => [
      'pulls-inbox',
      address,
      [
        {
          surface: 'list',
          key: 'github.com/acme/widgets#44',
          title: 'Fix widgets',
          status: 'Draft',
          category: 'doing',
          createdAt: '2026-05-01T00:00:00Z',
          updatedAt: '2026-06-01T00:00:00Z',
          chip: ['line', '[data-listview-item-title-container]'],
        },
        {
          surface: 'list',
          key: 'github.com/acme/gadgets#5',
          title: 'Fix gadgets',
          status: 'Merged',
          category: 'done',
          createdAt: '2026-05-02T00:00:00Z',
          updatedAt: '2026-06-02T00:00:00Z',
          closedAt: '2026-06-02T00:00:00Z',
          chip: ['line', '[data-listview-item-title-container]'],
        },
      ],
    ],
  ),
  [
    'milestone-react',
    'https://github.com/acme/widgets/milestone/3?closed=1',
    [
      {
        surface: 'list',
        key: 'github.com/acme/widgets#53',
        title: 'In a list',
        chip: ['line', '[data-listview-item-title-container]'],
      },
      {
        surface: 'list, milestone rows',
        key: 'github.com/acme/widgets#51',
        title: 'An issue of the milestone',
        status: 'Open',
        category: 'todo',
        createdAt: '2026-04-01T00:00:00Z',
        chip: ['line', '[class*="Description-module__container"]'],
      },
      {
        surface: 'list, milestone rows',
        key: 'github.com/acme/widgets#52',
        title: 'A queued pull request',
        status: 'Queued',
        category: 'doing',
        chip: ['line', '[class*="Description-module__container"]'],
      },
    ],
  ],
  [
    'milestone-older',
    'https://git.acme.example/acme/widgets/milestone/3',
    [
      {
        surface: 'list, older rows',
        key: 'git.acme.example/acme/widgets#61',
        title: 'Of the milestone',
        status: 'Open',
        category: 'todo',
        createdAt: '2026-03-01T00:00:00Z',
        chip: ['line', '.text-small'],
      },
      {
        surface: 'list, older rows',
        key: 'git.acme.example/acme/widgets#62',
        title: 'Of the milestone, too',
        status: 'Closed',
        category: 'done',
        closedAt: '2026-03-02T00:00:00Z',
        chip: ['line', '.text-small'],
      },
    ],
  ],
  [
    'issue',
    'https://github.com/acme/widgets/issues/12#issuecomment-7',
    [
      {
        surface: 'issue page',
        key: github12,
        title: 'Crash on an empty file: is it #7?',
        status: 'Closed',
        category: 'done',
        assignees: ['alice', 'bob'],
        createdAt: '2026-08-01T10:00:00Z',
        updatedAt: '2026-08-09T10:00:00Z',
        chip: ['line', '[data-testid="issue-metadata-fixed"] [class*="metadataContent"]'],
      },
    ],
  ],
  [
    'issue-older',
    'https://git.acme.example/acme/widgets/issues/71',
    [
      {
        surface: 'issue or pull request page, older',
        key: 'git.acme.example/acme/widgets#71',
        title: 'Crash on an empty file',
        status: 'Closed',
        category: 'done',
        assignees: ['alice', 'bob'],
        createdAt: '2026-02-01T00:00:00Z',
        chip: ['line', '#partial-discussion-header > .gh-header-meta'],
      },
    ],
  ],
  [
    'pull-merged-older',
    'https://github.com/acme/widgets/pull/81',
    [
      {
        surface: 'issue or pull request page, older',
        key: 'github.com/acme/widgets#81',
        title: 'Make widgets faster',
        status: 'Merged',
        category: 'done',
        createdAt: '2026-02-02T00:00:00Z',
        closedAt: '2026-02-05T00:00:00Z',
        chip: ['line', '.gh-header-meta'],
      },
    ],
  ],
  [
    'pull-merged',
    'https://github.com/acme/widgets/pull/91/files',
    [
      {
        surface: 'pull request page',
        key: 'github.com/acme/widgets#91',
        title: 'Queue: checking main and #90 together',
        status: 'Merged',
        category: 'done',
        closedAt: '2026-07-20T00:00:00Z',
        chip: ['line', '[data-component="PageHeader.Description"] > [class*="summaryContainer"]'],
      },
    ],
  ],
  [
    'project-table',
    'https://github.com/orgs/acme/projects/4/views/2',
    [
      {
        surface: 'project table',
        key: github12,
        title: 'Crash on an empty file',
        status: 'In review',
        createdAt: '2026-01-01T00:00:00Z',
        chip: ['line', '[role="rowheader"]'],
      },
      {
        surface: 'project table',
        key: 'github.com/acme/widgets#13',
        title: 'Make widgets faster',
        status: 'Done 🎉',
        createdAt: '2026-01-02T00:00:00Z',
        closedAt: '2026-01-09T00:00:00Z',
        chip: ['line', '[role="rowheader"]'],
      },
      {
        surface: 'project table',
        key: 'github.com/acme/widgets#14',
        title: 'Ask the vendor',
        status: 'Parked with the vendor',
        createdAt: '2026-01-03T00:00:00Z',
        chip: ['line', '[role="rowheader"]'],
      },
    ],
  ],
  [
    'project-pane',
    'https://github.com/users/alice/projects/4?pane=issue&issue=acme%7Cwidgets%7C12',
    [
      {
        surface: 'project pane',
        key: github12,
        title: 'Crash in `parse()`',
        status: 'Todo',
        assignees: ['alice', 'bob'],
        createdAt: '2026-01-01T00:00:00Z',
        chip: ['line', '[class*="metadataContent"]'],
      },
      {
        surface: 'project board',
        key: github12,
        title: 'Crash in `parse()`',
        status: 'Todo',
        assignees: ['alice', 'bob'],
        createdAt: '2026-01-01T00:00:00Z',
        chip: ['corner', '[data-board-card-id="1"]'],
      },
      {
        surface: 'project board',
        key: 'github.com/acme/widgets#13',
        title: 'Make widgets faster',
        chip: ['corner', '[data-board-card-id="4"]'],
      },
    ],
  ],
];

describe.each(PAGES)('%s at %s', (file, address, expected) => {
  const page = open(file, address);
  const seen = seenOn(page, github);

  it('reads these items and no other', () => {
    const all = new Map(factsOn(page, github).map((facts) => [facts.key as string, readable(facts)]));
    const items = seen.map(({ surface, facts }) => ({ surface: surface.name, ...all.get(facts.key) }));
    const wanted = expected.map(({ chip: _, ...facts }) => facts);
    expect(items).toEqual(wanted);
  });

  it('places each chip where the page has room', () => {
    const places = seen.map(({ place }, index) => [
      place?.how,
      place?.parent.matches(expected[index]!.chip[1]) ? expected[index]!.chip[1] : place?.parent.outerHTML,
    ]);
    expect(places).toEqual(expected.map(({ chip }) => chip));
  });

  it('has links for the self-check to count, unless it is an item’s own page', () => {
    const links = page.document.querySelectorAll(github.itemLinks).length;
    expect(links >= expected.length || github.itemAt(page.url) !== null).toBe(true);
  });
});

it('keeps a chip of a table in its title’s cell', () => {
  const places = seenOn(open('project-table', 'https://github.com/orgs/acme/projects/4'), github).map(
    ({ place }) => place,
  );
  expect(places.length).toBe(3);
  for (const place of places) expect(place?.within?.matches('[role="rowheader"]')).toBe(true);
});

describe('what a surface shows wins over JSON from when the page was loaded', () => {
  it('takes title and state from the row', () => {
    const page = open('pulls-inbox', 'https://github.com/pulls/inbox');
    expect(github.embedded(page.document, page.url, page.memo).map(({ title }) => title)).toEqual([
      'Stale title',
      'Fix gadgets',
    ]);
    expect(factsOn(page, github).map(({ title }) => title)).toEqual(['Fix widgets', 'Fix gadgets']);
  });
});

describe('JSON of another address is not read', () => {
  it.each([
    ['pull-merged', 'https://github.com/acme/widgets/pull/91/files', 0],
    ['pull-merged', 'https://github.com/acme/widgets/pull/90', 1],
    ['pull-merged', 'https://github.com/acme/gadgets/pull/90', 0],
    ['issue', 'https://github.com/acme/widgets/issues/12', 1],
    ['issue', 'https://github.com/acme/widgets/issues/13', 0],
    ['issue', 'https://github.com/acme/widgets', 0],
    ['pulls-inbox', 'https://github.com/acme/widgets/pulls', 1],
    ['pulls-inbox', 'https://github.com/pulls', 2],
    ['pulls-inbox', 'https://github.com/settings/profile', 0],
    ['project-table', 'https://github.com/orgs/acme/projects/4', 3],
    ['project-table', 'https://github.com/orgs/acme/projects/5', 0],
    ['project-table', 'https://github.com/acme/widgets/issues', 0],
    ['project-table', 'https://git.acme.example/orgs/acme/projects/4', 0],
  ])('%s at %s gives %i', (file, address, count) => {
    const page = open(file, address);
    expect(github.embedded(page.document, page.url, page.memo)).toHaveLength(count);
  });

  it('parses an island once, however often it is asked', () => {
    const page = open('project-table', 'https://github.com/orgs/acme/projects/4');
    const island = page.document.getElementById('memex-paginated-items-data')!;
    const first = github.embedded(page.document, page.url, page.memo);
    island.textContent = '[]';
    expect(github.embedded(page.document, page.url, page.memo)).toEqual(first);
  });

  it.each(['', '{', 'null', '[1,"",null]', '{"payload":{"preloadedQueries":[{"result":null}]}}'])(
    'says nothing for %j',
    (text) => {
      const page = openPage(
        `<script id="memex-paginated-items-data">${text}</script><script data-target="react-app.embeddedData">${text}</script>`,
        'https://github.com/pulls',
      );
      for (const address of ['https://github.com/pulls', 'https://github.com/orgs/acme/projects/4']) {
        expect(github.embedded(page.document, new URL(address), page.memo)).toEqual([]);
      }
    },
  );

  it.each([
    ['memex-items-data', (nodes: unknown[]) => nodes],
    ['memex-paginated-items-data', (nodes: unknown[]) => ({ nodes })],
    ['memex-paginated-items-data', (nodes: unknown[]) => ({ groupedItems: [{ nodes: [] }, { nodes }] })],
  ])('reads every shape of #%s', (id, shape) => {
    const item = {
      state: 'open',
      issueCreatedAt: '2026-01-01T00:00:00Z',
      // Those of the project's item, and a closing that is no more.
      issueClosedAt: '2026-01-02T00:00:00Z',
      createdAt: '2026-05-05T00:00:00Z',
      updatedAt: '2026-06-06T00:00:00Z',
      content: { url: 'https://github.com/acme/widgets/issues/12' },
    };
    const page = openPage(
      `<script id="${id}">${JSON.stringify(shape([item]))}</script>`,
      'https://github.com/users/alice/projects/4',
    );
    expect(github.embedded(page.document, page.url, page.memo).map(readable)).toEqual([
      { key: github12, createdAt: '2026-01-01T00:00:00Z' },
    ]);
  });

  it('reads preloaded issue lists, by the repository each query names', () => {
    const data = {
      payload: {
        preloadedQueries: [
          {
            queryName: 'IssueIndexPageQuery',
            variables: { owner: 'acme', name: 'widgets' },
            result: {
              data: {
                repository: {
                  search: {
                    edges: [
                      {
                        node: {
                          __typename: 'Issue',
                          number: 1,
                          createdAt: '2026-01-01T00:00:00Z',
                          closed: true,
                          closedAt: '2026-01-05T00:00:00Z',
                        },
                      },
                      {
                        node: {
                          __typename: 'PullRequest',
                          number: 2,
                          pullRequestState: 'OPEN',
                          isDraft: true,
                          updatedAt: '2026-01-02T00:00:00Z',
                        },
                      },
                      {
                        node: {
                          __typename: 'Issue',
                          number: 3,
                          state: 'OPEN',
                          closedAt: '2026-01-05T00:00:00Z',
                          repository: { name: 'widgets', owner: { login: 'Acme' } },
                        },
                      },
                      { node: { __typename: 'Issue', number: 'x' } },
                    ],
                  },
                },
              },
            },
          },
        ],
      },
    };
    const page = openPage(
      `<script data-target="react-app.embeddedData">${JSON.stringify(data)}</script>`,
      'https://github.com/acme/widgets/issues',
    );
    expect(github.embedded(page.document, page.url, page.memo).map(readable)).toEqual([
      {
        key: 'github.com/acme/widgets#1',
        status: 'Closed',
        category: 'done',
        createdAt: '2026-01-01T00:00:00Z',
        closedAt: '2026-01-05T00:00:00Z',
      },
      {
        key: 'github.com/acme/widgets#2',
        status: 'Draft',
        category: 'doing',
        updatedAt: '2026-01-02T00:00:00Z',
      },
      { key: 'github.com/acme/widgets#3', status: 'Open', category: 'todo' },
    ]);
  });
});

describe('a page that is still the one being left', () => {
  it.each([
    ['issue', 'https://github.com/acme/widgets/issues/13'],
    ['issue-older', 'https://git.acme.example/acme/widgets/issues/7'],
    ['pull-merged', 'https://github.com/acme/widgets/pull/90'],
    ['pull-merged-older', 'https://github.com/acme/widgets/pull/8'],
  ])('%s gives nothing at %s', (file, address) => {
    expect(seenOn(open(file, address), github)).toEqual([]);
  });
});

describe('pages of no surface', () => {
  it.each([
    'https://github.com/',
    'https://github.com/acme/widgets',
    'https://github.com/acme/widgets/issues/new',
    'https://github.com/acme/widgets/labels',
    'https://github.com/acme/widgets/actions/runs/12',
    'https://github.com/notifications',
    'https://github.com/orgs/acme/projects',
    'https://github.com/orgs/acme/projects/x',
    'https://github.com/acme/widgets/pull/12x',
    'https://github.com/settings/profile',
  ])('%s', (address) => {
    expect(github.surfaces.filter((surface) => surface.on(new URL(address)))).toEqual([]);
  });
});

describe('an item in nested elements is seen once', () => {
  it('a row inside a list item without a title of its own', () => {
    const page = openPage(
      `<ul data-listview-component="items-list"><li>Group<ul><li><a data-testid="issue-pr-title-link" href="/acme/widgets/issues/1">Inner</a></li></ul></li></ul>`,
      'https://github.com/acme/widgets/issues',
    );
    expect(seenOn(page, github).map(({ element }) => element.textContent)).toEqual(['Inner']);
  });

  it('a viewer inside a viewer of the pane', () => {
    const address = 'https://github.com/orgs/acme/projects/4?pane=issue&issue=acme%7Cwidgets%7C12';
    const title = '<h1><bdi data-testid="issue-title">Once</bdi></h1>';
    const page = openPage(
      `<div class="SidePanel-module__a"><div id="outer" class="IssueViewer-module__issueViewerContainer__a"><div class="IssueViewer-module__issueViewerContainerInner__a">${title}</div></div></div>`,
      address,
    );
    expect(seenOn(page, github).map(({ element }) => element.id)).toEqual(['outer']);
  });
});

describe('assignees of an issue', () => {
  it.each([
    ['<a href="/alice">alice</a><a href="/alice"><img></a>', ['alice']],
    ['<a href="/apps/robot">Robot</a><a href="/login?return_to=x">Sign in</a>', ['robot']],
    ['No one - <button>Assign yourself</button>', []],
    ['<div class="LoadingSkeleton-module"></div>', undefined],
  ])('%s', (section, assignees) => {
    const page = open('issue', 'https://github.com/acme/widgets/issues/12');
    page.document.querySelector('[data-testid="sidebar-assignees-section"]')!.innerHTML = section;
    expect(seenOn(page, github)[0]!.facts.assignees).toEqual(assignees);
  });
});

describe('dates of list rows', () => {
  it.each([
    ['opened', 'octicon-issue-opened', 'createdAt'],
    ['opened', 'octicon-issue-closed', 'createdAt'],
    ['was closed', 'octicon-issue-closed', 'closedAt'],
    ['merged', 'octicon-git-merge', 'closedAt'],
    ['Updated', 'octicon-issue-opened', 'updatedAt'],
    ['·', 'octicon-issue-opened', 'createdAt'],
    ['·', 'octicon-issue-closed', undefined],
    ['mentioned', 'octicon-issue-closed', undefined],
    ['opened #7', 'octicon-issue-closed', undefined],
    ['constructor', 'octicon-issue-closed', undefined],
  ])('“%s” beside %s is %s', (words, icon, field) => {
    const page = openPage(
      `<ul data-listview-component="items-list"><li>
        <span data-testid="list-row-state-icon"><svg class="octicon ${icon}"></svg></span>
        <a data-testid="issue-pr-title-link" href="/acme/widgets/issues/1">It was closed</a>
        <div data-testid="created-at"><a href="/alice">alice</a> ${words} <relative-time datetime="2026-01-01T00:00:00Z"></relative-time></div>
      </li></ul>`,
      'https://github.com/acme/widgets/issues',
    );
    const { facts } = seenOn(page, github)[0]!;
    const dated = (['createdAt', 'updatedAt', 'closedAt'] as const).filter(
      (name) => facts[name] !== undefined,
    );
    expect(dated).toEqual(field ? [field] : []);
  });
});

describe('the row GitHub marks as selected', () => {
  it('is the older list’s', () => {
    const { document } = open('pulls-older', 'https://github.com/acme/widgets/pulls');
    expect(github.selected(document)?.id).toBe('issue_24');
  });
  it('is none where the focus itself moves', () => {
    const { document } = open('issue-list', 'https://github.com/acme/widgets/issues');
    expect(github.selected(document)).toBeNull();
  });
});

describe('links the self-check counts', () => {
  it('are of items, and not what people wrote', () => {
    const { document } = openPage(
      `<a href="/acme/widgets/issues/12">1</a><a href="https://github.com/acme/widgets/pull/9">2</a>
       <a href="/acme/widgets/issues/12#issuecomment-5">x</a><a href="/acme/widgets/pull/9/files">x</a>
       <a href="/acme/widgets/issues?page=2">x</a><a href="/acme/widgets/issues/?q=1">x</a>
       <div class="markdown-body"><p><a href="/acme/widgets/issues/13">x</a></p></div>`,
      'https://github.com/acme/widgets',
    );
    const texts = [...document.querySelectorAll(github.itemLinks)].map((link) => link.textContent);
    expect(texts).toEqual(['1', '2']);
  });
});
