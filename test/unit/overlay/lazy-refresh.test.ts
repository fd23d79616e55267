import { describe, expect, it } from 'vitest';
import { type LazyRefreshOptions, lazyRefresh } from '../../../components/overlay/facts/lazy-refresh';
import type { PageRefresh } from '../../../components/overlay/facts/page-refresh';
import type { LazyScripts } from '../../../components/overlay/script-loader';
import type { ItemKey } from '../../../domain/key';
import type { Answer } from '../../../storage/rpc/protocol';
import { key } from './tab';

const REFUSED: Answer<never> = { ok: false, error: { code: 'no-answer', params: [] } };

function open(early = false) {
  const shown = new Set<ItemKey>();
  const considered: ItemKey[][] = [];
  const loads: ((answer: Answer<LazyScripts['refresh']>) => void)[] = [];
  const ended = new AbortController();
  let again = 0;
  const loaded: PageRefresh = {
    consider: (keys) => void considered.push([...keys]),
    again: () => {
      again += 1;
    },
    reason: () => 'Jira gave no answer',
  };
  const asking = lazyRefresh('jira-refresh', { early })({
    load: () => new Promise((done) => loads.push(done)),
    items: { shown: () => shown, explainWith() {}, listen() {} },
    signal: ended.signal,
    // Handed on to what is loaded, which here uses none of it.
  } as unknown as LazyRefreshOptions);
  const answer = async (with_: Answer<LazyScripts['refresh']>) => {
    loads.at(-1)!(with_);
    await Promise.resolve();
    await Promise.resolve();
  };
  const code: Answer<LazyScripts['refresh']> = { ok: true, value: () => loaded };
  return { asking, shown, considered, loads, answer, code, end: () => ended.abort(), again: () => again };
}

describe('asking, until its script is there', () => {
  it('is loaded once, by the first item, and then asks for what is on the page', async () => {
    const { asking, shown, considered, loads, answer, code, again } = open();
    asking.again();
    expect(loads).toHaveLength(0);
    asking.consider([key(1)]);
    asking.consider([key(2)]);
    expect(loads).toHaveLength(1);
    expect(asking.reason(key(1))).toBeNull();
    shown.add(key(2));
    await answer(code);
    expect(considered).toEqual([[key(2)]]);
    asking.consider([key(3)]);
    asking.again();
    expect([considered.length, again(), asking.reason(key(1))]).toEqual([2, 1, 'Jira gave no answer']);
    expect(loads).toHaveLength(1);
  });

  it('is loaded before there are items where there always are', async () => {
    const { asking, considered, loads, answer, code } = open(true);
    expect(loads).toHaveLength(1);
    asking.consider([key(1)]);
    expect(loads).toHaveLength(1);
    await answer(code);
    asking.consider([key(1)]);
    expect(considered).toEqual([[], [key(1)]]);
  });

  it('is tried again, where it could not be loaded, when the person goes somewhere', async () => {
    const { asking, loads, answer } = open();
    asking.consider([key(1)]);
    await answer(REFUSED);
    asking.consider([key(2)]);
    expect(loads).toHaveLength(1);
    asking.again();
    asking.consider([key(3)]);
    expect(loads).toHaveLength(2);
  });

  it('does nothing on a page that ended meanwhile', async () => {
    const { asking, considered, answer, code, end } = open();
    asking.consider([key(1)]);
    end();
    await answer(code);
    expect(considered).toEqual([]);
  });
});
