/** What others saved of Linear in public: a row's opening tag, and what a list's rows read and link to. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linear } from '../../trackers/linear';
import { CAPTURES } from '../captures';
import { brokenRules } from './contract';
import { openPage, seenOn } from './page';

const text = (file: string) => readFileSync(resolve(CAPTURES, 'linear', file), 'utf8');
const VIEW = 'https://linear.app/bdiverifier/view/x-2393a08d4f2e';

interface Listed {
  tag: string;
  text?: string;
  href?: string;
}

const rows = (JSON.parse(text('issue-list-inventory.json')).items as Listed[])
  .filter(({ href }) => href !== undefined)
  .map(({ href, text }) => ({ href: href!, lines: text!.split('\n') }));

it('none is left out', () => {
  const manifest = JSON.parse(readFileSync(resolve(CAPTURES, 'MANIFEST.json'), 'utf8'));
  const files = (manifest.captures as { file: string }[]).map(({ file }) => file);
  expect(files.filter((file) => file.startsWith('linear/')).sort()).toEqual([
    'linear/issue-list-inventory.json',
    // Read by the tests of the store.
    'linear/local-store-records.json',
    'linear/row-open-tag.html',
  ]);
  expect(rows.length).toBe(11);
});

/** The inventory has no markup: each line is an element, in a row as its opening tag was captured. */
function listOf(how: (line: string, at: number) => string) {
  const page = openPage('<main></main>', VIEW);
  for (const { href, lines } of rows) {
    page.document.querySelector('main')!.insertAdjacentHTML('beforeend', text('row-open-tag.html'));
    const row = page.document.querySelector('main')!.lastElementChild!;
    row.setAttribute('href', href);
    row.setAttribute('data-list-key', `ITEM_${href}`);
    row.innerHTML = lines.map(how).join('');
  }
  return page;
}

describe.each<[string, (line: string, at: number) => string]>([
  ['lines alone', (line) => `<span>${line}</span>`],
  [
    'cells by name',
    (line, at) =>
      `<div data-list-grid-column="${['identifier', 'status', 'title'][at] ?? `c${at}`}"><span>${line}</span></div>`,
  ],
])('a list, with %s', (_, how) => {
  const page = listOf(how);
  const seen = seenOn(page, linear);

  it.each(rows)('$href', ({ href, lines }) => {
    const [issue, status, title] = lines as [string, string, string];
    const found = seen.find(({ element }) => element.getAttribute('href') === href);
    expect(found?.facts).toEqual({ key: `linear.app/bdiverifier/${issue}`, title, status });
  });

  it('has each row once, each with a place', () => {
    expect(seen.map(({ surface }) => surface.name)).toEqual(rows.map(() => 'issue list'));
    expect(seen.filter(({ place }) => place === null)).toEqual([]);
    expect(brokenRules(page, linear)).toEqual([]);
  });
});

it('a welcome message is a row, and no item', () => {
  const page = openPage(text('row-open-tag.html'), 'https://linear.app/synquic-labs/inbox/priority');
  const row = page.document.querySelector('a')!;
  expect(linear.surfaces.filter(({ selector }) => row.matches(selector)).map(({ name }) => name)).toEqual([
    'issue list',
  ]);
  expect(seenOn(page, linear)).toEqual([]);
  expect(linear.selected(page.document)).toBeNull();
});
