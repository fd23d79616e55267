/**
 * Scripts that come to a page beside its content script, each when it is first needed: every page pays for the
 * content script, and most pages need no more than what shows chips.
 */
import type { Answer, Part } from '../../storage/rpc/protocol';
import type { LayerCode } from './editor/lazy-layer';
import type { AskOptions } from './facts/page-refresh';
import type { Asking } from './facts/refresh-scheduler';

/** What the parts have, by what it is for. */
export interface Code {
  layer: LayerCode;
  asking: (options: AskOptions) => Asking;
}

/** Has a part run in this page, unless it did before. */
export type Load = <What extends keyof Code>(what: What, part: Part) => Promise<Answer<Code[What]>>;

declare global {
  /** How a part, which runs in the same isolated world, hands over what it has. */
  var footholdTakes: ((code: Partial<Code>) => void) | undefined;
}

/** @param run has the background run a part here */
export function partLoader(run: (part: Part) => Promise<Answer<null>>): Load {
  const code: Partial<Code> = {};
  // Own, and there before any element of the page can go by its name.
  globalThis.footholdTakes = (given) => void Object.assign(code, given);
  return async (what, part) => {
    const answer = code[what] ? null : await run(part);
    const value = code[what];
    if (value) return { ok: true, value };
    return answer && !answer.ok ? answer : { ok: false, error: { code: 'unexpected', params: [] } };
  };
}
