/**
 * What it takes to add a tracker, by adding one: its entry and its line in the registry, its object, its pages, its
 * line in the contract test. Everything else is made of the real parts and derives from the list.
 */
import { describe, expect, it } from 'vitest';
import type { Tracker } from '../../../components/overlay/tracker-contract';
import { hostOf, longName, shortName } from '../../../domain/item-key';
import {
  addressOf,
  asKey,
  canBeOwn,
  type ItemKey,
  keyAt,
  placeAt,
  placeOf,
  publicTracker,
  readName,
  trackerOf,
} from '../../../domain/key';
import { ownerOfToken, tokenFault } from '../../../domain/token';
import {
  type ApiTracker,
  apiOrigins,
  publicMatches,
  type Registry,
  TRACKERS,
  type TrackerPlace,
} from '../../../domain/trackers';
import type { Place, TrackerEntry } from '../../../domain/trackers/entry';
import { createRequestSchema } from '../../../storage/rpc/request-schema';
import { identifySender, isTrustedSender, mayAsk } from '../../../storage/rpc/sender';
import { holdToContract } from '../../trackers/contract-suite';
import { openPage, seenOn } from '../../trackers/page';
import { nodesOf, read, shippedFiles } from './source';

// domain/trackers/toy.ts

interface ToyPlace extends Place {
  tracker: 'toy';
  box: string;
}

const KEY = /^toys\.example\/([a-z]+)#([1-9]\d{0,5})$/;
const toyKey = (box: string, number: string): ItemKey | null => {
  const key = `toys.example/${box}#${number}`;
  return KEY.test(key) ? (key as ItemKey) : null;
};
const toyKeyAt = (url: URL): ItemKey | null => {
  const [box = '', kind, number = ''] = url.pathname.split('/').filter(Boolean);
  return kind === 'toy' && url.host === 'toys.example' ? toyKey(box, number) : null;
};

const toyEntry: TrackerEntry<'toy', ToyPlace> = {
  name: 'toy',
  matches: ['https://toys.example/*'],
  isPublicHost: (host) => host === 'toys.example',
  isSelfHosted: false,
  isAddable: false,
  api: { origin: 'https://api.toys.example', owns: (token) => token.startsWith('toy_') },
  hasFactSource: true,
  isKey: (text) => KEY.test(text),
  keyAt: toyKeyAt,
  addressOf: (key) => key.replace(KEY, 'https://toys.example/$1/toy/$2'),
  placeAt: (url) => ({ tracker: 'toy', box: url.pathname.split('/')[1]! }),
  placeOf: (key) => ({ tracker: 'toy', box: KEY.exec(key)![1]! }),
  keyOfName: (name, here) => (here && name.startsWith('#') ? toyKey(here.box, name.slice(1)) : null),
};

// domain/trackers/index.ts: its line

const registry: Registry = [...TRACKERS, toyEntry];

// trackers/toy/index.ts

const toy: Tracker<'toy'> = {
  name: 'toy',
  surfaces: [
    {
      name: 'shelf',
      on: (url) => url.host === 'toys.example' && /^\/[a-z]+$/.test(url.pathname),
      selector: '.toy',
      read(row, url) {
        const link = row.querySelector('a.name');
        const target = link && URL.parse(link.getAttribute('href') ?? '', url);
        const key = target && toyKeyAt(target);
        const title = link?.textContent.trim();
        return key && { key, facts: title ? { key, title } : { key } };
      },
      place: (row) => ({ parent: row, how: 'line' }),
    },
  ],
  watchedAttributes: ['href'],
  themeAttributes: [],
  itemLinks: 'a.name',
  itemAt: toyKeyAt,
  selected: (document) => document.querySelector('.toy.selected'),
  theme: () => ({
    scheme: 'light',
    colors: {
      text: '#000',
      muted: '#444',
      canvas: '#fff',
      raised: '#eee',
      border: '#ccc',
      accent: '#00f',
      'on-accent': '#fff',
      aging: '#850',
      stale: '#a00',
      success: '#080',
    },
    font: 'system-ui',
  }),
  embedded: () => [],
};

// test/trackers/toy/shelf.html

const SHELF = `<main>
  <div class="toy"><a class="name" href="/attic/toy/12">Mend the train</a></div>
  <div class="toy selected"><a class="name" href="/attic/toy/13">Paint the <b>horse</b></a></div>
  <div class="toy"><a class="name" href="https://elsewhere.example/attic/toy/14">Not ours</a></div>
</main>`;
const ATTIC = 'https://toys.example/attic';

describe('passes the contract', () => {
  holdToContract({
    tracker: toy,
    pages: [{ file: 'shelf.html', html: SHELF }],
    addresses: [ATTIC, `${ATTIC}/toy/12`, 'https://toys.example/'],
    trackers: registry,
  });

  it('and is read', () => {
    expect(seenOn(openPage(SHELF, ATTIC), toy).map(({ facts }) => facts)).toEqual([
      { key: 'toys.example/attic#12', title: 'Mend the train' },
      { key: 'toys.example/attic#13', title: 'Paint the horse' },
    ]);
  });
});

describe('is known wherever the list is', () => {
  const key = asKey('toys.example/attic#12', registry)!;

  it('its keys, addresses and names', () => {
    expect(trackerOf(key, registry)).toBe('toy');
    expect([hostOf(key), shortName(key), longName(key)]).toEqual(['toys.example', '#12', 'attic#12']);
    expect(addressOf(key, [], registry)).toBe(`${ATTIC}/toy/12`);
    expect(keyAt(addressOf(key, [], registry), {}, registry)).toBe(key);
    expect(asKey('toys.example/attic/APP-12', registry)).toBeNull();
    expect(readName(`${ATTIC}/toy/12 glue it`, null, {}, registry)).toEqual({ key, rest: 'glue it' });
  });

  it('its places, and short names in them', () => {
    const here = placeAt(new URL(ATTIC), {}, registry) as TrackerPlace;
    expect(here).toEqual({ tracker: 'toy', box: 'attic' });
    expect(placeOf(key, registry)).toEqual(here);
    expect(readName('#12 glue it', here, {}, registry)).toEqual({ key, rest: 'glue it' });
    const cellar = { tracker: 'github', host: 'github.com', owner: 'acme', repo: 'cellar' } as const;
    expect(readName('#12 glue it', cellar, {}, registry)!.key).toBe('github.com/acme/cellar#12');
  });

  it('its host: the manifest asks for it, settings add it to no other tracker', () => {
    expect(publicMatches(registry)).toContain('https://toys.example/*');
    expect(publicTracker('toys.example', registry)).toBe('toy');
    expect(canBeOwn('toys.example', registry)).toBe(false);
  });

  it('its API: the policy lets it be asked, and no other gets its keys', () => {
    expect(apiOrigins(registry)).toContain('https://api.toys.example');
    expect(ownerOfToken('toy_1', registry)).toBe('toy');
    expect(tokenFault('toy_1', 'linear', registry)).toBe('other');
    expect(tokenFault('toy_1', 'toy' as ApiTracker, registry)).toBeNull();
  });

  it('its pages may ask, of its own items', () => {
    const self = { id: 'foothold', root: 'chrome-extension://foothold/' };
    const who = identifySender({ id: self.id, url: ATTIC, origin: 'https://toys.example' }, self)!;
    expect(isTrustedSender(who, registry)).toBe(true);
    expect(mayAsk(who, { type: 'see', seen: [{ key }] })).toBe(true);
    expect(mayAsk(who, { type: 'see', seen: [{ key: asKey('github.com/acme/widgets#12')! }] })).toBe(false);
  });

  it.each([
    { type: 'see', seen: [{ key, title: 'Mend the train' }] },
    { type: 'moved', from: key, to: 'toys.example/cellar#1' },
    { type: 'token', tracker: 'toy', token: 'toy_1' },
    { type: 'run', part: 'toy-refresh' },
  ])('what is said of it: $type', (request) => {
    expect(createRequestSchema(registry).safeParse(request).success).toBe(true);
    expect(createRequestSchema().safeParse(request).success).toBe(false);
  });
});

it('is not known where it is not listed', () => {
  expect(keyAt(`${ATTIC}/toy/12`)).toBeNull();
  expect(publicTracker('toys.example')).toBeNull();
  expect(canBeOwn('toys.example')).toBe(true);
});

describe('nothing else names a tracker', () => {
  const names = TRACKERS.map(({ name }) => name as string);
  const own = new RegExp(`^(?:(?:domain/)?trackers|entrypoints)/(?:${names.join('|')})[/.-]`);
  /** What a person adds in the settings is a Jira: the page's words say so. */
  const exceptions = ['components/settings/own-hosts.ts'];

  it.each(shippedFiles().filter((file) => !own.test(file) && !exceptions.includes(file)))('%s', (file) => {
    const named = nodesOf(file).filter(
      (node) => node.type === 'Literal' && typeof node.value === 'string' && names.includes(node.value),
    );
    expect(named).toEqual([]);
  });

  it.each(names)('%s has an entrypoint of a dozen lines', (name) => {
    const lines = read(`entrypoints/${name}.content/index.ts`).split('\n');
    expect(lines.filter((line) => line.trim() !== '' && !line.startsWith('import')).length).toBeLessThan(13);
  });
});
