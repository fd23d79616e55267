/** Text of GitHub's elements. `innerText` is empty in rows with `content-visibility: auto`, so never that. */

/**
 * A title as its author wrote it: GitHub renders `` `code` `` as an element and emoji as images.
 * Screen-reader additions ("Status: Open.") are no part of it. Null when there is none.
 */
export function titleText(element: Element | null | undefined): string | null {
  const text = element ? written(element).replace(/\s+/g, ' ').trim() : '';
  return text === '' ? null : text;
}

function written(node: Node): string {
  if (node.nodeType === 3) return node.nodeValue ?? '';
  if (node.nodeType !== 1) return '';
  const element = node as Element;
  if (element.classList.contains('sr-only')) return '';
  if (element.localName === 'img') return element.getAttribute('alt') ?? '';
  const inner = Array.from(element.childNodes, written).join('');
  return element.localName === 'code' ? `\`${inner}\`` : inner;
}

/** Account names in "alice, bob, and carol"; null when anything else is among them ("and 3 others"). */
export function splitNames(list: string): string[] | null {
  const names = list
    .split(/,|\band\b/)
    .map((name) => name.trim().replace(/^@/, ''))
    .filter((name) => name !== '');
  return names.every((name) => /^[\w-]+(?:\[bot\])?$/.test(name)) ? names : null;
}

/** Account names from avatars: their alternative text is the login, with or without `@`. Null when none is. */
export function namesOfAvatars(avatars: Iterable<Element>): string[] | null {
  const names = Array.from(avatars, (avatar) => avatar.getAttribute('alt')?.trim().replace(/^@/, '') ?? '');
  const known = [...new Set(names.filter((name) => /^[\w-]+(?:\[bot\])?$/.test(name)))];
  return known.length > 0 ? known : null;
}

/** The word that stands right before an element in `within`, in lower case; empty when it is none. */
export function wordBefore(element: Element, within: Element): string {
  for (let at: Element | null = element; at && at !== within; at = at.parentElement) {
    for (let before = at.previousSibling; before; before = before.previousSibling) {
      const text = before.nodeType === 1 || before.nodeType === 3 ? (before.textContent ?? '') : '';
      // Dots and dashes between them don't count; anything else does.
      if (/[\p{L}\p{N}]/u.test(text)) return /(\p{L}+)[^\p{L}\p{N}]*$/u.exec(text)?.[1]?.toLowerCase() ?? '';
    }
  }
  return '';
}
