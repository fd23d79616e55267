/** Runs in the page: reads what stands in Foothold's own elements, where their roots are open. */

export interface Chip {
  /** `acme/widgets#12`: the item of the row, card or page the chip stands in; null when there is none. */
  item: string | null;
  /** All that is written in it. */
  text: string;
  /** What a screen reader is told: the labels in it, joined. */
  label: string;
  /** On the screen, px. */
  box: { x: number; y: number; width: number; height: number };
}

/** Self-contained: Playwright sends its source to the page. */
export function readChips(): Chip[] {
  const HOLDER =
    'li, .js-issue-row, [data-board-card-id], [role="row"], [class*="SidePanel-module"], [data-testid="issue-viewer-container"]';
  const LINK = 'a[href*="/issues/"], a[href*="/pull/"]';
  const nameOf = (path: string) => {
    const [, owner, repo, kind, number] = path.split('/');
    return (kind === 'issues' || kind === 'pull') && Number(number) > 0 ? `${owner}/${repo}#${number}` : null;
  };
  const itemOf = (host: Element) => {
    const holder = host.closest(HOLDER);
    const title =
      'a[data-testid="issue-pr-title-link"], [data-listview-item-title-container] a, [role="rowheader"] a';
    if (holder?.matches('[class*="SidePanel-module"], [class*="SidePanel-module"] *')) {
      return (new URLSearchParams(location.search).get('issue') ?? '').replace('|', '/').replace('|', '#');
    }
    const link =
      holder?.querySelector<HTMLAnchorElement>(title) ?? holder?.querySelector<HTMLAnchorElement>(LINK);
    if (holder?.matches('[data-testid="issue-viewer-container"]') || !link) return nameOf(location.pathname);
    return nameOf(link.pathname);
  };
  return [...document.querySelectorAll('foothold-chip')]
    .map((host) => {
      const root = host.shadowRoot;
      if (!root) throw new Error('A chip has no open root: is this the testing build?');
      const labels = [...root.querySelectorAll('[aria-label]')].map(
        (element) => element.getAttribute('aria-label')!,
      );
      const text = [...root.childNodes]
        .map((node) => (node.nodeName === 'STYLE' ? '' : node.textContent))
        .join(' ');
      const { x, y, width, height } = host.getBoundingClientRect();
      return {
        item: itemOf(host),
        text: text.replace(/\s+/g, ' ').trim(),
        label: labels.join('; '),
        box: { x, y, width, height },
      };
    })
    .sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
}
