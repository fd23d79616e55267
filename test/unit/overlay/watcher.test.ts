import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { watchPage } from '../../../components/overlay/page/watcher';
import type { Row, Surface, Tracker } from '../../../components/overlay/tracker-contract';
import type { ItemKey } from '../../../domain/key';

const surface: Surface = {
  name: 'rows',
  on: () => true,
  selector: 'li',
  read: (row) => {
    const key = row.getAttribute('data-key') as ItemKey;
    return { key, facts: { key } };
  },
  place: (row) => ({ parent: row, how: 'line' }),
};

/** A list of one row, and the browser's word on what is near the viewport, said by the test. */
function open() {
  const { window } = new JSDOM('<ul><li data-key="github.com/o/r#1"></li></ul>');
  const page = window as unknown as Window & typeof globalThis;
  let tell: IntersectionObserverCallback = () => {};
  class Nearness {
    constructor(callback: IntersectionObserverCallback) {
      tell = callback;
    }
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  Object.assign(window, {
    IntersectionObserver: Nearness,
    requestAnimationFrame: () => 1,
    cancelAnimationFrame() {},
  });
  const row = window.document.querySelector('li')!;
  const shown = new Map<Element, string>();
  const ending = new page.AbortController();
  watchPage({
    window: page,
    tracker: { surfaces: [surface], watchedAttributes: ['data-key'] } as unknown as Tracker,
    isOurs: () => false,
    signal: ending.signal,
    // As chips are: what is there already stays as it is.
    found: (rows: Row[]) => {
      for (const { element, sighting } of rows) if (!shown.has(element)) shown.set(element, sighting.key);
    },
    changed: ({ element, sighting }) => shown.set(element, sighting.key),
    lost: ({ element }) => shown.delete(element),
    heal: () => {},
    navigated: () => {},
  });
  const near = (...each: boolean[]) =>
    tell(
      each.map((isIntersecting) => ({ target: row, isIntersecting }) as unknown as IntersectionObserverEntry),
      null as unknown as IntersectionObserver,
    );
  return { row, near, shown: () => shown.get(row) ?? null, end: () => ending.abort() };
}

it('does not show a row that came and went in one batch, nor its item when the row is back as another', () => {
  const { row, near, shown, end } = open();
  near(true, false);
  expect(shown()).toBeNull();
  row.setAttribute('data-key', 'github.com/o/r#2');
  near(true);
  expect(shown()).toBe('github.com/o/r#2');
  near(false, true);
  expect(shown()).toBe('github.com/o/r#2');
  near(false);
  expect(shown()).toBeNull();
  end();
});
