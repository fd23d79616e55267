/** Imports run one way (DESIGN, "The house"): entrypoints → components → storage/remote/client → domain. */
import { describe, expect, it } from 'vitest';
import { type Import, importsOf, nodes, nodesOf, shippedFiles, target } from './source';

interface Room {
  /** Files it holds: how their path from the root begins. The first room that fits counts. */
  at: RegExp;
  /** What its files may import: paths from the root without extension, or packages. */
  may: RegExp[];
  /** What they may import the types of. */
  types?: RegExp[];
}

const domain = /^domain\//;
/** How the rest asks the background: types, and a client that is safe in content scripts. */
const remote = /^storage\/remote\/(protocol|client)$/;
const preact = /^preact(\/hooks)?$/;
const browser = /^wxt\/browser$/;
const wxt = /^wxt\/(browser|utils\/[a-z-]+)$/;
const polyfill = /^webextension-polyfill$/;
const shared = /^components\/(ui|steps)\//;
const style = /\.css(\?inline)?$/;
const messages = /^public\/_locales\/en\/messages\.json$/;

const ROOMS: Room[] = [
  { at: domain, may: [domain] },
  { at: /^storage\/remote\/protocol\./, may: [], types: [domain] },
  // Part of every content script.
  {
    at: /^storage\/remote\/(client|live|native)\./,
    may: [domain, browser, /^storage\/remote\/(protocol|client|live)$/],
    types: [polyfill],
  },
  { at: /^storage\/remote\//, may: [domain, /^storage\//, /^zod$/], types: [polyfill] },
  { at: /^storage\//, may: [domain, /^storage\/(?!remote\/(?!protocol$))/, /^dexie$/, /^zod$/] },
  // The one file of the components that asks the browser for something: its messages.
  { at: /^components\/ui\/text\./, may: [browser], types: [messages] },
  { at: /^components\/ui\//, may: [domain, preact, style, /^components\/ui\//], types: [remote] },
  { at: /^components\/steps\//, may: [domain, remote, preact, style, shared] },
  {
    at: /^components\/overlay\//,
    may: [domain, remote, preact, style, shared, /^components\/overlay\//],
    types: [polyfill],
  },
  { at: /^components\/popup\//, may: [domain, remote, preact, style, shared, /^components\/popup\//] },
  { at: /^entrypoints\/layer\//, may: [wxt, /^components\/overlay\/(layer|report)$/] },
  ...['jira-asking/ jira.content/source', 'linear-asking/ linear.content/store'].map((one) => {
    const [own, source] = one.split(' ');
    return {
      at: new RegExp(`^entrypoints/${own}`),
      may: [wxt, /^components\/overlay\/ask-on$/, new RegExp(`^entrypoints/${source}$`)],
    };
  }),
  {
    at: /^components\/settings\//,
    may: [domain, remote, preact, style, shared, /^components\/settings\//],
  },
  // Reads answers from elsewhere.
  {
    at: /^entrypoints\/background\/api\//,
    may: [domain, /^storage\//, /^zod$/, /^entrypoints\/background\/api\//],
  },
  {
    at: /^entrypoints\/background\//,
    may: [domain, /^storage\//, wxt, /^entrypoints\/background\//],
    types: [polyfill],
  },
  ...['github', 'jira', 'linear'].map((tracker) => ({
    at: new RegExp(`^entrypoints/${tracker}\\.content/`),
    may: [
      domain,
      remote,
      wxt,
      /^components\/(overlay|ui)\//,
      new RegExp(`^entrypoints/${tracker}\\.content/`),
    ],
  })),
  {
    at: /^entrypoints\/options\//,
    may: [domain, remote, preact, wxt, style, shared, /^components\/settings\//, /^entrypoints\/options\//],
  },
  {
    at: /^entrypoints\/popup\//,
    may: [domain, remote, preact, wxt, style, shared, /^components\/popup\//, /^entrypoints\/popup\//],
  },
];

/** What a file imports and may not. */
function forbidden(file: string, imports: Import[]): string[] {
  const room = ROOMS.find(({ at }) => at.test(file));
  if (!room) return [`${file} stands in no room`];
  const allowed = (to: string, typeOnly: boolean) =>
    [...room.may, ...((typeOnly && room.types) || [])].some((each) => each.test(to));
  return imports
    .map(({ from, typeOnly }) => ({ to: target(file, from) ?? from, typeOnly }))
    .filter(({ to, typeOnly }) => !allowed(to, typeOnly))
    .map(({ to }) => `${file} imports ${to}`);
}

const sources = new Map(shippedFiles().map((file) => [file, importsOf(nodesOf(file))]));

/** Packages and files that a file brings with it at run time, itself included. */
function bringsAlong(start: string, all: ReadonlyMap<string, Import[]>): Set<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const { from, typeOnly } of all.get(file) ?? []) {
      if (typeOnly) continue;
      const to = target(file, from);
      const source = to && ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => to + end);
      visit(source ? (source.find((path) => all.has(path)) ?? to) : from);
    }
  };
  visit(start);
  return found;
}

const contentScripts = [...sources.keys()].filter((file) =>
  /^entrypoints\/[a-z]+\.content\/index\.ts$/.test(file),
);

describe('import directions', () => {
  it.each([...sources])('%s imports only what its room may', (file, imports) => {
    expect(forbidden(file, imports)).toEqual([]);
  });

  it.each([
    ['domain/age.ts', `import { render } from 'preact'`],
    ['domain/age.ts', `import { open } from '../storage/database'`],
    ['storage/log.ts', `import { Chip } from '../components/overlay/chip'`],
    ['storage/log.ts', `import { ask } from './remote/client'`],
    ['storage/remote/protocol.ts', `import { z } from 'zod'`],
    ['storage/remote/client.ts', `import { log } from '../log'`],
    ['storage/remote/server.ts', `import Dexie from 'dexie'`],
    ['components/overlay/chip.tsx', `import { log } from '../../storage/log'`],
    ['components/overlay/chip.tsx', `import { Popup } from '../popup/popup'`],
    ['components/overlay/chip.tsx', `import { browser } from 'wxt/browser'`],
    ['components/overlay/chip.tsx', `import { github } from '../../entrypoints/github.content/github'`],
    ['components/popup/lists.tsx', `import { Chip } from '../overlay/chip'`],
    ['components/steps/line.tsx', `import { host } from '../overlay/host'`],
    ['entrypoints/github.content/github.ts', `import { jira } from '../jira.content/jira'`],
    ['entrypoints/github.content/index.ts', `import '../../storage/database'`],
    ['entrypoints/jira.content/jira.ts', `import { lists } from '../github.content/lists'`],
    ['entrypoints/jira.content/source.ts', `import { z } from 'zod'`],
    ['entrypoints/linear.content/store.ts', `import Dexie from 'dexie'`],
    ['entrypoints/popup/main.tsx', `import { log } from '../../storage/log'`],
    ['entrypoints/background/index.ts', `import { t } from '../../components/ui/text'`],
    ['domain/age.ts', `export * from '../storage/schema'`],
    ['domain/age.ts', `const later = () => import('dexie')`],
    ['domain/age.ts', `import type { Row } from '../storage/schema'`],
    ['storage/remote/protocol.ts', `import { parseKey } from '../../domain/key'`],
    ['storage/remote/live.ts', `import polyfill from 'webextension-polyfill'`],
    ['helpers/misc.ts', ``],
  ])('%s: %s is caught', (file, text) => {
    expect(forbidden(file, importsOf(nodes(text)))).toHaveLength(1);
  });
});

describe('content scripts bring along neither Dexie nor zod', () => {
  it('there is one for each tracker', () =>
    expect(contentScripts.sort()).toEqual([
      'entrypoints/github.content/index.ts',
      'entrypoints/jira.content/index.ts',
      'entrypoints/linear.content/index.ts',
    ]));

  it.each(contentScripts)('%s', (file) => {
    const packages = [...bringsAlong(file, sources)].filter(
      (name) => !sources.has(name) && !style.test(name),
    );
    const light = [preact, wxt];
    expect(packages.filter((name) => !light.some((allowed) => allowed.test(name)))).toEqual([]);
  });

  it('sees through files between', () => {
    const all = new Map([
      ['entrypoints/a.content/index.ts', importsOf(nodes(`import '../../storage/remote/client'`))],
      [
        'storage/remote/client.ts',
        importsOf(nodes(`import type { A } from 'types'; export { x } from './deep'`)),
      ],
      ['storage/remote/deep/index.ts', importsOf(nodes(`const dexie = await import('dexie')`))],
    ]);
    const found = bringsAlong('entrypoints/a.content/index.ts', all);
    expect(found).toContain('dexie');
    expect(found).not.toContain('types');
  });
});
