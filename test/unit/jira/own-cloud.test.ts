/** A Cloud on its customer's own domain: told by its page, else by what it answers to Data Center's question. */
import { expect, it } from 'vitest';
import { createJiraSource } from '../../../trackers/jira/rest/source';
import { cloud, fakeJira, history, issue, json, key } from './fake';

const HOST = 'work.example.com';
const SEARCH = 'POST /rest/api/2/search';
const ISSUES = 'POST /rest/api/3/issue/bulkfetch';
const CHANGES = 'POST /rest/api/3/changelog/bulkfetch';
const REMOVED = json({ errorMessages: ['The requested API has been removed.'] }, { status: 410 });

const pageWith = (marks: string | null) =>
  ({
    querySelector: (selector: string) => (marks && selector.includes(marks) ? {} : null),
  }) as never as Document;

function ownCloud() {
  const all = [issue('APP-1', { id: '11' })];
  const answer = cloud(all, { 11: [history('1', Date.UTC(2026, 10, 2, 10), '1', '3')] });
  return fakeJira(
    (sent) => (sent.what === SEARCH ? REMOVED.clone() : answer(sent)),
    `https://${HOST}/jira/software/c/projects/APP/boards/1`,
  );
}

const RIGHT = { ok: true, facts: [{ key: key('APP-1', HOST), statusSince: Date.UTC(2026, 10, 2, 10) }] };

it.each([['meta[name="ajs-cloud-id"]'], ['#jira-frontend']])('its page has %s', async (mark) => {
  const jira = ownCloud();
  const asked = await createJiraSource().ask(
    [key('APP-1', HOST)],
    jira.context({ document: pageWith(mark) }),
  );
  expect(asked).toMatchObject(RIGHT);
  expect(jira.whats()).toEqual([ISSUES, CHANGES]);
});

it('its page has no mark: it says so once itself', async () => {
  const jira = ownCloud();
  const context = jira.context({ document: pageWith(null) });
  const source = createJiraSource();
  expect(await source.ask([key('APP-1', HOST)], context)).toMatchObject(RIGHT);
  expect(await source.ask([key('APP-1', HOST)], context)).toMatchObject(RIGHT);
  expect(jira.whats()).toEqual([SEARCH, ISSUES, CHANGES, ISSUES, CHANGES]);
});

it('what is gone on a Cloud, too, is asked for no third time', async () => {
  const jira = fakeJira(() => REMOVED.clone(), `https://${HOST}/browse/APP-1`);
  const asked = await createJiraSource().ask(
    [key('APP-1', HOST)],
    jira.context({ document: pageWith(null) }),
  );
  expect(asked).toEqual({ ok: false, fault: 'not-understood', retryAfterMs: null });
  expect(jira.whats()).toEqual([SEARCH, ISSUES]);
});
