/**
 * How a chip's host stands among the page's nodes. Out of the flow is best: it touches nothing. But where something
 * scrolls or clips between it and what it is positioned by, it would stay behind when that scrolls, and widen the
 * page; there it stands in the flow, with no size of its own. The page's layout is the same either way.
 */
export type HostFlow = 'out' | 'line' | 'block' | `flex ${number}px`;

/** Reads layout, writes nothing. */
export function hostFlowOf(parent: Element): HostFlow {
  const style = getComputedStyle(parent);
  if (!escapes(parent, style)) return 'out';
  const { display, flexDirection, justifyContent } = style;
  if (display.includes('flex')) {
    // Free room shared out between items would be shared with one more.
    if (justifyContent.startsWith('space') || flexDirection.startsWith('column')) return 'out';
    return `flex ${Number.parseFloat(style.columnGap) || 0}px`;
  }
  if (display.startsWith('inline')) return 'line';
  if (display !== 'block' && display !== 'table-cell' && display !== 'list-item') return 'out';
  return endsInline(parent) ? 'line' : 'block';
}

/** Whether something that scrolls or clips lies between the parent's children and what positions them. */
function escapes(parent: Element, style: CSSStyleDeclaration): boolean {
  if (positions(style)) return false;
  const positioner = (parent as HTMLElement).offsetParent;
  for (let at: Element | null = parent; at && at !== positioner; at = at.parentElement)
    if (at !== document.body && getComputedStyle(at).overflow !== 'visible') return true;
  return false;
}

const positions = ({ position, transform, contain }: CSSStyleDeclaration): boolean =>
  position !== 'static' || transform !== 'none' || /layout|paint|strict|content/.test(contain);

function endsInline(parent: Element): boolean {
  for (let last = parent.lastChild; last; last = last.previousSibling) {
    if (last.nodeType === 3 && last.textContent!.trim() !== '') return true;
    if (last.nodeType !== 1) continue;
    const { display, position } = getComputedStyle(last as Element);
    if (display === 'none' || position === 'absolute' || position === 'fixed') continue;
    return display.startsWith('inline');
  }
  return false;
}

export function hostFlowCss(flow: HostFlow): string {
  const rules = {
    line: 'display: inline-block !important;',
    block: 'display: block !important;',
    flex: `display: block !important; flex: 0 0 0px !important; min-inline-size: 0 !important;
      align-self: flex-start !important; margin-inline-start: -${flow.slice(5)} !important;`,
  };
  const name = flow.split(' ')[0] as keyof typeof rules | 'out';
  return name === 'out' ? '' : `:host { position: relative !important; ${rules[name]} }`;
}
