/**
 * Jira's saved fragments in a real browser with the built extension: read in place, and given their age by recorded
 * answers of Jira's. A fragment is all there is of its page, so the page around it is ours and bare.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { CAPTURES } from '../captures';
import { expect, type Foothold, test } from '../fixture';
import { insideOf } from './inside';

const CLOUD = 'https://acme.atlassian.net';
const BOARD = `${CLOUD}/jira/software/c/projects/RDC/boards/1`;
const ISSUES = 'POST /rest/api/3/issue/bulkfetch';
const CHANGES = 'POST /rest/api/3/changelog/bulkfetch';

const text = (file: string) => readFileSync(resolve(CAPTURES, 'jira', file), 'utf8');
const json = (file: string) => JSON.parse(text(file));

/** file, address, what stands around it, key, title */
const FRAGMENTS: [
  file: string,
  address: string,
  around: (html: string) => string,
  key: string,
  title: string,
][] = [
  [
    'cloud-board-card.html',
    BOARD,
    (html) => `<div style="width: 300px">${html}</div>`,
    'RDC-21496',
    '[Area] `duplicateTitles` part 2: duplicate the scripts and the rest',
  ],
  [
    'cloud-search-row.html',
    `${CLOUD}/issues/`,
    (html) => `<table><tbody>${html}</tbody></table>`,
    'RDC-29578',
    '[BRIO3] BRIO Validation Repository : Missing mandatory BRIO Format ID. The entry list is shorter then acmeBrioFormats.xml.',
  ],
  [
    'cloud-backlog-card-key.html',
    `${BOARD}/backlog`,
    (html) =>
      `<div style="width: 700px" data-testid="software-backlog.card-list.card.content-container.RDC-22274">${html}</div>`,
    'RDC-22274',
    '',
  ],
  [
    'cloud-issue-breadcrumb.html',
    `${CLOUD}/browse/RDC-14817`,
    (html) => `<div id="jira-issue-header">${html}</div>`,
    'RDC-14817',
    '',
  ],
];

async function open(foothold: Foothold, address: string, body: string): Promise<Page> {
  foothold.serve(
    address,
    `<!doctype html><html lang="en" data-color-mode="light"><head><meta charset="utf-8"><meta name="application-name" content="JIRA"><title>Jira</title></head><body><main>${body}</main></body></html>`,
  );
  const page = await foothold.context.newPage();
  await page.goto(address);
  return page;
}

const factsOf = async (foothold: Foothold) =>
  ((await foothold.rows('facts')) as { facts: { key: string; title: string | null } }[]).map(
    ({ facts }) => facts,
  );

for (const [file, address, around, key, title] of FRAGMENTS) {
  test(`${file} is read in place, and its age is an honest unknown where Jira says nothing of it`, async ({
    foothold,
  }) => {
    const page = await open(foothold, address, around(text(file)));
    const inside = await insideOf(page, foothold.extensionId);
    await expect
      .poll(async () => (await inside.chips()).map(({ name, age, spoken }) => [name, age, spoken]))
      .toEqual([
        [`Foothold: ${key}`, '?', "?. age unknown: Jira doesn't show you this item. Write the next step"],
      ]);
    if (title) expect(await factsOf(foothold)).toMatchObject([{ key: `acme.atlassian.net/${key}`, title }]);
    const bad = await page.evaluate(() =>
      [...document.querySelectorAll('foothold-chip')].filter(
        (host) => host.closest('a, button') || host.parentElement!.lastElementChild !== host,
      ),
    );
    expect(bad).toEqual([]);
  });
}

const DAY = 86_400_000;
const days = (instant: string) =>
  Math.floor((Date.now() - Date.parse(instant)) / DAY).toLocaleString('en-US');

test('a recorded issue of 2022, done: since when it is open and closed', async ({ foothold }) => {
  const [issue] = json('rest-cloud-agile-board-issue-changelog-2022.json').issues;
  const { changelog, ...rest } = issue;
  const own = { ...rest, key: 'RDC-21496' };
  foothold.jira.recorded.set(ISSUES, { expand: 'names', issues: [own], issueErrors: [] });
  foothold.jira.recorded.set(CHANGES, {
    issueChangeLogs: [{ issueId: own.id, changeHistories: changelog.histories }],
  });
  const page = await open(
    foothold,
    BOARD,
    `<div style="width: 300px">${text('cloud-board-card.html')}</div>`,
  );
  const inside = await insideOf(page, foothold.extensionId);
  // Read off the file by hand: created 2020-06-12T08:24:56.048+0800, resolved 2020-07-22T15:25:29.104+0800.
  await expect
    .poll(async () => (await inside.chips())[0]?.spoken)
    .toBe(
      `${days('2020-07-22T07:25:29.104Z')}d. opened ${days('2020-06-12T00:24:56.048Z')} days ago, closed ${days('2020-07-22T07:25:29.104Z')} days ago. Write the next step`,
    );
});

test('the recorded answer of August 2026, which has no dates: unknown, and why', async ({ foothold }) => {
  foothold.jira.recorded.set(ISSUES, json('rest-cloud-bulkfetch-2026-08.json'));
  foothold.jira.recorded.set(CHANGES, { issueChangeLogs: [] });
  const html = `<div id="jira-issue-header">${text('cloud-issue-breadcrumb.html')}</div>`;
  const page = await open(foothold, `${CLOUD}/browse/RDC-14817`, html);
  await expect
    .poll(async () => (await factsOf(foothold))[0])
    .toMatchObject({
      status: 'In Design',
      category: 'doing',
      title: 'Parent epic: the advanced / nice-to-have half',
    });
  const inside = await insideOf(page, foothold.extensionId);
  expect((await inside.chips()).map(({ age }) => age)).toEqual(['?']);
});
