/**
 * Going from page to page without loading, in GitHub's two ways (trackers/github.md, "Navigation and observing"):
 * between React pages the address changes once the answer is there, and `soft-nav:react-done` follows the render;
 * to and from pages built on the server the address changes first, and the whole body is replaced as Turbo does.
 */
import { isServerBuilt, routeOf } from '../routes.ts';
import type { PageState } from './page.ts';

export interface Surroundings {
  state(): PageState;
  /** Shows another address in the running app. */
  show(url: string): void;
  /** Starts the app of a body that has just been put in. */
  start(): void;
  /** Ends the app of the body that is about to go. */
  stop(): void;
}

const tell = (name: string) => document.dispatchEvent(new Event(name, { bubbles: true }));

const pathNow = () => location.pathname + location.search;

export function navigator(around: Surroundings): { go(path: string): void } {
  let shown = pathNow();
  let latest = 0;

  async function soft(path: string, push: boolean, turn: number): Promise<void> {
    tell('soft-nav:start');
    const answer = await fetch(`/_practice/fragment?${new URLSearchParams({ ...query(), url: path })}`);
    if (turn !== latest) return;
    if (!answer.ok) return complain();
    if (push) history.pushState({}, '', path);
    shown = path;
    tell('soft-nav:payload');
    around.show(path);
  }

  async function turbo(path: string, push: boolean, turn: number): Promise<void> {
    tell('turbo:visit');
    if (push) history.pushState({}, '', path);
    const answer = await fetch(`/_practice/body?${new URLSearchParams({ ...query(), url: path })}`);
    if (turn !== latest) return;
    if (!answer.ok) return complain();
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    tell('turbo:before-render');
    around.stop();
    document.title = next.title;
    document.body.replaceWith(document.adoptNode(next.body));
    shown = path;
    around.start();
    scrollTo(0, 0);
    tell('turbo:render');
    tell('turbo:load');
  }

  const query = () =>
    Object.fromEntries(Object.entries(around.state().switches).map(([name, value]) => [name, String(value)]));

  async function visit(path: string, push: boolean): Promise<void> {
    latest += 1;
    const turn = latest;
    const route = (url: string) => routeOf(new URL(url, location.origin));
    const { era } = around.state().switches;
    window.practice.navigations.push(path);
    document.documentElement.setAttribute('aria-busy', 'true');
    const serverBuilt = isServerBuilt(route(path), era) || isServerBuilt(route(shown), era);
    try {
      await (serverBuilt ? turbo(path, push, turn) : soft(path, push, turn));
    } catch {
      complain();
    } finally {
      if (turn === latest) document.documentElement.removeAttribute('aria-busy');
    }
  }

  addEventListener('popstate', () => {
    // An anchor on the same page is no other page.
    if (pathNow() !== shown) void visit(pathNow(), false);
  });

  return {
    go(path) {
      const url = new URL(path, location.href);
      if (url.origin !== location.origin) location.assign(url);
      else if (url.hash && url.pathname + url.search === shown) location.hash = url.hash;
      else void visit(url.pathname + url.search, true);
    },
  };
}

function complain(): void {
  document.querySelector<HTMLElement>('#practice-error')?.removeAttribute('hidden');
}
