/** What every tracker must keep to (components/overlay/contract.ts). To add a tracker: one line here. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tracker } from '../../components/overlay/contract';
import { github } from '../../trackers/github';
import { jira } from '../../trackers/jira';
import { linear } from '../../trackers/linear';
import { brokenRules } from './contract';
import { openPage, seenOn } from './page';

const TRACKERS: [tracker: Tracker, folder: string, addresses: string[]][] = [
  [
    github,
    'github',
    [
      'https://github.com/acme/widgets/issues',
      'https://github.com/acme/widgets/pulls',
      'https://github.com/acme/widgets/milestone/3',
      'https://github.com/pulls/inbox',
      'https://github.com/acme/widgets/issues/12',
      'https://git.acme.example/acme/widgets/issues/71',
      'https://github.com/acme/widgets/pull/81',
      'https://github.com/acme/widgets/pull/91',
      'https://github.com/orgs/acme/projects/4',
      'https://github.com/users/alice/projects/4?pane=issue&issue=acme%7Cwidgets%7C12',
      'https://github.com/acme/widgets',
    ],
  ],
  [
    jira,
    'jira',
    [
      'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1?selectedIssue=APP-12',
      'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1/backlog',
      'https://acme.atlassian.net/jira/software/projects/APP/boards/1/timeline',
      'https://acme.atlassian.net/jira/core/projects/APP/list?selectedIssue=APP-12',
      'https://acme.atlassian.net/jira/servicedesk/projects/HELP/queues/custom/1/HELP-12',
      'https://acme.atlassian.net/jira/polaris/projects/IDEA/ideas/view/7?selectedIssue=IDEA-3',
      'https://acme.atlassian.net/jira/for-you',
      'https://acme.atlassian.net/jira/plans/1/scenarios/1/timeline',
      'https://acme.atlassian.net/issues/?jql=project%20%3D%20APP',
      'https://acme.atlassian.net/browse/APP-12',
      'https://tools.acme.example:8443/jira/secure/RapidBoard.jspa?rapidView=1&selectedIssue=APP-12',
      'https://tools.acme.example:8443/jira/browse/APP-12',
      'https://tools.acme.example:8443/jira/issues/?jql=x',
      'https://acme.atlassian.net/jira/dashboards/1',
    ],
  ],
  [
    linear,
    'linear',
    [
      'https://linear.app/acme/team/ENG/all',
      'https://linear.app/acme/my-issues/assigned',
      'https://linear.app/acme/team/ENG/cycle/active',
      'https://linear.app/acme/project/fewer-calls-0f150687c354/issues',
      'https://linear.app/acme/view/by-label-2393a08d4f2e',
      'https://linear.app/acme/inbox/priority',
      'https://linear.app/acme/issue/ENG-12/crash-on-an-empty-file',
      'https://linear.app/acme/issue/ENG-13',
      'https://linear.app/docs/triage',
    ],
  ],
];

describe.each(TRACKERS)('$name', (tracker, folder, addresses) => {
  const directory = resolve(import.meta.dirname, folder);
  const files = readdirSync(directory);

  it('has pages to be held against, and every surface is on one', () => {
    const surfaces = new Set(
      files.flatMap((file) =>
        addresses.flatMap((address) =>
          seenOn(openPage(readFileSync(resolve(directory, file), 'utf8'), address), tracker).map(
            ({ surface }) => surface.name,
          ),
        ),
      ),
    );
    expect([...surfaces].sort()).toEqual(tracker.surfaces.map(({ name }) => name).sort());
  });

  describe.each(files)('%s', (file) => {
    const html = readFileSync(resolve(directory, file), 'utf8');
    // Also at addresses it is not served at: that is what a page is like in the middle of a soft navigation.
    it.each(addresses)('at %s', (address) => {
      expect(brokenRules(openPage(html, address), tracker)).toEqual([]);
    });
  });

  it('gives nothing for elements of other pages', () => {
    const { document } = openPage(
      '<main><ul><li><a href="/">x</a></li></ul><svg></svg><p></p></main>',
      addresses[0]!,
    );
    for (const address of addresses) {
      for (const surface of tracker.surfaces) {
        for (const element of document.querySelectorAll('*')) {
          expect(surface.read(element, new URL(address), new WeakMap())).toBeNull();
        }
      }
    }
  });

  it('keeps to the rules on pages cut up at random', () => {
    const { nodes, values } = pieces(files.map((file) => readFileSync(resolve(directory, file), 'utf8')));
    fc.assert(
      fc.property(
        fc.constantFrom(...addresses),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 30 }),
        (address, steps) => {
          const page = openPage('', address);
          const grown: Element[] = [page.document.body];
          for (const [where, what, how] of steps) {
            const { tag, attributes } = nodes[what % nodes.length]!;
            const element = page.document.createElement(tag);
            for (const [name, value] of attributes) {
              element.setAttribute(name, how % 3 === 0 ? values[(how + what) % values.length]! : value);
            }
            if (how % 2 === 0) element.textContent = values[how % values.length]!;
            grown[where % grown.length]!.append(element);
            grown.push(element);
          }
          // Random trees may hold two of everything: of the rules, those of one page's makeup can't be asked.
          const broken = brokenRules(page, tracker).filter(
            (rule) => !/another chip|in one view|someone writes/.test(rule),
          );
          expect(broken).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Elements and attribute values of the tracker's own pages, to build nonsense from that its selectors know. */
function pieces(pages: string[]) {
  const nodes: { tag: string; attributes: [string, string][] }[] = [];
  const values = [
    '',
    '#',
    '/',
    'https://',
    'javascript:alert(1)',
    '\u202e',
    'http://[',
    '%',
    '-1',
    'constructor',
  ];
  for (const html of pages) {
    for (const element of openPage(html, 'https://example.com').document.body.querySelectorAll('*')) {
      const attributes = [...element.attributes].map(({ name, value }): [string, string] => [name, value]);
      nodes.push({ tag: element.localName, attributes });
      values.push(...attributes.map(([, value]) => value));
    }
  }
  return { nodes, values };
}
