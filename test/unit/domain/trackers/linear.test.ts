import { describe, expect, it } from 'vitest';
import { hostOf } from '../../../../domain/item-key';
import { addressOf, asKey, keyAt, placeAt, placeOf, readName } from '../../../../domain/key';
import type { TrackerPlace } from '../../../../domain/trackers';
import {
  formatLinear,
  type LinearParts,
  linearAt,
  linearKeyAt,
  parseLinear,
} from '../../../../domain/trackers/linear';

const AT = 'https://linear.app/acme';

describe('addresses that name a Linear item', () => {
  it.each([
    [`${AT}/issue/ENG-123/a-title`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ENG-123`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ENG-123/`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/eng-123/a-title`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/Eng-123`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ENG-123/a-title/`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ENG-123/a-title?noRedirect=1`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ENG-123/a-title#comment-1a2b3c4d`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ENG-123#comment-1a2b3c4d`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ENG-123/a-title#update-94c11c2d-issue-created`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ENG-123/a-title/sub-issues`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ENG-123/eng-7-comes-first`, 'linear.app/acme/ENG-123'],
    [`${AT}/issue/ORV-24/phase-5-整改工作包第三轮`, 'linear.app/acme/ORV-24'],
    [`${AT}/issue/ORV-24/${encodeURIComponent('größenänderung-merken')}`, 'linear.app/acme/ORV-24'],
    [`${AT}/issue/ORV-24/تسجيل-الدخول`, 'linear.app/acme/ORV-24'],
    [`${AT}/issue/ORV-24/%E6%95`, 'linear.app/acme/ORV-24'],
    [`${AT}/issue/A1B2-9999999999/x`, 'linear.app/acme/A1B2-9999999999'],
    ['https://linear.app/Acme-Labs_2/issue/ENG-1', 'linear.app/acme-labs_2/ENG-1'],
    ['https://LINEAR.app/acme/issue/ENG-1', 'linear.app/acme/ENG-1'],
    ['https://linear.app:443/acme/issue/ENG-1', 'linear.app/acme/ENG-1'],
    ['http://linear.app/acme/issue/ENG-1', 'linear.app/acme/ENG-1'],
    ['https://linear.app//acme//issue//ENG-1', 'linear.app/acme/ENG-1'],
    [`${AT}/issue`, null],
    [`${AT}/issue/`, null],
    [`${AT}/issue/ENG`, null],
    [`${AT}/issue/ENG-`, null],
    [`${AT}/issue/ENG-0`, null],
    [`${AT}/issue/ENG-012`, null],
    [`${AT}/issue/ENG-12a`, null],
    [`${AT}/issue/ENG-12-3`, null],
    [`${AT}/issue/EN_G-12`, null],
    [`${AT}/issue/1ENG-12`, null],
    [`${AT}/issue/ENG-12345678901`, null],
    [`${AT}/issue/ЕNG-12`, null],
    [`${AT}/issue/94c11c2d-1fb4-4d4b-a668-def1cf8dccec`, null],
    [`${AT}/Issue/ENG-12`, null],
    [`${AT}/issues/ENG-12`, null],
    [`${AT}/team/ENG/active`, null],
    [`${AT}/team/ENG/issue/ENG-12`, null],
    [`${AT}/project/a-project-0f150687c354/issues`, null],
    [`${AT}/project/eng-12-0f150687c354`, null],
    [`${AT}/my-issues/assigned`, null],
    [`${AT}/inbox/priority`, null],
    [`${AT}/view/by-label-2393a08d4f2e?issue=ENG-12`, null],
    [`${AT}/welcome-message`, null],
    ['https://linear.app/issue/ENG-12', null],
    ['https://linear.app/%61cme/issue/ENG-12', null],
    ['https://linear.app/acme%2Fissue/ENG-12', null],
    ['https://linear.app/', null],
    ['https://www.linear.app/acme/issue/ENG-12', null],
    ['https://api.linear.app/acme/issue/ENG-12', null],
    ['https://linear.app:8443/acme/issue/ENG-12', null],
    ['https://linear.app.evil.test/acme/issue/ENG-12', null],
    ['https://linear.app@evil.test/acme/issue/ENG-12', null],
    ['https://evil.test/linear.app/acme/issue/ENG-12', null],
    ['https://github.com/acme/issue/ENG-12', null],
    ['https://acme.atlassian.net/acme/issue/ENG-12', null],
    ['ftp://linear.app/acme/issue/ENG-12', null],
    ['linear://acme/issue/ENG-12', null],
    ['view-source:https://linear.app/acme/issue/ENG-12', null],
  ])('%s → %s', (address, key) => {
    expect(keyAt(address)).toBe(key);
    if (key === null) return;
    expect(linearKeyAt(new URL(address))).toBe(key);
    // The item is of the page's own host: only there may it be read and written.
    expect(hostOf(asKey(key)!)).toBe(new URL(address).host);
  });

  it('lead back to the item’s page', () => {
    const key = asKey('linear.app/acme/ENG-12')!;
    expect(addressOf(key)).toBe(`${AT}/issue/ENG-12`);
    expect(keyAt(addressOf(key))).toBe(key);
  });

  it('are not another tracker’s, whatever a setting says', () => {
    expect(keyAt(`${AT}/issue/ENG-12`, { 'linear.app': 'jira' })).toBe('linear.app/acme/ENG-12');
    expect(keyAt('https://own.test/acme/issue/ENG-12', { 'own.test': 'linear' })).toBeNull();
  });
});

describe('the workspace', () => {
  const linear = (team: string | null, workspace = 'acme'): TrackerPlace => ({
    tracker: 'linear',
    workspace,
    team,
  });
  it.each<[string, TrackerPlace | null]>([
    [`${AT}/issue/ENG-12/a-title`, linear('ENG')],
    [`${AT}/issue/eng-12`, linear('ENG')],
    ['https://linear.app/Acme/team/eng/active', linear('ENG')],
    [`${AT}/team/ENG/cycle/active`, linear('ENG')],
    [`${AT}/team/-/all`, linear(null)],
    [`${AT}/issue/94c11c2d-1fb4`, linear(null)],
    [`${AT}/my-issues/assigned`, linear(null)],
    [`${AT}/inbox/priority`, linear(null)],
    [`${AT}/settings/account/preferences`, linear(null)],
    ['https://linear.app/other-2/view/x', linear(null, 'other-2')],
    // A page of its own site, or none that tells.
    [AT, null],
    ['https://linear.app/', null],
    ['https://linear.app/pricing', null],
    ['https://linear.app/docs/triage', null],
    ['https://linear.app/changelog/2026-11-19-x', null],
    ['https://linear.app/auth/google', null],
    ['https://linear.app/join/acme', null],
    ['https://linear.app/a%20b/inbox', null],
    ['https://evil.test/acme/inbox', null],
    ['ftp://linear.app/acme/inbox', null],
  ])('at %s', (address, place) => {
    expect(placeAt(new URL(address))).toEqual(place);
    if (new URL(address).host === 'linear.app') expect(linearAt(new URL(address))).toEqual(place);
  });

  it('of an item', () => {
    expect(placeOf(asKey('linear.app/acme/ENG-12')!)).toEqual(linear('ENG'));
  });
});

describe('a name before a step, on Linear', () => {
  const here: TrackerPlace = { tracker: 'linear', workspace: 'acme', team: 'ENG' };
  const anywhere: TrackerPlace = { ...here, team: null };
  it.each<[string, TrackerPlace, string | null, string?]>([
    ['ENG-12 open the log', here, 'linear.app/acme/ENG-12', 'open the log'],
    ['  eng-12\topen the log', here, 'linear.app/acme/ENG-12', 'open the log'],
    ['DES-7 open', here, 'linear.app/acme/DES-7', 'open'],
    ['ENG-12', anywhere, 'linear.app/acme/ENG-12', ''],
    ['eng-12 open', anywhere, null],
    ['step-2 of the plan', here, null],
    ['ENG-0 open', here, null],
    ['ENG-012 open', here, null],
    ['EN_G-1 open', here, null],
    ['#12 open', here, null],
    ['acme/gears#7 open', here, 'github.com/acme/gears#7', 'open'],
    [`${AT}/issue/DES-7/a-title#comment-1 read it`, here, 'linear.app/acme/DES-7', 'read it'],
    ['linear.app/other/issue/ENG-1 read it', here, 'linear.app/other/ENG-1', 'read it'],
    ['https://acme.atlassian.net/browse/APP-12 read it', here, 'acme.atlassian.net/APP-12', 'read it'],
    [`${AT}/inbox read it`, here, null],
  ])('%j', (text, where, key, rest) => {
    expect(readName(text, where)).toEqual(key === null ? null : { key, rest });
  });

  it('is none elsewhere: nobody knows which workspace is meant', () => {
    expect(readName('ENG-12 open', null)).toBeNull();
    expect(
      readName('ENG-12 open', { tracker: 'github', host: 'github.com', owner: 'a', repo: 'b' }),
    ).toBeNull();
  });
});

describe('keys', () => {
  it.each<[LinearParts, string | null]>([
    [{ host: 'linear.app', workspace: 'Acme', issue: 'eng-12' }, 'linear.app/acme/ENG-12'],
    [{ host: 'linear.app', workspace: 'a/b', issue: 'ENG-12' }, null],
    [{ host: 'linear.app', workspace: 'acme', issue: 'ENG_-12' }, null],
    [{ host: 'other.app', workspace: 'acme', issue: 'ENG-12' }, null],
  ])('%o → %s', (parts, key) => {
    expect(formatLinear(parts)).toBe(key);
    if (key !== null) expect(formatLinear(parseLinear(key)!)).toBe(key);
  });
});
