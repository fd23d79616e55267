/**
 * Our elements in the page. Each is a plain element with a shadow root that is closed to the page (open only in
 * the testing build), and carries nothing itself: no attribute, no text. All roots share two constructed sheets,
 * so a change of the page's theme is one write.
 */

import css from '../chip/chip.css?inline';
import { createEmitter } from '../emitter';
import type { Shield } from '../isolation/event-shield';
import type { Theme } from '../tracker-contract';
import { type HostFlow, hostFlowCss } from './host-flow';

export const CHIP = 'foothold-chip';
export const TOAST = 'foothold-toast';
export const PANEL = 'foothold-panel';

const OPEN_ROOTS = import.meta.env.MODE === 'testing';

export interface ShadowHosts {
  /** @param own CSS of this root alone */
  make(
    name: typeof CHIP | typeof TOAST | typeof PANEL,
    own?: string,
  ): { host: HTMLElement; root: ShadowRoot };
  setTheme(theme: Theme): void;
  /** The theme applied last. */
  theme(): Theme;
  /** Told of each change of it. */
  onTheme(listener: (theme: Theme) => void): void;
  /** Has the host of this root stand so among the page's nodes. */
  setFlow(root: ShadowRoot, flow: HostFlow): void;
}

export function createShadowHosts(document: Document, shield: Shield): ShadowHosts {
  const themeSheet = new CSSStyleSheet();
  const sheets = [sheetOf(css), themeSheet];
  // A page may define our element's name and, if it made the element, ask it for its closed root
  // (`ElementInternals.shadowRoot`). In a document without scripts nobody's definition is there yet.
  const scriptless = document.createElement('template').content.ownerDocument;
  const flowSheets = new Map<HostFlow, CSSStyleSheet>();
  const themes = createEmitter<Theme>();
  let applied = '';
  let current!: Theme;
  return {
    make(name, own) {
      const host = scriptless.createElement(name);
      const root = host.attachShadow({ mode: OPEN_ROOTS ? 'open' : 'closed' });
      // A root only takes sheets of its own document.
      document.adoptNode(host);
      root.adoptedStyleSheets = own === undefined ? sheets : [...sheets, sheetOf(own)];
      shield.protect(host, root, name === CHIP);
      return { host, root };
    },
    setFlow(root, flow) {
      let own = flowSheets.get(flow);
      if (!own) {
        own = sheetOf(hostFlowCss(flow));
        flowSheets.set(flow, own);
      }
      root.adoptedStyleSheets = flow === 'out' ? sheets : [...sheets, own];
    },
    theme: () => current,
    onTheme: themes.listen,
    setTheme(theme) {
      const text = themeCss(theme);
      if (text === applied) return;
      applied = text;
      current = theme;
      themeSheet.replaceSync(text);
      themes.emit(theme);
    },
  };
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

function themeCss({ scheme, colors, font }: Theme): string {
  const values = Object.entries(colors).map(([name, value]) => `--foothold-${name}: ${value} !important;`);
  return `:host { color-scheme: ${scheme} !important; ${values.join(' ')} --foothold-font: ${font} !important; }`;
}
