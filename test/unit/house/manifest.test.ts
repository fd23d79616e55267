/**
 * What Foothold asks of a browser and of people, written down by hand (PRIVACY.md says it in words). Whatever is
 * new in a manifest fails here until it is written here as well.
 */
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json';
import { BROWSERS, builtFiles, builtText } from './build';
import { read } from './source';

const GITHUB = 'https://github.com/*';
const JIRA = 'https://*.atlassian.net/*';
const LINEAR = 'https://linear.app/*';

const WRITTEN_DOWN = {
  manifest_version: 3,
  name: '__MSG_extName__',
  description: '__MSG_extDescription__',
  version: packageJson.version,
  default_locale: 'en',
  permissions: ['unlimitedStorage', 'scripting', 'alarms'],
  // Asked for when a person wants backups in the downloads folder.
  optional_permissions: ['downloads'],
  host_permissions: [JIRA, LINEAR, GITHUB],
  // Asked for one origin at a time, when a person adds it in the settings.
  optional_host_permissions: ['https://*/*', 'http://*/*'],
  options_ui: { page: 'dashboard.html', open_in_tab: true },
  incognito: 'not_allowed',
  content_security_policy: {
    extension_pages:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
      // These two and no other, and they let Foothold in once a person gave a token for them.
      'connect-src https://api.linear.app https://api.github.com; ' +
      "base-uri 'none'; form-action 'none'; frame-ancestors https: http:",
  },
  // One file: the panel, whose address no page can know (Chromium: new with every start; Firefox: with every
  // installation).
  web_accessible_resources: [
    { resources: ['panel.html'], matches: ['https://*/*', 'http://*/*'], use_dynamic_url: true },
  ],
  commands: {
    _execute_action: { suggested_key: { default: 'Alt+Shift+Q' }, description: '__MSG_commandPopup__' },
    'start-step': { suggested_key: { default: 'Alt+Shift+S' }, description: '__MSG_commandStart__' },
    'finish-step': { suggested_key: { default: 'Alt+Shift+D' }, description: '__MSG_commandFinish__' },
    'edit-step': { suggested_key: { default: 'Alt+Shift+E' }, description: '__MSG_commandEdit__' },
  },
  icons: {
    16: 'icon/16.png',
    32: 'icon/32.png',
    48: 'icon/48.png',
    96: 'icon/96.png',
    128: 'icon/128.png',
  },
  content_scripts: [
    { matches: [GITHUB], run_at: 'document_start', js: ['content-scripts/github.js'] },
    { matches: [JIRA], run_at: 'document_start', js: ['content-scripts/jira.js'] },
    { matches: [LINEAR], run_at: 'document_start', js: ['content-scripts/linear.js'] },
  ],
};

const ACTION = { default_title: 'Foothold', default_popup: 'popup.html' };

const BY_BROWSER = {
  chrome: {
    // For a page that nobody sees: it makes the address of a backup's file, which a worker can't.
    permissions: [...WRITTEN_DOWN.permissions, 'offscreen'],
    minimum_chrome_version: '135',
    background: { service_worker: 'background.js' },
    action: {
      ...ACTION,
      default_icon: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png' },
    },
  },
  firefox: {
    commands: {
      ...WRITTEN_DOWN.commands,
      // On Linux, S and E with Alt+Shift open Firefox' own menus.
      'start-step': {
        suggested_key: { default: 'Alt+Shift+S', linux: 'Alt+Shift+G' },
        description: '__MSG_commandStart__',
      },
      'edit-step': {
        suggested_key: { default: 'Alt+Shift+E', linux: 'Alt+Shift+W' },
        description: '__MSG_commandEdit__',
      },
    },
    background: { scripts: ['background.js'] },
    action: {
      ...ACTION,
      default_icon: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png' },
    },
    browser_specific_settings: {
      gecko: {
        id: 'foothold@foothold.example',
        strict_min_version: '153.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  },
};

describe.each(BROWSERS)('%s', (browser) => {
  it('has a manifest that says what is written down, and nothing more', () => {
    expect(JSON.parse(builtText(browser, 'manifest.json'))).toEqual({
      ...WRITTEN_DOWN,
      ...BY_BROWSER[browser],
    });
  });

  it('has keys that README names', () => {
    const { commands } = JSON.parse(builtText(browser, 'manifest.json'));
    const keys = Object.values(commands as Record<string, { suggested_key: Record<string, string> }>).flatMap(
      ({ suggested_key }) => Object.values(suggested_key),
    );
    const named = read('README.md').match(/\b(?:Alt|Ctrl)\+(?:Shift\+)?[A-Z]\b/g) ?? [];
    // README names those of both browsers.
    if (browser === 'firefox') expect([...new Set(named)].sort()).toEqual(keys.sort());
    else expect(named).toEqual(expect.arrayContaining(keys));
  });

  it('announces itself to no page', () => {
    // WXT's own start of a content script does: an event of this name, which any page can hear.
    expect(builtText(browser, 'content-scripts/github.js')).not.toMatch(/wxt:|postMessage|CustomEvent/);
  });

  it('has pages that take no word from their address', () => {
    const scripts = builtFiles(browser).filter((path) => /^chunks\/.*\.js$/.test(path));
    for (const page of [/^chunks\/popup-/, /^chunks\/dashboard-/, /^chunks\/panel-/])
      expect(scripts).toContainEqual(expect.stringMatching(page));
    for (const path of scripts) {
      // Nobody else can open the dashboard. Its parts have names in its address, and any other hash means the first.
      const isDashboard = /^chunks\/dashboard-/.test(path);
      const text = builtText(browser, path);
      const rest = isDashboard ? text.replaceAll(/\b\w+\(location\.hash\)/g, '') : text;
      expect(rest, path).not.toMatch(/location\.(search|hash|href)|URLSearchParams/);
    }
  });

  it('has pages that close themselves to the network before their first script', () => {
    const pages = builtFiles(browser).filter((path) => path.endsWith('.html'));
    expect(pages).toEqual(['backup.html', 'dashboard.html', 'panel.html', 'popup.html']);
    for (const path of pages) {
      const [before] = builtText(browser, path).split(/<script|<link/);
      expect(before, path).toMatch(
        /<head>\s*<meta http-equiv="Content-Security-Policy" content="connect-src &#39;none&#39;">/,
      );
    }
  });

  it('ships the files it needs, and nothing more', () => {
    const known = [
      /^manifest\.json$/,
      /^background\.js$/,
      /^(popup|dashboard|panel|backup)\.html$/,
      /^content-scripts\/(github|jira|linear)\.js$/,
      /^(layer|jira-refresh|linear-refresh)\.js$/,
      /^(chunks|assets)\/(popup|dashboard|panel|backup|theme|browser|client|data-client|icons|age-text)-[\w-]+\.(js|css)$/,
      /^icon\/(16|32|48|96|128)\.png$/,
      /^icon\/icon\.svg$/,
      /^_locales\/\w+\/messages\.json$/,
    ];
    expect(builtFiles(browser).filter((path) => !known.some((each) => each.test(path)))).toEqual([]);
  });
});
