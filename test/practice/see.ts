/**
 * What a person sees of Foothold on a page, read from outside: the shipped build's roots are closed to every
 * script, but not to the DevTools protocol.
 */
import type { Page } from '@playwright/test';

export interface Seen {
  /** `acme/widgets#12`, `ENG-12` */
  item: string;
  title: string;
  /** As it is written: `43d`. */
  age: string;
  /** fresh, aging, stale, done or unknown. */
  band: string;
  step: string;
}

/** A node as `DOM.getDocument` gives it. */
interface Node {
  backendNodeId: number;
  nodeName: string;
  nodeValue: string;
  attributes?: string[];
  children?: Node[];
  shadowRoots?: Node[];
}

const HOST = 'FOOTHOLD-CHIP';

function attribute(node: Node, name: string): string {
  const at = node.attributes?.findIndex((word, index) => index % 2 === 0 && word === name) ?? -1;
  return at < 0 ? '' : node.attributes![at + 1]!;
}

/** Everything inside, but not inside the chips in it. */
const below = (node: Node): Node[] =>
  [...(node.shadowRoots ?? []), ...(node.children ?? [])].flatMap((child) => [
    child,
    ...(child.nodeName === HOST ? [] : below(child)),
  ]);

const text = (node: Node | undefined): string =>
  node
    ? below(node)
        .map((child) => (child.nodeName === '#text' ? child.nodeValue : ''))
        .join('')
    : '';

const withClass = (nodes: Node[], name: string) =>
  nodes.find((node) => attribute(node, 'class').split(' ').includes(name));

const JIRA_TITLE =
  /(?:single-line-text\.container\.box|summary-field-static\.content|issue-summary-cell|inline-read\.link-item|summary\.heading)$/;

/** The item and title of what a chip stands in: the nearest ancestor that links to exactly this kind of thing. */
function standsIn(ancestors: Node[], url: URL): { item: string; title: string } {
  const itemOf = (address: string) => {
    const target = URL.parse(address, url);
    const [, owner, repo, kind, number] = target?.pathname.split('/') ?? [];
    if (target?.host.endsWith('.atlassian.net')) return owner === 'browse' && repo ? repo : null;
    if (target?.host === 'linear.app') return repo === 'issue' ? (kind ?? null) : null;
    return (kind === 'issues' || kind === 'pull') && Number(number) > 0 ? `${owner}/${repo}#${number}` : null;
  };
  const pane = url.searchParams.get('issue');
  const here = pane ? pane.replace('|', '/').replace('|', '#') : itemOf(url.pathname);
  for (const ancestor of ancestors.toReversed()) {
    const inside = below(ancestor);
    // Linear's rows and cards are links themselves, and its issue pages' headings are fields.
    const own = ancestor.nodeName === 'A' ? itemOf(attribute(ancestor, 'href')) : null;
    if (own) return { item: own, title: text(withClass(inside, 'title') ?? withClass(inside, 'card-title')) };
    // Jira's key and title stand apart; what has both is the card, the row or the view.
    const jira = inside.find((node) => JIRA_TITLE.test(attribute(node, 'data-testid')));
    if (jira && !attribute(jira, 'data-testid').endsWith('summary.heading')) {
      const key = inside.find((node) => node.nodeName === 'A' && itemOf(attribute(node, 'href')));
      if (key) return { item: itemOf(attribute(key, 'href'))!, title: text(jira) };
    } else if (jira && here) return { item: here, title: text(jira) };
    if (url.host.endsWith('.atlassian.net')) continue;
    const field = inside.find((node) => attribute(node, 'aria-label') === 'Issue title');
    if (field && here) return { item: here, title: text(field) };
    const heading = inside.find((node) => node.nodeName === 'H1');
    if (heading && here) {
      const title = inside.find((node) =>
        /\b(?:markdown-title|js-issue-title)\b/.test(attribute(node, 'class')),
      );
      return { item: here, title: text(title ?? heading) };
    }
    const links = inside.filter((node) => node.nodeName === 'A' && itemOf(attribute(node, 'href')));
    if (links[0]) return { item: itemOf(attribute(links[0], 'href'))!, title: text(links[0]) };
  }
  return { item: here ?? '?', title: '' };
}

/** Where a chip stands, and its parts: not all of them need be visible. */
interface Found {
  place: { item: string; title: string };
  age: Node;
  step: Node | undefined;
  started: boolean;
}

function findAll(node: Node, ancestors: Node[], url: URL): Found[] {
  if (node.nodeName !== HOST) {
    return (node.children ?? []).flatMap((child) => findAll(child, [...ancestors, node], url));
  }
  const inside = below(node);
  const age = withClass(inside, 'age');
  // A chip far from the screen is empty until it comes near.
  if (!age) return [];
  const started = withClass(inside, 'state-started') !== undefined;
  return [{ place: standsIn(ancestors, url), age, step: withClass(inside, 'step'), started }];
}

/** Every age that takes room on the page, in the document's order, with the step beside it where that is visible. */
export async function see(page: Page): Promise<Seen[]> {
  const session = await page.context().newCDPSession(page);
  const visible = async (node: Node | undefined) =>
    node !== undefined &&
    (await session.send('DOM.getBoxModel', { backendNodeId: node.backendNodeId }).then(
      ({ model }) => model.width > 0,
      // What is not laid out has no box.
      () => false,
    ));
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    const seen: Seen[] = [];
    for (const { place, age, step, started } of findAll(root as Node, [], new URL(page.url()))) {
      if (!(await visible(age))) continue;
      const band = /\bage-(\w+)/.exec(attribute(age, 'class'))?.[1] ?? '';
      const words = (await visible(step)) ? (started ? '▶ ' : '') + text(step) : '';
      seen.push({ ...place, age: text(age), band, step: words });
    }
    return seen;
  } finally {
    await session.detach();
  }
}
