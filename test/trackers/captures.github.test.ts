/** Real pages, saved in public by others: read exactly, every one of them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SeenFacts } from '../../domain/facts';
import { github } from '../../trackers/github';
import { CAPTURES } from '../captures';
import { brokenRules } from './contract';
import { factsOn, openPage, type Page, readable, seenOn } from './page';

interface Expected {
  key: string;
  title?: string;
  createdAt?: string;
  closedAt?: string;
  /** As the manifest words it: "open", "draft", "closed", "merged". */
  state?: string;
}

interface Capture {
  file: string;
  servedAt?: string;
  expect?: Expected[];
}

const text = (file: string) => readFileSync(resolve(CAPTURES, file), 'utf8');
const captures = (JSON.parse(text('MANIFEST.json')).captures as Capture[]).filter(({ file }) =>
  file.startsWith('github/'),
);

function open(file: string, address?: string): Page {
  const servedAt = address ?? captures.find((capture) => capture.file === file)?.servedAt;
  if (!servedAt) throw new Error(`nothing says where ${file} is served`);
  return openPage(text(file), servedAt);
}

/** The manifest's fields, from what was read; a field it doesn't name isn't asked for. */
function asExpected(facts: SeenFacts, wanted: Expected | undefined): Record<string, unknown> {
  const all: Record<string, unknown> = { ...readable(facts), state: facts.status?.toLowerCase() };
  return Object.fromEntries(Object.keys(wanted ?? all).map((name) => [name, all[name]]));
}

const withExpect = captures.filter((capture) => capture.expect);

it('are all here', () => {
  expect(withExpect.length).toBeGreaterThanOrEqual(6);
});

describe.each(withExpect)('$file', ({ file, expect: wanted = [] }) => {
  const page = open(file);
  const facts = factsOn(page, github);
  const seen = seenOn(page, github);

  it('gives exactly what the manifest says', () => {
    expect(facts.map((item, index) => asExpected(item, wanted[index]))).toEqual(wanted);
  });

  it('says that open and draft are not closed', () => {
    for (const { category, closedAt, status } of facts) {
      expect(category).toBe(
        status === 'Closed' || status === 'Merged'
          ? 'done'
          : page.url.pathname.includes('/pull/')
            ? 'doing'
            : 'todo',
      );
      if (category !== 'done') expect(closedAt).toBeUndefined();
    }
  });

  it('shows each item once, in its header', () => {
    expect(seen.map(({ facts: { key } }) => key)).toEqual(wanted.map(({ key }) => key));
    for (const { place } of seen) {
      expect(place?.how).toBe('line');
      expect(place!.parent.closest('[class*="sticky" i]')).toBeNull();
      expect(
        place!.parent.matches(
          '[class*="PullRequestHeaderSummary-module"], [class*="HeaderMetadata-module__metadataContent"], .gh-header-meta',
        ),
      ).toBe(true);
    }
  });

  it('keeps to the contract', () => {
    expect(brokenRules(page, github)).toEqual([]);
  });

  it('gives nothing while the address is already another item’s', () => {
    const next = new URL(page.url.href.replace(/\d+$/, '99999'));
    expect(seenOn({ document: page.document, url: next }, github)).toEqual([]);
    expect(github.embedded(page.document, next, page.memo)).toEqual([]);
  });
});

describe('what the manifest does not ask', () => {
  it.each([
    ['2026-07-pull-open', []],
    ['2026-07-pull-closed', []],
    ['2025-05-pull-draft-legacy', []],
    ['2025-07-issue', []],
  ])('%s is assigned to nobody', (name, assignees) => {
    expect(factsOn(open(`github/${name}.html`), github)[0]!.assignees).toEqual(assignees);
  });

  it('reads a pull request from the page alone, when its JSON is missing', () => {
    const page = open('github/2026-07-pull-closed.html');
    for (const script of page.document.querySelectorAll('script')) script.remove();
    expect(factsOn(page, github).map(readable)).toEqual([
      {
        key: 'github.com/mergify-sandbox/browser-extension-fixtures#3',
        title: 'feat: a change that gets closed unmerged',
        status: 'Closed',
        category: 'done',
        assignees: [],
        createdAt: '2026-07-17T13:55:32Z',
      },
    ]);
  });

  it('does not take the state of a pull request the timeline mentions', () => {
    const { document } = open('github/2026-07-pull-closed-long.html');
    // The capture holds the trap: a merged one, mentioned.
    expect(document.querySelector('.State')?.getAttribute('title')).toBe('Status: Merged');
    expect(factsOn(open('github/2026-07-pull-closed-long.html'), github)[0]!.status).toBe('Closed');
  });
});

describe('github/2026-project-board.html', () => {
  const card = (number: number, title: string) => ({
    key: `github.com/example-org/example-repo#${number}`,
    title,
    status: 'In progress',
  });
  const CARDS = [
    card(4501, 'Quote email drops rows past the first page'),
    card(4502, 'Calendar feed counts archived records twice'),
    card(4503, 'Review import ignores the account time zone'),
  ];

  it.each([
    'https://github.com/orgs/jon-or/projects/1',
    'https://github.com/users/jon-or/projects/1/views/2',
  ])('reads its three cards at %s, and not the placeholder', (address) => {
    const page = open('github/2026-project-board.html', address);
    expect(page.document.querySelectorAll('.board-view-column-card')).toHaveLength(4);
    expect(seenOn(page, github).map(({ facts }) => facts)).toEqual(CARDS);
    expect(brokenRules(page, github)).toEqual([]);
  });

  it('puts the chip in the card’s corner', () => {
    for (const { element, place } of seenOn(open('github/2026-project-board.html'), github)) {
      expect(place).toEqual({ parent: element, how: 'corner' });
    }
  });

  it('reads no draft, and a shell only once it is filled', () => {
    const page = open('github/2026-project-board.html');
    const [first, second] = page.document.querySelectorAll('[data-board-card-id]');
    first!.removeAttribute('data-hovercard-subject-tag');
    first!.querySelector('a')!.setAttribute('href', '#');
    const content = second!.innerHTML;
    second!.innerHTML = '';
    expect(seenOn(page, github).map(({ facts }) => facts)).toEqual(CARDS.slice(2));
    second!.innerHTML = content;
    expect(seenOn(page, github).map(({ facts }) => facts)).toEqual(CARDS.slice(1));
  });
});

describe('github/2021-06-issue-list-legacy.html', () => {
  const page = open('github/2021-06-issue-list-legacy.html');

  it('reads its row', () => {
    expect(seenOn(page, github).map(({ facts }) => readable(facts))).toEqual([
      {
        key: 'github.com/mlab817/pips#5',
        title: 'Add Issue Tracker per PAP',
        status: 'Open',
        category: 'todo',
        createdAt: '2021-06-26T12:38:43Z',
        assignees: [],
      },
    ]);
  });

  it('puts the chip in the line below the title', () => {
    const [row] = seenOn(page, github);
    expect(row!.place).toEqual({
      parent: row!.element.querySelector('.opened-by')!.parentElement,
      how: 'line',
    });
    expect(brokenRules(page, github)).toEqual([]);
  });
});

describe('github/2026-list-rows-reconstructed.html', () => {
  const ROWS = [
    {
      key: 'github.com/temporalio/temporal#11344',
      title: 'Fix standalone activity mutation retry deduplication',
    },
    { key: 'github.com/acme/widgets#12', title: 'Make widgets faster' },
    {
      key: 'github.com/octo/repo#7',
      title: 'A title',
      status: 'Open',
      category: 'todo',
      createdAt: '2026-08-01T10:00:00Z',
    },
  ];
  const PLACES = [
    '[data-listview-item-title-container]',
    '[class*="PullsListItem-module__description"]',
    '[data-testid="list-row-repo-name-and-number"]',
  ];

  it.each(['https://github.com/pulls/inbox', 'https://github.com/issues/assigned'])(
    'reads its rows at %s',
    (address) => {
      const page = open('github/2026-list-rows-reconstructed.html', address);
      const seen = seenOn(page, github);
      expect(seen.map(({ facts }) => readable(facts))).toEqual(ROWS);
      expect(
        seen.map(({ place }, index) => place!.how === 'line' && place!.parent.matches(PLACES[index]!)),
      ).toEqual([true, true, true]);
      expect(brokenRules(page, github)).toEqual([]);
    },
  );
});

it('no capture of GitHub is left out', () => {
  const byHand = ['2026-project-board', '2021-06-issue-list-legacy', '2026-list-rows-reconstructed'];
  const covered = [...withExpect.map(({ file }) => file), ...byHand.map((name) => `github/${name}.html`)];
  expect(captures.map(({ file }) => file).sort()).toEqual(covered.sort());
});
