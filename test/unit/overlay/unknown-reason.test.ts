/** What a label says of an age that is unknown: never nothing, and never a guess. */
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ageLabel } from '../../../components/wording/age-text';
import { reasonClause } from '../../../components/wording/unknown-reason';
import { DAY } from '../../../domain/age';
import { type Facts, NO_FACTS } from '../../../domain/facts';
import type { UnknownReason } from '../../../domain/freshness/state';
import messages from '../../../public/_locales/en/messages.json';
import { key, START } from './tab';

beforeEach(() => {
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue('en');
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((name, values) =>
    messages[name as keyof typeof messages].message.replace(/\$(\d)/g, (_, nth) =>
      String([values].flat()[nth - 1]),
    ),
  );
});

const created: Facts = { ...NO_FACTS, key: key(1), createdAt: START - 12 * DAY, status: 'Review' };
const why = (reason: UnknownReason) => reasonClause(reason, 'jira');

it.each<[string, Facts | null, UnknownReason | null, string]>([
  ['nothing known, nobody asked', null, null, 'age unknown'],
  ['signed out', null, 'logged-out', 'age unknown: you are signed out of Jira'],
  ['not allowed', null, 'forbidden', "age unknown: Jira doesn't let you read it"],
  ['told to wait', null, 'limited', "age unknown: Jira's limit was reached, and Foothold will ask again"],
  ['no answer', null, 'later', 'age unknown: Jira gave no answer'],
  ['not kept', null, 'unkept', "age unknown: open it once in Jira, or add an API key in Foothold's settings"],
  ['a strange answer', null, 'not-understood', "age unknown: Foothold does not understand Jira's answer"],
  [
    'absent',
    { ...NO_FACTS, key: key(1), title: 'X' },
    'absent',
    "age unknown: Jira doesn't show you this item",
  ],
  [
    'only the time in status unknown',
    created,
    'limited',
    "opened 12 days ago, time in status unknown: Jira's limit was reached, and Foothold will ask again",
  ],
  ['a tracker that tells no time in status', created, null, 'opened 12 days ago'],
  [
    'all known, and then a fault',
    { ...created, statusSince: START - 2 * DAY },
    'later',
    'opened 12 days ago, 2 days in Review',
  ],
  ['done: its status is not judged', { ...created, category: 'done' }, 'later', 'opened 12 days ago'],
])('%s', (_, facts, reason, spoken) => {
  expect(ageLabel(facts, START, reason && why(reason)).spoken).toBe(spoken);
});
