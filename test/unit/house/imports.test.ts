/** Imports run one way (DESIGN, "The house"): entrypoints → trackers → components → storage/rpc/client → domain. */
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
const rpc = /^storage\/rpc\/(protocol|client)$/;
const preact = /^preact(\/hooks)?$/;
const browser = /^wxt\/browser$/;
const wxt = /^wxt\/(browser|utils\/[a-z-]+)$/;
const polyfill = /^webextension-polyfill$/;
const shared = /^components\/(ui|wording)\//;
const steps = /^components\/steps\//;
const style = /\.css(\?inline)?$/;
const messages = /^public\/_locales\/en\/messages\.json$/;
const TRACKERS = ['github', 'jira', 'linear'];

const ROOMS: Room[] = [
  { at: domain, may: [domain] },
  { at: /^storage\/rpc\/protocol\./, may: [], types: [domain] },
  // Part of every content script.
  {
    at: /^storage\/rpc\/(client|live-port)\./,
    may: [domain, browser, /^storage\/rpc\/(protocol|client|live-port)$/],
    types: [polyfill],
  },
  { at: /^storage\/rpc\//, may: [domain, /^storage\//, /^zod$/], types: [polyfill] },
  { at: /^storage\//, may: [domain, /^storage\/(?!rpc\/(?!protocol$))/, /^dexie$/, /^zod$/] },
  // The one file of the components that asks the browser for something: its messages.
  { at: /^components\/wording\/messages\./, may: [browser], types: [messages] },
  { at: /^components\/wording\//, may: [domain, preact, /^components\/wording\//], types: [rpc] },
  { at: /^components\/ui\//, may: [domain, preact, style, shared], types: [rpc] },
  { at: steps, may: [domain, rpc, preact, style, shared, steps] },
  { at: /^components\/overlay\/native-browser\./, may: [], types: [polyfill] },
  {
    at: /^components\/overlay\//,
    may: [domain, rpc, preact, style, shared, /^components\/overlay\//],
    types: [polyfill],
  },
  ...['popup', 'settings'].map((page) => ({
    at: new RegExp(`^components/${page}/`),
    may: [domain, rpc, preact, style, shared, steps, new RegExp(`^components/${page}/`)],
  })),
  // Public APIs are asked from the background, and their answers read with zod.
  {
    at: /^trackers\/api\//,
    may: [domain, /^storage\/(tokens|refused|schema)$/, /^zod$/, /^trackers\/(api|\w+\/api)\//],
    types: [/^storage\/rpc\/(protocol|server)$/],
  },
  ...TRACKERS.map((tracker) => ({
    at: new RegExp(`^trackers/${tracker}/api/`),
    may: [
      domain,
      /^storage\/schema$/,
      /^zod$/,
      /^trackers\/api\//,
      new RegExp(`^trackers/${tracker}/(api/|columns$|states$)`),
    ],
    types: [/^storage\/rpc\/protocol$/],
  })),
  ...TRACKERS.map((tracker) => ({
    at: new RegExp(`^trackers/${tracker}/`),
    may: [domain, rpc, /^components\/(overlay|ui|wording)\//, new RegExp(`^trackers/${tracker}/(?!api/)`)],
  })),
  { at: /^entrypoints\/layer\//, may: [wxt, /^components\/overlay\/(editor\/layer|page\/self-check)$/] },
  ...TRACKERS.map((tracker) => ({
    at: new RegExp(`^entrypoints/${tracker}(-refresh|\\.content)/`),
    may: [wxt, rpc, domain, /^components\/overlay\//, new RegExp(`^trackers/${tracker}(/(?!api/)|$)`)],
  })),
  {
    at: /^entrypoints\/background\//,
    may: [domain, /^storage\//, wxt, /^trackers\/(\w+\/)?api\//, /^entrypoints\/background\//],
    types: [polyfill],
  },
  ...[
    ['options', 'settings'],
    ['popup', 'popup'],
  ].map(([page, components]) => ({
    at: new RegExp(`^entrypoints/${page}/`),
    may: [
      domain,
      rpc,
      preact,
      wxt,
      style,
      shared,
      new RegExp(`^components/${components}/`),
      new RegExp(`^entrypoints/${page}/`),
    ],
  })),
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
    ['storage/log.ts', `import { ask } from './rpc/client'`],
    ['storage/rpc/protocol.ts', `import { z } from 'zod'`],
    ['storage/rpc/client.ts', `import { log } from '../log'`],
    ['storage/rpc/server.ts', `import Dexie from 'dexie'`],
    ['components/overlay/chip.tsx', `import { log } from '../../storage/log'`],
    ['components/overlay/chip.tsx', `import { Popup } from '../popup/popup'`],
    ['components/overlay/chip.tsx', `import { browser } from 'wxt/browser'`],
    ['components/overlay/chip.tsx', `import { github } from '../../trackers/github'`],
    ['components/popup/lists.tsx', `import { Chip } from '../overlay/chip'`],
    ['components/steps/step-line.tsx', `import { host } from '../overlay/placement/shadow-host'`],
    ['trackers/github/index.ts', `import { jira } from '../jira'`],
    ['entrypoints/github.content/index.ts', `import '../../storage/database'`],
    ['trackers/jira/page/rows.ts', `import { lists } from '../../github/page/lists'`],
    ['trackers/github/page/lists.ts', `import { githubApi } from '../api/github-api'`],
    ['trackers/github/api/github-api.ts', `import { lists } from '../page/lists'`],
    ['components/overlay/overlay.ts', `import { github } from '../../trackers/github'`],
    ['entrypoints/background/index.ts', `import { github } from '../../trackers/github'`],
    ['storage/facts.ts', `import { columns } from '../trackers/github/columns'`],
    ['trackers/jira/rest/source.ts', `import { z } from 'zod'`],
    ['trackers/linear/local-store/source.ts', `import Dexie from 'dexie'`],
    ['entrypoints/popup/main.tsx', `import { log } from '../../storage/log'`],
    ['entrypoints/background/index.ts', `import { t } from '../../components/wording/messages'`],
    ['domain/age.ts', `export * from '../storage/schema'`],
    ['domain/age.ts', `const later = () => import('dexie')`],
    ['domain/age.ts', `import type { Row } from '../storage/schema'`],
    ['storage/rpc/protocol.ts', `import { parseKey } from '../../domain/key'`],
    ['storage/rpc/live-port.ts', `import polyfill from 'webextension-polyfill'`],
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
      ['entrypoints/a.content/index.ts', importsOf(nodes(`import '../../storage/rpc/client'`))],
      [
        'storage/rpc/client.ts',
        importsOf(nodes(`import type { A } from 'types'; export { x } from './deep'`)),
      ],
      ['storage/rpc/deep/index.ts', importsOf(nodes(`const dexie = await import('dexie')`))],
    ]);
    const found = bringsAlong('entrypoints/a.content/index.ts', all);
    expect(found).toContain('dexie');
    expect(found).not.toContain('types');
  });
});
