/** Text of Jira's elements. `innerText` needs layout, so never that. */

/** An element's text on one line; null when there is none. */
export function plainText(element: Element | null | undefined): string | null {
  return element?.textContent.replace(/\s+/g, ' ').trim() || null;
}

/**
 * A word on a button or lozenge, of which hidden copies and hints ("Change status") may be part: only where nothing
 * else stands in the element can it be told. Null otherwise.
 */
export function wordIn(element: Element | null | undefined): string | null {
  if (!element) return null;
  const labelled = element.querySelector('[data-testid$="--text"]');
  if (labelled) return plainText(labelled);
  const texts = textPieces(element).filter((text) => text !== '');
  return texts.length === 1 ? texts[0]! : null;
}

function textPieces(node: Node): string[] {
  if (node.nodeType === 3) return [(node.nodeValue ?? '').replace(/\s+/g, ' ').trim()];
  return Array.from(node.childNodes, textPieces).flat();
}

/**
 * The name in "Assignee: Person Seven". The word before the colon is in the page's language; a person's name may hold
 * colons of its own. Null when there is no such word: then the whole may be anything.
 */
export function nameAfterLabel(label: string | null | undefined): string | null {
  const name = /^[^:：]*[:：]\s*(.+)$/su.exec(label ?? '')?.[1];
  return name?.replace(/\s+/g, ' ').trim() || null;
}
