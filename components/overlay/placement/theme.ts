/** Our colours follow the page's theme: its own attributes, and the system's where the page follows that. */

import type { Theme, ThemeColor, Tracker } from '../tracker-contract';
import type { ShadowHosts } from './shadow-host';

interface Options {
  window: Window & typeof globalThis;
  tracker: Tracker;
  hosts: ShadowHosts;
  signal: AbortSignal;
}

export function applyTheme({ window, tracker, hosts, signal }: Options): void {
  const { document } = window;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => hosts.setTheme(tracker.theme(document, dark.matches));
  const watched = { attributes: true, attributeFilter: [...tracker.themeAttributes] };
  let body: Element | null = null;

  const attributes = new window.MutationObserver(apply);
  // A page may put another body in place; only the root's own children are watched for that.
  const bodies = new window.MutationObserver(() => {
    if (document.body !== body) observe();
  });
  function observe(): void {
    attributes.disconnect();
    attributes.observe(document.documentElement, watched);
    body = document.body;
    if (body) attributes.observe(body, watched);
    apply();
  }
  bodies.observe(document.documentElement, { childList: true });
  observe();
  dark.addEventListener('change', apply, { signal });
  signal.addEventListener('abort', () => {
    attributes.disconnect();
    bodies.disconnect();
  });
}

/**
 * A theme in values that mean something outside the page: its variables are replaced by what they hold at an element.
 */
export function resolveTheme({ scheme, colors }: Theme, element: Element): Theme {
  const style = getComputedStyle(element);
  const resolved = (name: string) => style.getPropertyValue(`--foothold-${name}`).trim();
  const names = Object.keys(colors) as ThemeColor[];
  return {
    scheme,
    colors: Object.fromEntries(names.map((name) => [name, resolved(name)])) as Theme['colors'],
    font: resolved('font'),
  };
}
