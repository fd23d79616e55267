/** Jira's own keys (jira.md §4): what an overlay must not set off by accident. */

const ROWS =
  '[data-testid="platform-board-kit.ui.card.card"], [data-testid*="card-list.card.content-container."], tr[role="row"]';

function choose(step: 1 | -1): string {
  const all = [...document.querySelectorAll<HTMLElement>(ROWS)].sort((a, b) => {
    const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
    return one.left - other.left || one.top - other.top;
  });
  const from = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, from < 0 ? 0 : from + step))];
  next?.querySelector<HTMLElement>('button.focus, a')?.focus();
  return step > 0 ? 'next card' : 'previous card';
}

function open(go: (path: string) => void): string {
  const row = document.activeElement?.closest(ROWS);
  const link = row?.querySelector<HTMLAnchorElement>('a[href*="/browse/"]');
  if (link) go(`${location.pathname}?selectedIssue=${link.pathname.split('/').at(-1)}`);
  return 'opened the card';
}

/** @returns what the key did, or null when it is no shortcut here */
function act(event: KeyboardEvent, go: (path: string) => void): string | null {
  switch (event.key) {
    case 'j':
    case 'n':
      return choose(1);
    case 'k':
    case 'p':
      return choose(-1);
    case 'o':
      return open(go);
    case '/':
      event.preventDefault();
      document.querySelector<HTMLElement>('#practice-search')?.focus();
      return 'went to search';
    case 'a':
      return 'assigned it';
    case 'i':
      return 'assigned it to me';
    case 'm':
      return 'began a comment';
    case 'c':
      return 'began a new work item';
    case '.':
      return 'opened the command palette';
    case '-':
      return 'collapsed the columns';
    case '?':
      return 'opened the help';
    default:
      return null;
  }
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

export function listenForShortcuts(go: (path: string) => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    const did = act(event, go);
    if (did) window.practice.shortcuts.push({ key: event.key, did });
  });
}
