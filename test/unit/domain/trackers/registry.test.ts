import { describe, expect, it } from 'vitest';
import { currentHost, publicTracker } from '../../../../domain/key';
import { TRACKERS } from '../../../../domain/trackers';

it('names each tracker once', () => {
  expect(new Set(TRACKERS.map(({ name }) => name)).size).toBe(TRACKERS.length);
});

describe.each(TRACKERS)(
  '$name',
  ({ name, matches, isPublicHost, isAddable, isSelfHosted, api, ...entry }) => {
    it('is called as files, messages and content scripts can be', () => {
      expect(name).toMatch(/^[a-z]+$/);
    });

    it('runs where its public hosts are, and nobody else’s', () => {
      expect(matches.length).toBeGreaterThan(0);
      for (const pattern of matches) {
        const [, host] = /^https:\/\/([^/]+)\/\*$/.exec(pattern.replace('*.', 'acme.'))!;
        expect(isPublicHost(host!)).toBe(true);
        expect(TRACKERS.filter((tracker) => tracker.isPublicHost(host!))).toHaveLength(1);
        expect(publicTracker(host!)).toBe(name);
      }
    });

    it('has old hosts that lead to public ones', () => {
      const { oldHosts = {} } = entry as { oldHosts?: Record<string, string> };
      for (const [old, host] of Object.entries(oldHosts)) {
        expect(isPublicHost(old)).toBe(false);
        expect(isPublicHost(host)).toBe(true);
        expect(currentHost(old)).toBe(host);
      }
    });

    it('can be added only where people can host it', () => {
      if (isAddable) expect(isSelfHosted).toBe(true);
    });

    it('has an API that is asked by https alone', () => {
      if (api) expect(api.origin).toBe(`https://${new URL(api.origin).host}`);
    });
  },
);
