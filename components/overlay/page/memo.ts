/** What a tracker remembers of a page between two reads. It is handed in: a tracker's own modules hold no state. */
export type Memo = WeakMap<Element, unknown>;

/** Computes it once for each element. An element is to be asked for one thing only. */
export function remember<T>(memo: Memo, element: Element, compute: () => T): T {
  if (!memo.has(element)) memo.set(element, compute());
  return memo.get(element) as T;
}
