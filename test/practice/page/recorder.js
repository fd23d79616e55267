// Runs first thing in <head>, before any other script of the page: what a curious page can learn of its visitors.
// It keeps every event it sees, every layout shift, and can write down the whole document as session recorders do.
(() => {
  const practice = {
    events: [],
    shortcuts: [],
    navigations: [],
    moves: [],
    hydrationErrors: [],
    shifts: [],
    hydrated: false,
  };
  window.practice = practice;

  // Every event that has a handler property anywhere, and those that have none.
  const types = new Set([
    'focusin',
    'focusout',
    'compositionstart',
    'compositionupdate',
    'compositionend',
    'textInput',
    'touchstart',
    'touchmove',
    'touchend',
    'touchcancel',
    'pointerrawupdate',
    'selectionchange',
    'DOMContentLoaded',
    'fullscreenchange',
    'visibilitychange',
    'unhandledrejection',
  ]);
  for (const holder of [window, Document.prototype, HTMLElement.prototype, SVGElement.prototype]) {
    for (const name in holder) if (name.startsWith('on')) types.add(name.slice(2));
  }
  // Leaving must stay fast, and a listener here would keep the page out of the back/forward cache.
  for (const type of ['unload', 'beforeunload']) types.delete(type);
  practice.types = [...types].sort();

  const nameOf = (node) =>
    node === window ? 'window' : node instanceof Node ? node.nodeName.toLowerCase() : String(node);
  const record = (event) => {
    if (practice.events.length > 50_000) practice.events.splice(0, 10_000);
    practice.events.push({
      type: event.type,
      key: event.key ?? null,
      data: event.data && typeof event.data === 'string' ? event.data : null,
      target: nameOf(event.target),
      path: event.composedPath().map(nameOf),
      trusted: event.isTrusted,
    });
  };
  for (const type of practice.types) window.addEventListener(type, record, { capture: true, passive: true });

  // Session recorders patch this to see into closed roots as well.
  const roots = new WeakMap();
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    roots.set(this, root);
    return root;
  };

  const wordFor = (node) =>
    node instanceof Element
      ? node.tagName.toLowerCase() +
        (node.id ? `#${node.id}` : '') +
        (node.getAttribute('class') ? `.${node.getAttribute('class').trim().split(/\s+/).join('.')}` : '')
      : node
        ? node.nodeName
        : 'hidden or removed';
  const box = (rect) => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(' ');
  const keepShifts = (entries) => {
    for (const entry of entries) {
      practice.shifts.push({
        value: entry.value,
        hadRecentInput: entry.hadRecentInput,
        at: entry.startTime,
        sources: entry.sources.map((source) => ({
          node: wordFor(source.node),
          from: box(source.previousRect),
          to: box(source.currentRect),
        })),
      });
    }
  };
  const observer = new PerformanceObserver((list) => keepShifts(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  practice.takeShifts = () => {
    keepShifts(observer.takeRecords());
    return practice.shifts;
  };

  const attributesOf = (element) =>
    [...element.attributes].map((attribute) => ` ${attribute.name}="${attribute.value}"`).join('');
  const write = (node) => {
    if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) return node.data;
    if (node.nodeType === Node.COMMENT_NODE) return `<!--${node.data}-->`;
    const inside = [...node.childNodes].map(write).join('');
    if (!(node instanceof Element)) return inside;
    const root = node.shadowRoot ?? roots.get(node);
    const value = typeof node.value === 'string' ? ` (value: ${node.value})` : '';
    const sheets = root ? [...root.adoptedStyleSheets].map(rulesOf).join('') : '';
    const shadow = root ? `<#shadow-root ${root.mode}>${sheets}${write(root)}</#shadow-root>` : '';
    return `<${node.localName}${attributesOf(node)}>${value}${shadow}${inside}</${node.localName}>`;
  };
  const rulesOf = (sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join('\n');

  // Everything a script of the page can read: the tree, open roots, fields' values, selection, storage.
  practice.record = () =>
    [
      write(document),
      [...document.adoptedStyleSheets].map(rulesOf).join('\n'),
      `selection: ${getSelection()}`,
      `title: ${document.title}`,
      `text: ${document.documentElement.innerText}`,
      `storage: ${JSON.stringify({ ...localStorage })} ${JSON.stringify({ ...sessionStorage })}`,
      `globals: ${Object.keys(window).join(' ')}`,
    ].join('\n');
})();
