/** Answers recorded from real Jiras give the ages a person reads off them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { agesOf, DAY, HOUR, shownLength } from '../../../domain/age';
import { createJiraSource } from '../../../trackers/jira/rest/source';
import { CAPTURES } from '../../captures';
import { noneOf } from '../domain/simulation';
import { type Answerer, fakeJira, html, json, key } from './fake';

// biome-ignore lint/suspicious/noExplicitAny: as it was recorded
const recorded = (name: string): any => JSON.parse(readFileSync(join(CAPTURES, 'jira', name), 'utf8'));

async function factsOf(answer: Answerer, names: string[], page?: string) {
  const jira = fakeJira(answer, page);
  const host = new URL(page ?? 'https://acme.atlassian.net/').host;
  const asked = await createJiraSource().ask(
    names.map((name) => key(name, host)),
    jira.context(),
  );
  if (!asked.ok) throw new Error(asked.fault);
  return asked;
}
const bulk =
  (issues: unknown[], logs: unknown[] = []): Answerer =>
  ({ what }) =>
    json(what.includes('changelog') ? { issueChangeLogs: logs } : { issues, issueErrors: [] });

it('bulkfetch, August 2026: an issue, and one that is silently absent', async () => {
  const asked = await factsOf(
    ({ what }) =>
      json(
        what.includes('changelog') ? { issueChangeLogs: [] } : recorded('rest-cloud-bulkfetch-2026-08.json'),
      ),
    ['RDC-14817', 'RDC-99999'],
  );
  expect(asked.facts).toEqual([
    {
      key: key('RDC-14817'),
      title: 'Parent epic: the advanced / nice-to-have half',
      status: 'In Design',
      category: 'doing',
      createdAt: null,
      updatedAt: null,
      closedAt: null,
      statusSince: null,
    },
  ]);
  expect(asked.none).toEqual(noneOf('absent', key('RDC-99999')));
});

it('dates, 2024: offsets without a colon', async () => {
  const { facts } = await factsOf(bulk([recorded('rest-cloud-issue-dates-2024.json')]), ['API-1']);
  // 17:23:22.508 and 10:37:54.643 in Shanghai are eight hours less in UTC.
  expect(facts[0]).toMatchObject({
    createdAt: Date.UTC(2024, 8, 27, 9, 23, 22, 508),
    updatedAt: Date.UTC(2024, 9, 9, 2, 37, 54, 643),
    closedAt: null,
    assignees: ['Person Five'],
    status: 'To Do',
    category: 'todo',
  });
  const ages = agesOf(facts[0] as never, Date.UTC(2024, 9, 9, 12));
  // From 27 September 09:23 to 9 October 12:00; from 02:37 to 12:00.
  expect(shownLength(ages.opened!)).toEqual({ unit: 'day', value: 12 });
  expect(shownLength(ages.idle!)).toEqual({ unit: 'hour', value: 9 });
});

it('changelogs, 2022: the last change of status, not the last change of its category', async () => {
  const { issues } = recorded('rest-cloud-agile-board-issue-changelog-2022.json');
  // One issue was recorded twice.
  const names = ['EE-17', 'EE-3', 'EE-1', 'EE-2'];
  const logs = issues.map((each: { id: string; changelog: { histories: unknown[] } }) => ({
    issueId: each.id,
    changeHistories: each.changelog.histories,
  }));
  const once = issues.filter(
    (each: { key: string }, at: number) =>
      issues.findIndex((one: { key: string }) => one.key === each.key) === at,
  );
  const { facts } = await factsOf(bulk(once, logs), names);
  const of = (name: string) => facts.find((each) => each.key === key(name))!;
  // A migration of workflows on 28 March 2021, 16:05 and 16:06 in Shanghai.
  expect(names.map((name) => of(name).statusSince)).toEqual([
    Date.UTC(2021, 2, 28, 8, 5, 54, 428),
    Date.UTC(2021, 2, 28, 8, 5, 55, 63),
    Date.UTC(2021, 2, 28, 8, 6, 8, 715),
    Date.UTC(2021, 2, 28, 8, 5, 55, 17),
  ]);
  expect(of('EE-17')).toMatchObject({ category: 'done', closedAt: Date.UTC(2020, 6, 22, 7, 25, 29, 104) });
  // Resolved, yet in a status of category "new".
  expect(of('EE-1')).toMatchObject({ category: 'todo', closedAt: null });
  const inStatus = agesOf(of('EE-1') as never, Date.UTC(2021, 2, 30, 9)).inStatus!;
  expect(Math.floor(inStatus / DAY)).toBe(2);
  expect(Math.floor(inStatus / HOUR)).toBe(48);
});

it('Server, 2016: a page of a search', async () => {
  const page = recorded('rest-dc-search-page1-2016.json');
  const { facts } = await factsOf(
    ({ body }) => (body.startAt === 0 ? json(page) : json({ ...page, startAt: 2, issues: [] })),
    ['HELP-6043', 'HELP-6042', 'HELP-6041'],
    'https://jira.fiware.org/secure/RapidBoard.jspa',
  );
  expect(facts).toMatchObject([
    {
      title: '[Fiware-lab-help] FIWARE Lab Assistance',
      status: 'Open',
      category: 'todo',
      createdAt: Date.UTC(2016, 2, 3, 13, 40, 1),
      updatedAt: Date.UTC(2016, 2, 3, 14, 32, 47),
      // It was recorded without its changes.
      statusSince: null,
    },
    { status: 'Closed', category: 'done', closedAt: Date.UTC(2016, 2, 3, 14, 30, 17) },
  ]);
});

it('logged out, August 2026: 400 with an empty message, or a login page', async () => {
  const text = readFileSync(join(CAPTURES, 'jira/rest-cloud-logged-out-2026-08.txt'), 'utf8');
  const body = JSON.parse(text.slice(text.lastIndexOf('{')));
  for (const answer of [json(body, { status: 400 }), html()]) {
    const jira = fakeJira(() => answer);
    expect(await createJiraSource().ask([key('APP-1')], jira.context())).toEqual({
      ok: false,
      fault: 'logged-out',
      retryAfterMs: null,
    });
  }
});
