/**
 * Our elements in the page. Each is a plain element with a shadow root that is closed to the page (open only in
 * the testing build), and carries nothing itself: no attribute, no text. All roots share two constructed sheets,
 * so a change of the page's look is one write.
 */

import css from '../chip/chip.css?inline';
import type { Theme } from '../contract';
import type { Shield } from '../isolation/event-shield';
import { type HostFlow, hostFlowCss } from './host-flow';

export const CHIP = 'foothold-chip';
export const LAYER = 'foothold-layer';

const OPEN_ROOTS = import.meta.env.MODE === 'testing';

export interface ShadowHosts {
  /** @param own what it wears beside what all wear */
  make(name: typeof CHIP | typeof LAYER, own?: string): { host: HTMLElement; root: ShadowRoot };
  wear(look: Theme): void;
  stand(root: ShadowRoot, standing: HostFlow): void;
}

export function createShadowHosts(document: Document, shield: Shield): ShadowHosts {
  const lookSheet = new CSSStyleSheet();
  const sheets = [sheetOf(css), lookSheet];
  // A page may define our element's name and, if it made the element, ask it for its closed root
  // (`ElementInternals.shadowRoot`). In a document without scripts nobody's definition is there yet.
  const nobodys = document.createElement('template').content.ownerDocument;
  const standings = new Map<HostFlow, CSSStyleSheet>();
  let worn = '';
  return {
    make(name, own) {
      const host = nobodys.createElement(name);
      const root = host.attachShadow({ mode: OPEN_ROOTS ? 'open' : 'closed' });
      // A root only wears sheets of its own document.
      document.adoptNode(host);
      root.adoptedStyleSheets = own === undefined ? sheets : [...sheets, sheetOf(own)];
      shield.protect(host, root, name === CHIP);
      return { host, root };
    },
    stand(root, standing) {
      let own = standings.get(standing);
      if (!own) {
        own = sheetOf(hostFlowCss(standing));
        standings.set(standing, own);
      }
      root.adoptedStyleSheets = standing === 'out' ? sheets : [...sheets, own];
    },
    wear(look) {
      const text = lookCss(look);
      if (text === worn) return;
      worn = text;
      lookSheet.replaceSync(text);
    },
  };
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

function lookCss({ scheme, colors, font }: Theme): string {
  const values = Object.entries(colors).map(([name, value]) => `--foothold-${name}: ${value};`);
  return `:host { color-scheme: ${scheme} !important; ${values.join(' ')} --foothold-font: ${font}; }`;
}
