import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { apiOrigins, publicMatches } from './domain/trackers';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * WXT announces each content script to its page by an event, and watches the address for it. Ours end by an
 * AbortSignal, and no page is told of them.
 * WXT 0.21.4 has no option for that: `noScriptStartedPostMessage` leaves the event.
 */
const unannounced = {
  name: 'foothold:unannounced',
  transform(code: string, id: string) {
    if (!id.includes('virtual:wxt-content-script-isolated-world-entrypoint')) return null;
    const [script] = /^import definition from .*$/m.exec(code) ?? [];
    if (!script) throw new Error('WXT starts content scripts in another way: look at its entrypoint again.');
    return `${script}\nexport default definition.main();`;
  },
};

/**
 * The manifest's CSP lets the worker ask trackers' APIs. Our pages ask nobody: each closes itself to the network,
 * before its first script.
 */
const closedToNetwork = {
  name: 'foothold:closed-to-network',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: "connect-src 'none'" },
      injectTo: 'head-prepend' as const,
    },
  ],
};

/** There, Alt+Shift with F, E, V, S, B, T or H opens a menu of the browser's own, and no command hears it. */
const onFirefoxLinux = (browser: string, key: string) => (browser === 'firefox' ? { linux: key } : {});

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  targetBrowsers: ['chrome', 'firefox'],
  // Firefox's Manifest V2 would drop `optional_host_permissions` without a word.
  manifestVersion: 3,
  manifest: ({ browser, command }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    // `alarms`: a tracker's API that asked to be left alone is asked again when the time has come.
    // `offscreen` warns of nothing: only a page can make an address for a backup's file, and Chromium's worker is none.
    permissions: ['unlimitedStorage', 'scripting', 'alarms', ...(browser === 'chrome' ? ['offscreen'] : [])],
    // Asked for when a person wants backups.
    optional_permissions: ['downloads'],
    // Each is written down in test/unit/house/manifest.test.ts.
    host_permissions: publicMatches(),
    // For a Jira of one's own and for trackers' APIs: only what a person adds in the settings is asked for, one origin
    // at a time.
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    // Holds rule 1 for the worker: it can ask nobody for anything but trackers' APIs, and these let it in once a person
    // gave a token and the permission. `npm run dev` loads from its server.
    ...(command === 'build'
      ? {
          content_security_policy: {
            extension_pages:
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
              `connect-src ${apiOrigins().join(' ')}; ` +
              "base-uri 'none'; form-action 'none'; frame-ancestors https: http:",
          },
        }
      : {}),
    // The dashboard's first part is what browsers call an extension's options.
    options_ui: { page: 'dashboard.html', open_in_tab: true },
    // The panel stands in a frame on a tracker's page, and no other page of ours may. Its address is new with every
    // start of Chromium, and Firefox's is new with every installation: no page can find out that Foothold is there by
    // asking.
    web_accessible_resources: [
      { resources: ['panel.html'], matches: ['https://*/*', 'http://*/*'], use_dynamic_url: true },
    ],
    // Private windows: not active (DESIGN.md, rule 5).
    incognito: 'not_allowed',
    commands: {
      _execute_action: {
        // Q for quick-add. Alt+Shift+A is Chromium's own (it moves the focus to a bubble), and a suggestion
        // that is taken is dropped without a word.
        suggested_key: { default: 'Alt+Shift+Q' },
        description: '__MSG_commandPopup__',
      },
      'start-step': {
        suggested_key: { default: 'Alt+Shift+S', ...onFirefoxLinux(browser, 'Alt+Shift+G') },
        description: '__MSG_commandStart__',
      },
      'finish-step': { suggested_key: { default: 'Alt+Shift+D' }, description: '__MSG_commandFinish__' },
      'edit-step': {
        suggested_key: { default: 'Alt+Shift+E', ...onFirefoxLinux(browser, 'Alt+Shift+W') },
        description: '__MSG_commandEdit__',
      },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'foothold@foothold.example',
              // The first where a content script may set `adoptedStyleSheets`: before it that throws, and no chip is
              // drawn.
              strict_min_version: '153.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '135' }),
  }),
  hooks: {
    'vite:build:extendConfig': (entrypoints, config) => {
      if (!entrypoints.every(({ type }) => type === 'content-script' || type === 'unlisted-script')) return;
      // These run in pages, and every page loads the first: they do without what only the background and the popup
      // need.
      config.resolve = {
        ...config.resolve,
        alias: {
          ...config.resolve?.alias,
          'wxt/browser': here('components/overlay/native-browser.ts'),
        },
      };
      config.plugins = [...(config.plugins ?? []), unannounced];
      // Every page of a tracker pays for their size: terser makes them a fortieth smaller than Vite's own minifier
      // does.
      config.build = {
        ...config.build,
        minify: 'terser',
        terserOptions: {
          ecma: 2020,
          compress: { passes: 4, keep_fargs: false, unsafe_arrows: true, pure_getters: true },
        },
      };
    },
  },
  // The polyfill would fetch; every browser this runs in preloads modules by itself.
  // `npm run dev` loads its pages from a server.
  vite: ({ command }) => ({
    build: { modulePreload: { polyfill: false } },
    plugins: command === 'build' ? [closedToNetwork] : [],
  }),
  zip: {
    includeSources: [
      'domain/**',
      'storage/**',
      'components/**',
      'trackers/**',
      'entrypoints/**',
      'public/**',
      'test/**',
      'wxt.config.ts',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'biome.json',
      '.npmrc',
      'README.md',
    ],
  },
});
