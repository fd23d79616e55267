/** How many requests Jira gets in an hour, whatever it answers: the source and the asking together. */
import { expect, it } from 'vitest';
import { createJiraSource } from '../../../trackers/jira/rest/source';
import { keys, MINUTE, openTab, SECOND } from '../overlay/tab';
import { type Answerer, cloud, fakeJira, html, issue, json, redirect } from './fake';

const NAMES = Array.from({ length: 60 }, (_, n) => issue(`APP-${n + 1}`));
const well = cloud(NAMES);
const CHANGES = 'POST /rest/api/3/changelog/bulkfetch';
const MYSELF = 'GET /rest/api/3/myself';
const noJson = () => new Response('{"issues":[', { headers: { 'Content-Type': 'application/json' } });
const changesFail =
  (answer: () => Response): Answerer =>
  (sent) =>
    sent.what === CHANGES ? answer() : well(sent);

/** Requests in an hour in which nobody does anything; in a busy one. */
const CASES: [string, Answerer, number, number][] = [
  // Two for the first batch; busy, each of sixty rows again every ten minutes.
  ['all is well', well, 2, 60],
  ['a login page', () => html(), 1, 15],
  ['sent on to the login page', redirect, 1, 15],
  ['400 to nobody', () => json({ message: '', status: 400 }, { status: 400 }), 1, 15],
  ['401', () => json({}, { status: 401 }), 1, 15],
  [
    'nothing to be seen, and nobody asking',
    (sent) => (sent.what === MYSELF ? html(401) : cloud([])(sent)),
    2,
    30,
  ],
  ['nothing to be seen', cloud([]), 2, 10],
  ['403', () => json({}, { status: 403 }), 1, 1],
  ['410', () => json({}, { status: 410 }), 6, 6],
  ['429', () => json({}, { status: 429 }), 6, 6],
  ['429 with a word: ten minutes', () => json({}, { status: 429, headers: { 'Retry-After': '600' } }), 6, 6],
  ['500', () => html(500), 9, 15],
  ['no network', () => Promise.reject(new TypeError('Failed to fetch')), 9, 15],
  ['a broken shape', noJson, 6, 6],
  ['every issue broken', () => json({ issues: NAMES.map(({ key }) => ({ key })) }), 1, 5],
  ['changes: 403', changesFail(() => json({}, { status: 403 })), 2, 31],
  ['changes: 410', changesFail(() => html(410)), 2, 31],
  ['changes: 429', changesFail(() => json({}, { status: 429 })), 12, 12],
  ['changes: 500', changesFail(() => html(500)), 18, 30],
  ['changes: a broken shape', changesFail(noJson), 2, 31],
];

it.each(CASES)('%s', async (_, answer, quiet, busy) => {
  const run = async (live: (tab: ReturnType<typeof openTab>) => Promise<void>) => {
    const jira = fakeJira(answer);
    const source = createJiraSource();
    const tab = openTab((asked) => source.ask(asked, jira.context({ now: tab.state.now })));
    await live(tab);
    return jira.sent.length;
  };
  const still = await run(async (tab) => {
    tab.show(keys(60));
    await tab.pass(60 * MINUTE);
    expect(tab.timers.size).toBeLessThanOrEqual(1);
  });
  // Somewhere else every ten seconds; rows come and go.
  const moving = await run(async (tab) => {
    for (let n = 0; n < 360; n += 1) {
      tab.show(keys(20, (n % 5) * 10 + 1));
      tab.asking.again();
      await tab.pass(10 * SECOND);
    }
  });
  expect([still, moving]).toEqual([quiet, busy]);
});
