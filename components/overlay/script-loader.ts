/**
 * Scripts that come to a page beside its content script, each when it is first needed: every page pays for the
 * content script, and most pages need no more than what shows chips.
 */
import type { Answer, ScriptName } from '../../storage/rpc/protocol';
import type { LayerCode } from './actions/lazy-layer';
import type { PageRefresh, PageRefreshOptions } from './facts/page-refresh';

/** What the scripts hand over, by what it is for. */
export interface LazyScripts {
  layer: LayerCode;
  refresh: (options: PageRefreshOptions) => PageRefresh;
}

/** Has a script run in this page, unless it did before. */
export type LoadScript = <What extends keyof LazyScripts>(
  what: What,
  part: ScriptName,
) => Promise<Answer<LazyScripts[What]>>;

declare global {
  /** How a script, which runs in the same isolated world, hands over what it has. */
  var footholdTakes: ((code: Partial<LazyScripts>) => void) | undefined;
}

/** @param run has the background run a script here */
export function createScriptLoader(run: (part: ScriptName) => Promise<Answer<null>>): LoadScript {
  const code: Partial<LazyScripts> = {};
  // Set before the page has elements: one with this name as its id would else be found in its place.
  globalThis.footholdTakes = (given) => void Object.assign(code, given);
  return async (what, part) => {
    const answer = code[what] ? null : await run(part);
    const value = code[what];
    if (value) return { ok: true, value };
    return answer && !answer.ok ? answer : { ok: false, error: { code: 'unexpected', params: [] } };
  };
}
