/**
 * The tests that hold a tracker to the contract: on its own pages, on those of others, and on nonsense made of its own.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tracker } from '../../components/overlay/tracker-contract';
import { type Registry, TRACKERS } from '../../domain/trackers';
import { brokenRules } from './contract';
import { openPage, seenOn } from './page';

interface Held {
  tracker: Tracker<string>;
  pages: { file: string; html: string }[];
  addresses: string[];
  /** Those that keys can be of. */
  trackers?: Registry;
}

export function holdToContract({ tracker, pages, addresses, trackers = TRACKERS }: Held): void {
  it('has pages to be held against, and every surface is on one', () => {
    const surfaces = new Set(
      pages.flatMap(({ html }) =>
        addresses.flatMap((address) =>
          seenOn(openPage(html, address), tracker).map(({ surface }) => surface.name),
        ),
      ),
    );
    expect([...surfaces].sort()).toEqual(tracker.surfaces.map(({ name }) => name).sort());
  });

  describe.each(pages)('$file', ({ html }) => {
    // Also at addresses it is not served at: that is what a page is like in the middle of a soft navigation.
    it.each(addresses)('at %s', (address) => {
      expect(brokenRules(openPage(html, address), tracker, trackers)).toEqual([]);
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
    const { nodes, values } = pieces(pages.map(({ html }) => html));
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
          const broken = brokenRules(page, tracker, trackers).filter(
            (rule) => !/another chip|in one view|someone writes/.test(rule),
          );
          expect(broken).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
}

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
