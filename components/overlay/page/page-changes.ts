/** What a batch of the page's mutations means for rows: what was added, what was touched, what was torn open. */
export interface PageChanges {
  /** Elements the page added. */
  added: Element[];
  /** Elements with another attribute or other children: the row around each may show another item. */
  touched: Set<Element>;
  /** Elements that lost children: the row around each may have lost something of ours. */
  opened: Set<Element>;
  hasRemovals: boolean;
}

/** @param isOurs nodes of our own say nothing about the page */
export function readMutations(
  records: readonly MutationRecord[],
  isOurs: (node: Node) => boolean,
): PageChanges {
  const changes: PageChanges = { added: [], touched: new Set(), opened: new Set(), hasRemovals: false };
  for (const { type, target, addedNodes, removedNodes } of records) {
    if (type === 'attributes') {
      changes.touched.add(target as Element);
      continue;
    }
    let isForeign = false;
    for (const node of addedNodes) {
      if (node.nodeType !== 1 || isOurs(node)) continue;
      isForeign = true;
      changes.added.push(node as Element);
    }
    const hasRemovals = removedNodes.length > 0;
    if (hasRemovals) changes.hasRemovals = true;
    if (target.nodeType !== 1) continue;
    if (hasRemovals) changes.opened.add(target as Element);
    if (isForeign || hasRemovals) changes.touched.add(target as Element);
  }
  return changes;
}
