/** The page's own keys, as GitHub has them: what an overlay must not set off by accident. */

const ROWS = '[data-listview-component="items-list"] li, .js-navigation-item, [data-board-card-id][tabindex]';

/** Rows as a person sees them: recycled ones stand in any order in the document. */
function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ROWS)].sort(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
}

const chosen = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>(ROWS) ?? document.querySelector('.navigation-focus');

function choose(step: 1 | -1): string {
  const all = rows();
  const old = chosen();
  const from = old ? all.indexOf(old) : -1;
  const next = all[Math.max(0, Math.min(all.length - 1, from < 0 ? 0 : from + step))];
  if (!next) return 'nothing to choose';
  if (next.matches('.js-navigation-item')) {
    // The legacy lists mark a row instead of focusing it.
    old?.classList.remove('navigation-focus');
    old?.removeAttribute('aria-selected');
    next.classList.add('navigation-focus');
    next.setAttribute('aria-selected', 'true');
    next.scrollIntoView({ block: 'nearest' });
  } else {
    next.focus();
  }
  return step > 0 ? 'next row' : 'previous row';
}

function toggle(): string {
  const row = chosen();
  row?.toggleAttribute('data-selected');
  return row ? 'selected the row' : 'nothing to select';
}

function open(go: (path: string) => void): string | null {
  const link = chosen()?.querySelector<HTMLAnchorElement>('a[href*="/issues/"], a[href*="/pull/"]');
  if (!link || document.activeElement?.closest('a, button')) return null;
  go(link.pathname + link.search);
  return 'opened the row';
}

function help(): string {
  const dialog = document.querySelector<HTMLDialogElement>('#practice-help');
  dialog?.showModal();
  return 'opened the help';
}

function search(event: KeyboardEvent): string {
  event.preventDefault();
  document.querySelector<HTMLElement>('#practice-search')?.focus();
  return 'went to search';
}

/** @returns what the key did, or null when it is no shortcut here */
function act(event: KeyboardEvent, go: (path: string) => void): string | null {
  switch (event.key) {
    case 'j':
      return choose(1);
    case 'k':
      return choose(-1);
    case 'x':
      return toggle();
    case 'c':
      return 'began a new issue';
    case '/':
      return search(event);
    case '?':
      return help();
    case 'Enter':
      return open(go);
    default:
      return null;
  }
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));

export function listenForShortcuts(go: (path: string) => void, signal: AbortSignal): void {
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      const did = act(event, go);
      if (did) window.practice.shortcuts.push({ key: event.key, did });
    },
    { signal },
  );
}
