/** Real fragments of Jira's pages, saved in public by others: read exactly, every one of them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jira } from '../../trackers/jira';
import { CAPTURES } from '../captures';
import { brokenRules } from './contract';
import { openPage, seenOn } from './page';

interface Capture {
  file: string;
  servedAt?: string;
  expect?: { key: string; title: string }[];
}

const text = (file: string) => readFileSync(resolve(CAPTURES, file), 'utf8');
const captures = (JSON.parse(text('MANIFEST.json')).captures as Capture[]).filter(({ file }) =>
  /^jira\/.*\.html$/.test(file),
);

interface Case {
  address: string;
  /** What stands around the fragment on its page; `%` is the fragment. */
  around: string;
  surface: string;
  facts: { key: string; title?: string; status?: string; assignees?: string[] };
  /** How the chip is placed, and a selector that its parent must match. */
  chip: [how: string, parent: string];
}

const CASES: Record<string, Case> = {
  'cloud-board-card': {
    address: 'https://acme.atlassian.net/jira/software/c/projects/RDC/boards/1',
    around: '%',
    surface: 'board',
    facts: {
      key: 'acme.atlassian.net/RDC-21496',
      title: '[Area] `duplicateTitles` part 2: duplicate the scripts and the rest',
      assignees: ['Person Seven'],
    },
    // In the footer, beside the item's kind and its key.
    chip: ['line', '[data-testid$="card-content.footer"] > div > div:has(> div img[alt="Story"])'],
  },
  'cloud-search-row': {
    address: 'https://acme.atlassian.net/issues/?jql=project%20%3D%20RDC',
    around: '<table><tbody>%</tbody></table>',
    surface: 'search results, child items',
    facts: {
      key: 'acme.atlassian.net/RDC-29578',
      title:
        '[BRIO3] BRIO Validation Repository : Missing mandatory BRIO Format ID. The entry list is shorter then acmeBrioFormats.xml.',
      status: 'To Do',
    },
    chip: ['line', '[data-testid$="issue-row.merged-cell"]'],
  },
  'cloud-backlog-card-key': {
    address: 'https://acme.atlassian.net/jira/software/c/projects/RDC/boards/1/backlog',
    around: '<div data-testid="software-backlog.card-list.card.content-container.RDC-22274">%</div>',
    surface: 'backlog',
    facts: { key: 'acme.atlassian.net/RDC-22274' },
    chip: ['line', '[data-testid$="card-contents.accessible-card-key"]'],
  },
  'cloud-issue-breadcrumb': {
    address: 'https://acme.atlassian.net/browse/RDC-14817',
    around: '<div id="jira-issue-header">%</div>',
    surface: 'issue view',
    facts: { key: 'acme.atlassian.net/RDC-14817' },
    chip: ['line', '[data-testid$="breadcrumbs.breadcrumb-current-issue-container"]'],
  },
  'dc-board-card': {
    address: 'https://jira.acme.example/tools/secure/RapidBoard.jspa?rapidView=7',
    around: '%',
    surface: 'Data Center board',
    facts: {
      key: 'jira.acme.example/tools/HTLS-2502',
      title: 'Some Feature',
      assignees: ['Person Six'],
    },
    chip: ['line', '.ghx-card-footer'],
  },
  'dc-issue-header': {
    address: 'https://jira.acme.example/browse/TRELLO-168',
    around: '<header class="issue-header">%</header>',
    surface: 'Data Center issue',
    facts: {
      key: 'jira.acme.example/TRELLO-168',
      title: 'Browser extensions for capturing webpages to Trello Cards',
    },
    chip: ['line', '.issue-header'],
  },
};

it('none is left out', () => {
  expect(captures.map(({ file }) => file).sort()).toEqual(
    Object.keys(CASES)
      .map((name) => `jira/${name}.html`)
      .sort(),
  );
});

describe.each(Object.entries(CASES))('%s', (name, { address, around, surface, facts, chip }) => {
  const capture = captures.find(({ file }) => file === `jira/${name}.html`)!;
  const [before, after] = around.split('%') as [string, string];
  const page = openPage(`${before}${text(capture.file)}${after}`, address);
  const seen = seenOn(page, jira);

  it('shows its item once, with what it says', () => {
    expect(seen.map((one) => [one.surface.name, one.facts])).toEqual([[surface, facts]]);
  });

  it('says what the manifest says', () => {
    for (const wanted of capture.expect ?? []) expect(seen[0]!.facts).toMatchObject(wanted);
    if (capture.servedAt) expect(new URL(capture.servedAt).pathname).toBe(page.url.pathname);
  });

  it('has its chip in place', () => {
    const { how, parent } = seen[0]!.place!;
    expect([how, parent.matches(chip[1]) ? chip[1] : parent.outerHTML]).toEqual(chip);
    expect(parent.closest('a, button')).toBeNull();
  });

  it('keeps to the contract', () => {
    expect(brokenRules(page, jira)).toEqual([]);
  });

  it('gives nothing on another host’s page', () => {
    const { href } = page.url;
    const away = new URL(href.replace(page.url.pathname, '/wiki/x'));
    expect(seenOn({ document: page.document, url: away }, jira)).toEqual([]);
  });
});

it('the issue page gives nothing while the address is already another item’s', () => {
  const { around } = CASES['cloud-issue-breadcrumb']!;
  const page = openPage(
    around.replace('%', () => text('jira/cloud-issue-breadcrumb.html')),
    'https://acme.atlassian.net/browse/RDC-99999',
  );
  expect(seenOn(page, jira)).toEqual([]);
});
