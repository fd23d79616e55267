/** Imports run one way (DESIGN, "The house"): entrypoints, trackers, components, storage/rpc/client, domain. */
import { describe, expect, it } from 'vitest';
import { TRACKERS } from '../../../domain/trackers';
import { fileOf, type Import, importsOf, nodes, nodesOf, shippedFiles, target } from './source';

interface Room {
  /** Files it holds: how their path from the root begins. The first room that fits counts. */
  at: RegExp;
  /** What its files may import: paths from the root without extension, or packages. */
  may: RegExp[];
  /** What they may import the types of. */
  types?: RegExp[];
}

const domain = /^domain\//;
/** What of it is there for pages: not the registry, nor what asks it. Every page pays for the size. */
const lean = /^domain\/(?!(?:key|token)$|trackers(?:$|\/))/;
/** How the rest asks the background: types, and a client that is safe in content scripts. */
const rpc = /^storage\/rpc\/(protocol|client)$/;
/** Of ours that stand alone, only: how long jobs are asked for. */
const longJobs = /^storage\/rpc\/(data-protocol|data-client)$/;
const preact = /^preact(\/hooks)?$/;
const browser = /^wxt\/browser$/;
const wxt = /^wxt\/(browser|utils\/[a-z-]+)$/;
const polyfill = /^webextension-polyfill$/;
const shared = /^components\/(ui|wording)\//;
const steps = /^components\/steps\//;
const style = /\.css(\?inline)?$/;
const messages = /^public\/_locales\/en\/messages\.json$/;
const names = TRACKERS.map(({ name }) => name);

const ROOMS: Room[] = [
  { at: /^domain\/item-key\./, may: [] },
  { at: /^domain\/trackers\/index\./, may: [/^domain\/trackers\//] },
  { at: /^domain\/trackers\//, may: [/^domain\/item-key$/, /^domain\/trackers\/(entry|project-name)$/] },
  { at: domain, may: [domain] },
  { at: /^storage\/rpc\/protocol\./, may: [], types: [domain] },
  { at: /^storage\/rpc\/data-protocol\./, may: [], types: [domain, /^storage\/rpc\/protocol$/] },
  {
    at: /^storage\/rpc\/backup-page\./,
    may: [],
    types: [/^storage\/rpc\/(data-)?protocol$/],
  },
  // Part of the data page, and of the page that makes a backup's file.
  {
    at: /^storage\/rpc\/data-client\./,
    may: [browser, /^storage\/rpc\/data-protocol$/],
    types: [domain, polyfill, /^storage\/rpc\/protocol$/],
  },
  // Part of every content script.
  {
    at: /^storage\/rpc\/(client|live-port)\./,
    may: [lean, browser, /^storage\/rpc\/(protocol|client|live-port)$/],
    types: [domain, polyfill],
  },
  { at: /^storage\/rpc\//, may: [domain, /^storage\//, /^zod$/], types: [polyfill] },
  { at: /^storage\//, may: [domain, /^storage\/(?!rpc\/(?!(?:data-)?protocol$))/, /^dexie$/, /^zod$/] },
  // The one file of the components that asks the browser for something: its messages.
  { at: /^components\/wording\/messages\./, may: [browser], types: [messages] },
  { at: /^components\/wording\//, may: [lean, preact, /^components\/wording\//], types: [domain, rpc] },
  { at: /^components\/ui\//, may: [lean, preact, style, shared], types: [domain, rpc, longJobs] },
  { at: steps, may: [domain, rpc, preact, style, shared, steps], types: [longJobs] },
  { at: /^components\/overlay\/native-browser\./, may: [], types: [polyfill] },
  {
    at: /^components\/overlay\//,
    may: [lean, rpc, preact, style, shared, /^components\/(overlay\/|panel\/(panel-port|typed-text)$)/],
    types: [domain, polyfill],
  },
  // The framed page. Of the page it stands in it knows what comes through its port.
  {
    at: /^components\/panel\//,
    may: [domain, rpc, preact, style, shared, /^components\/panel\//],
    types: [/^components\/overlay\/tracker-contract$/],
  },
  ...['popup', 'dashboard', 'settings', 'data'].map((page) => ({
    at: new RegExp(`^components/${page}/`),
    may: [domain, rpc, longJobs, preact, style, shared, steps, new RegExp(`^components/${page}/`)],
  })),
  // Public APIs are asked from the background, and their answers read with zod.
  {
    at: /^trackers\/api\//,
    may: [domain, /^storage\/(tokens|refused|schema)$/, /^zod$/, /^trackers\/(api|\w+\/api)\//],
    types: [/^storage\/rpc\/(protocol|server)$/],
  },
  ...names.map((tracker) => ({
    at: new RegExp(`^trackers/${tracker}/api/`),
    may: [
      domain,
      /^storage\/schema$/,
      /^zod$/,
      /^trackers\/api\//,
      new RegExp(`^trackers/${tracker}/(api/|states$)`),
    ],
    types: [/^storage\/rpc\/protocol$/],
  })),
  ...names.map((tracker) => ({
    at: new RegExp(`^trackers/${tracker}/`),
    may: [
      lean,
      rpc,
      new RegExp(`^domain/trackers/${tracker}$`),
      /^components\/(overlay|ui|wording)\//,
      new RegExp(`^trackers/${tracker}/(?!api/)`),
    ],
    types: [domain],
  })),
  { at: /^entrypoints\/layer\//, may: [wxt, /^components\/overlay\/(actions\/layer|page\/self-check)$/] },
  ...names.map((tracker) => ({
    at: new RegExp(`^entrypoints/${tracker}(-refresh|\\.content)/`),
    may: [
      wxt,
      new RegExp(`^domain/trackers/${tracker}$`),
      /^components\/overlay\//,
      new RegExp(`^trackers/${tracker}(/(?!api/)|$)`),
    ],
  })),
  {
    at: /^entrypoints\/background\//,
    may: [domain, /^storage\//, wxt, /^trackers\/(\w+\/)?api\//, /^entrypoints\/background\//],
    types: [polyfill],
  },
  {
    at: /^entrypoints\/backup\//,
    may: [browser, /^storage\/rpc\/(data-client|backup-page)$/],
  },
  ...[
    ['dashboard', '(dashboard|settings|data)'],
    ['popup', 'popup'],
    ['panel', 'panel'],
  ].map(([page, components]) => ({
    at: new RegExp(`^entrypoints/${page}/`),
    may: [
      domain,
      rpc,
      ...(page === 'panel' ? [] : [longJobs]),
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
      visit(fileOf(file, from, all) ?? target(file, from) ?? from);
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
    ['domain/item-key.ts', `import { keyAt } from './key'`],
    ['domain/trackers/github.ts', `import { jiraKeyAt } from './jira'`],
    ['domain/trackers/github.ts', `import { TRACKERS } from '.'`],
    ['domain/trackers/github.ts', `import { keyAt } from '../key'`],
    ['domain/trackers/index.ts', `import { keyAt } from '../key'`],
    ['domain/key.ts', `import { github } from '../trackers/github'`],
    ['components/overlay/chip/chip.ts', `import { keyAt } from '../../../domain/key'`],
    ['components/overlay/chip/chip.ts', `import { TRACKERS } from '../../../domain/trackers'`],
    ['components/wording/tracker-word.ts', `import { TRACKERS } from '../../domain/trackers'`],
    ['components/ui/toast.tsx', `import { isToken } from '../../domain/token'`],
    ['storage/rpc/client.ts', `import { asKey } from '../../domain/key'`],
    ['trackers/github/page/lists.ts', `import { jiraKeyAt } from '../../../domain/trackers/jira'`],
    ['trackers/jira/rest/source.ts', `import { asKey } from '../../../domain/key'`],
    ['entrypoints/github.content/index.ts', `import { publicMatches } from '../../domain/trackers'`],
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
    ['components/overlay/frame/panel-frame.ts', `import { Editor } from '../../panel/editor'`],
    ['components/panel/panel.tsx', `import { createChip } from '../overlay/chip/chip'`],
    ['components/panel/panel.tsx', `import { DEFAULT_THEME } from '../overlay/tracker-contract'`],
    ['components/panel/panel.tsx', `import { saveDraft } from '../../storage/drafts'`],
    ['components/panel/panel.tsx', `import { browser } from 'wxt/browser'`],
    ['components/panel/editor.tsx', `import { Popup } from '../popup/popup'`],
    [
      'entrypoints/panel/main.tsx',
      `import { shieldEvents } from '../../components/overlay/isolation/event-shield'`,
    ],
    ['components/popup/lists.tsx', `import { Chip } from '../overlay/chip'`],
    ['components/steps/step-line.tsx', `import { host } from '../overlay/placement/shadow-host'`],
    ['trackers/github/index.ts', `import { jira } from '../jira'`],
    ['entrypoints/github.content/index.ts', `import '../../storage/database'`],
    ['trackers/jira/page/rows.ts', `import { lists } from '../../github/page/lists'`],
    ['trackers/github/page/lists.ts', `import { githubApi } from '../api/github-api'`],
    ['trackers/github/api/github-api.ts', `import { lists } from '../page/lists'`],
    ['components/overlay/overlay.ts', `import { github } from '../../trackers/github'`],
    ['entrypoints/background/index.ts', `import { github } from '../../trackers/github'`],
    ['storage/facts.ts', `import { categoryOfColumn } from '../trackers/github/api/columns'`],
    ['trackers/github/page/projects.ts', `import { categoryOfColumn } from '../api/columns'`],
    ['trackers/api/categories.ts', `import { lists } from '../github/page/lists'`],
    ['storage/database.ts', `import { createServer } from './rpc/server'`],
    ['storage/import/import-file.ts', `import { connectData } from '../rpc/data-client'`],
    ['storage/rpc/data-protocol.ts', `import { asKey } from '../../domain/key'`],
    ['storage/rpc/data-client.ts', `import { z } from 'zod'`],
    ['entrypoints/backup/main.ts', `import { createStore } from '../../storage/database'`],
    ['components/settings/tokens.ts', `import { githubApi } from '../../trackers/github/api/github-api'`],
    ['entrypoints/dashboard/main.tsx', `import { PopupPage } from '../../components/popup/popup'`],
    ['entrypoints/layer/index.ts', `import { connectRpc } from '../../storage/rpc/client'`],
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
    expect(contentScripts.sort()).toEqual(
      names.map((name) => `entrypoints/${name}.content/index.ts`).sort(),
    ));

  it.each(contentScripts)('%s', (file) => {
    const packages = [...bringsAlong(file, sources)].filter(
      (name) => !sources.has(name) && !style.test(name),
    );
    const light = [preact, wxt];
    expect(packages.filter((name) => !light.some((allowed) => allowed.test(name)))).toEqual([]);
  });

  it.each(contentScripts)('%s brings no other tracker’s file, nor the list of them', (file) => {
    const own = /^entrypoints\/([a-z]+)/.exec(file)![1]!;
    const brought = [...bringsAlong(file, sources)].filter((name) => /^domain\/(key|trackers\/)/.test(name));
    expect(brought).toContain(`domain/trackers/${own}.ts`);
    const shared = ['domain/trackers/project-name.ts', `domain/trackers/${own}.ts`];
    expect(brought.filter((name) => !shared.includes(name))).toEqual([]);
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
