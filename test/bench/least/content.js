// The least an overlay can cost: one observer over added nodes, one text span a row.
const LINK = 'a[data-testid="issue-pr-title-link"]';

function mark(root) {
  for (const link of root.querySelectorAll(LINK)) {
    const row = link.closest('li');
    const number = row?.querySelector('[data-testid="list-row-repo-name-and-number"]');
    const created = row?.querySelector('relative-time')?.getAttribute('datetime');
    if (!number || !created) continue;
    const span = document.createElement('span');
    span.textContent = `${Math.floor((Date.now() - Date.parse(created)) / 86_400_000)}d`;
    number.append(span);
  }
}

mark(document);
new MutationObserver((records) => {
  for (const record of records) {
    for (const node of record.addedNodes) if (node instanceof Element) mark(node);
  }
}).observe(document.body, { childList: true, subtree: true });
