/** Text of Linear's elements. `innerText` needs layout, so never that. */

/** An element's text on one line; null when there is none. */
export function plainText(element: Element | null | undefined): string | null {
  return element?.textContent.replace(/\s+/g, ' ').trim() || null;
}

/** Every piece of text in an element, in order, each on one line. */
export function texts(element: Element): string[] {
  const found: string[] = [];
  collect(element, found);
  return found;
}

function collect(node: Node, found: string[]): void {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 1) collect(child, found);
    else if (child.nodeType === 3) {
      const text = child.nodeValue!.replace(/\s+/g, ' ').trim();
      if (text !== '') found.push(text);
    }
  }
}

/** The only text in an element; null where there is none, or more than one: then nothing says which. */
export function onlyText(element: Element | null | undefined): string | null {
  const found = element ? texts(element) : [];
  return found.length === 1 ? found[0]! : null;
}

/** Addresses may be cut off where the title is longer; shorter ones are taken for whole, characters. */
const LONG_SLUG = 40;

/**
 * Which of these texts the slug of an address was made of; -1: none. A slug is the title in lower case, with hyphens
 * for all that is neither letter nor digit (issue-list-inventory.json, eleven of eleven).
 */
export function titleAt(candidates: readonly string[], slug: string): number {
  const wanted = bare(slug);
  if (wanted === '') return -1;
  const bared = candidates.map(bare);
  const exact = bared.indexOf(wanted);
  return exact < 0 && wanted.length >= LONG_SLUG ? bared.findIndex((text) => text.startsWith(wanted)) : exact;
}

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
