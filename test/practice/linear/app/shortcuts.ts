/**
 * Linear's own keys (linear.md §4), which its app hears on the body: what an overlay must not set off by accident.
 * Single letters act on the row that is chosen or under the pointer; G, O, M and W wait for a second letter.
 */

export interface Controls {
  /** Chooses the next row, or the one before. */
  choose(step: 1 | -1): void;
  open(): boolean;
  /** From a peek, a menu or an issue back to where it was opened. */
  back(): boolean;
  /** Shows the chosen row's issue over the list, or hides it. */
  peek(): boolean;
  select(): void;
  toggleLayout(): void;
  go(path: string): void;
}

const LETTERS: Readonly<Record<string, string>> = {
  a: 'assigned it',
  c: 'began a new issue',
  f: 'opened the filter',
  h: 'snoozed it',
  i: 'assigned it to me',
  l: 'changed labels',
  p: 'changed the priority',
  s: 'changed the status',
  t: 'opened the title',
  u: 'marked it unread',
  v: 'opened the display options',
  '/': 'went to search',
  '?': 'opened the help',
  '1': 'first tab',
  '2': 'second tab',
  '3': 'third tab',
  Backspace: 'removed it',
};

const PLACES: Readonly<Record<string, string>> = {
  i: '/acme/inbox/priority',
  m: '/acme/my-issues/assigned',
  e: '/acme/team/ENG/all',
  a: '/acme/team/ENG/active',
  b: '/acme/team/ENG/backlog',
  c: '/acme/team/ENG/cycle/active',
  p: '/acme/projects/all',
};

const FIRST = new Set(['g', 'o', 'm', 'w']);
/** ms a first letter waits for the second. */
const PATIENCE = 1500;

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [data-prevent-global-listener]'));

function plain(event: KeyboardEvent, controls: Controls): string | null {
  switch (event.key) {
    case 'j':
    case 'ArrowDown':
      controls.choose(1);
      event.preventDefault();
      return 'next row';
    case 'k':
    case 'ArrowUp':
      controls.choose(-1);
      event.preventDefault();
      return 'previous row';
    case 'x':
      controls.select();
      return 'selected the row';
    case ' ':
      event.preventDefault();
      return controls.peek() ? 'peeked' : null;
    case 'Enter':
      // A focused button or link is pressed by it.
      if ((event.target as Element).closest('button, a:not([data-list-row])')) return null;
      event.preventDefault();
      return controls.open() ? 'opened the row' : null;
    case 'Escape':
      return controls.back() ? 'went back' : null;
    default:
      return LETTERS[event.key] ?? null;
  }
}

export function listenForShortcuts(controls: Controls, body: HTMLElement): void {
  let first: { key: string; at: number } | null = null;
  const did = (key: string, did: string) => window.practice.shortcuts.push({ key, did });
  body.addEventListener('keydown', (event) => {
    if (isField(event.target)) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'b') {
      event.preventDefault();
      controls.toggleLayout();
      return did('ctrl+b', 'list or board');
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (first && performance.now() - first.at < PATIENCE) {
      const both = first.key + event.key;
      const place = first.key === 'g' ? PLACES[event.key] : undefined;
      first = null;
      if (place) controls.go(place);
      return did(both, place ? `went to ${place}` : 'a sequence');
    }
    first = null;
    if (FIRST.has(event.key)) {
      first = { key: event.key, at: performance.now() };
      return;
    }
    const done = plain(event, controls);
    if (done) did(event.key, done);
  });
}
