/**
 * What shipped code never does (DESIGN, "Rules of privacy and security"): make markup or code of text, poll, or
 * ask anyone for anything. Looked for in the source, where a person can be told the line, and in the built
 * bundles, where a dependency could bring it in.
 */
import { describe, expect, it } from 'vitest';
import { BROWSERS, builtFiles, builtText } from './build';
import { type Node, nodes, nodesOf, read, shippedFiles } from './source';

const GLOBALS = new Set(['window', 'self', 'globalThis', 'view', 'defaultView', 'top', 'parent']);

/** Last name of `fetch`, `self.fetch`, `document.body.append`. */
function nameOf(node: Node | null | undefined): string | null {
  if (node?.type === 'Identifier') return node.name as string;
  return node?.type === 'MemberExpression' ? nameOf(node.property as Node) : null;
}

/** Name of what is called or made, when it is the platform's: a method may be called `fetch` as well. */
function calledName({ type, callee }: Node): string | null {
  if (type !== 'CallExpression' && type !== 'NewExpression') return null;
  const whole = callee as Node;
  const name = nameOf(whole);
  const method = whole.type === 'MemberExpression' && !GLOBALS.has(nameOf(whole.object as Node) ?? '');
  return name !== null && method && !METHODS.has(name) ? null : name;
}

const textOf = (node: Node): string | null => {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  return node.type === 'TemplateElement' ? (node.value as { raw: string }).raw : null;
};

/** Names that may not be called, with why. */
const CALLS: Record<string, string> = {
  eval: 'code of text',
  Function: 'code of text',
  insertAdjacentHTML: 'markup of text',
  setHTMLUnsafe: 'markup of text',
  createContextualFragment: 'markup of text',
  setInterval: 'polling',
  fetch: 'a request',
  XMLHttpRequest: 'a request',
  sendBeacon: 'a request',
  WebSocket: 'a request',
  WebTransport: 'a request',
  EventSource: 'a request',
  importScripts: 'a request',
};

/** Those of them that are methods of elements, ranges and the navigator. */
const METHODS = new Set(['insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment', 'sendBeacon']);

/** Names of properties and attributes that may not be set. */
const SETS: Record<string, string> = {
  innerHTML: 'markup of text',
  outerHTML: 'markup of text',
  srcdoc: 'markup of text',
  dangerouslySetInnerHTML: 'markup of text',
};

/**
 * Where a tracker is asked about its items, only reading (its tests hold which requests there are): on its own pages by
 * the same origin, and its public API from the background, with a person's own token.
 */
const ASKS = ['trackers/jira/rest/call.ts', 'trackers/api/graphql-call.ts'];

/** Web addresses that the source may name. Of these, the APIs alone are asked for anything by Foothold itself. */
const ADDRESSES = [
  /^https:\/\/(github\.com|\*\.atlassian\.net|linear\.app)\/\*$/,
  /^https:\/\/api\.(linear\.app|github\.com)(\/graphql)?$/,
  /^https:\/\/(\$\{)?$/,
  /^http:\/\/www\.w3\.org\/2000\/svg$/,
];

function faults(all: Node[]): string[] {
  return all.flatMap((node) => {
    const called = calledName(node);
    if (called !== null && Object.hasOwn(CALLS, called)) return [`${called}: ${CALLS[called]}`];
    const set =
      node.type === 'AssignmentExpression'
        ? nameOf(node.left as Node)
        : node.type === 'JSXAttribute'
          ? ((node.name as Node).name as string)
          : null;
    if (typeof set === 'string' && Object.hasOwn(SETS, set)) return [`${set}: ${SETS[set]}`];
    const text = textOf(node);
    const address = text !== null && /https?:\/\//.test(text) && !ADDRESSES.some((each) => each.test(text));
    return address ? [`${text}: an address`] : [];
  });
}

describe('shipped source', () => {
  it.each(shippedFiles())('%s', (file) => {
    expect(faults(nodesOf(file))).toEqual(ASKS.includes(file) ? ['fetch: a request'] : []);
  });

  it.each([
    'eval("1")',
    'new Function("return 1")',
    'element.innerHTML = text',
    'element.outerHTML += text',
    'const node = <p dangerouslySetInnerHTML={{ __html: text }} />',
    'element.insertAdjacentHTML("beforeend", text)',
    'setInterval(look, 100)',
    'globalThis.setInterval(look, 100)',
    'await fetch(address)',
    'self.fetch(address)',
    'new XMLHttpRequest()',
    'navigator.sendBeacon(address)',
    'new WebSocket(address)',
    'const home = "https://example.com/"',
    'const home = `https://example.com/`',
  ])('%s is caught', (text) => {
    expect(faults(nodes(text))).toHaveLength(1);
  });
});

/** What libraries bring in that Foothold does not use. Anything else fails. */
const BROUGHT_IN: { bundle: RegExp; fault: RegExp; why: string }[] = [
  {
    bundle: /./,
    fault: /^http:\/\/www\.w3\.org\/(1998\/Math\/MathML|1999\/xhtml): /,
    why: 'Preact: namespaces',
  },
  {
    bundle: /chunks\/(theme|client|panel|icons|age-text)-/,
    fault: /^innerHTML: /,
    why: 'Preact: for `dangerouslySetInnerHTML`, which no source names',
  },
  {
    bundle: /^jira-refresh/,
    fault: /^fetch: a request$/,
    why: 'Jira is asked for dates its pages lack: trackers/jira/rest/call.ts',
  },
  {
    bundle: /github|jira|linear/,
    fault: /^setInterval: /,
    why: "WXT: its context's own method, which no source calls",
  },
  {
    bundle: /background/,
    fault: /^fetch: a request$/,
    why: "A tracker's public API is asked with a person's own token: trackers/api/graphql-call.ts",
  },
  { bundle: /background/, fault: /^setInterval: /, why: 'Dexie: a workaround for Safari 14' },
  {
    bundle: /background/,
    fault: /(tinyurl\.com\/y2uuvskb|bit\.ly\/2kdckMn): /,
    why: 'Dexie: advice in errors',
  },
  {
    bundle: /background/,
    fault: /^https?:\/\/json-schema\.org\//,
    why: 'zod: names of JSON Schema dialects',
  },
  { bundle: /background/, fault: /^http:\/\/\[: /, why: 'zod: how it reads an IPv6 address' },
  { bundle: /background/, fault: /^Function: /, why: 'zod: asks whether it may compile; it may not' },
];

describe.each(BROWSERS)('%s bundles', (browser) => {
  const scripts = builtFiles(browser).filter((path) => path.endsWith('.js'));

  it('are there', () => expect(scripts.length).toBeGreaterThanOrEqual(3));

  it.each(scripts)('%s', (path) => {
    const found = faults(nodes(builtText(browser, path), 'js')).filter(
      (fault) => !BROUGHT_IN.some((known) => known.bundle.test(path) && known.fault.test(fault)),
    );
    expect([...new Set(found)]).toEqual([]);
  });
});

describe('extension pages', () => {
  it.each(BROWSERS)('load nothing from elsewhere: %s', (browser) => {
    for (const path of builtFiles(browser).filter((each) => /\.(html|css)$/.test(each))) {
      expect(builtText(browser, path), path).not.toMatch(/(https?:)?\/\/[\w-]+\.\w|@import/);
    }
  });

  it('hold no script of their own', () => {
    const pages = ['popup', 'dashboard', 'panel'].map((page) => read(`entrypoints/${page}/index.html`));
    expect(pages.join('\n')).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });
});
