/** What people wrote under the practice items. Parts are plain data, so no page puts markup in by hand. */
import type { Item } from './items.ts';

export type Part =
  | string
  | { item: number; repo?: string }
  /** A whole address instead of `#12`. */
  | { address: number }
  | { code: string }
  | { person: string };

export type Block = { p: Part[] } | { list: Part[][] } | { quote: Part[] } | { pre: string };

export interface Comment {
  author: string;
  /** Days before the page's today. */
  daysAgo: number;
  blocks: Block[];
}

export function bodyOf(item: Item): Block[] {
  return [
    {
      p: [
        'Seen by two teams this week. It began around the time of ',
        { item: 40 },
        ' and looks related to ',
        { item: 12, repo: 'gadgets' },
        '.',
      ],
    },
    { list: [['Open any widget'], ['Press ', { code: 'Save' }, ' twice'], ['Look at ', { address: 41 }]] },
    { pre: `at saveWidget (widget.ts:${item.number})\n  // see /acme/widgets/issues/42` },
  ];
}

export function commentsOf(item: Item): Comment[] {
  const days = (part: number) => Math.max(1, Math.floor(part * 20));
  return [
    {
      author: 'bob',
      daysAgo: days(0.9),
      blocks: [
        { p: ['I could make it happen on ', { code: 'main' }, '. Same cause as ', { item: 43 }, '?'] },
      ],
    },
    {
      author: 'carol',
      daysAgo: days(0.4),
      blocks: [
        { quote: ['Same cause as ', { item: 43 }, '?'] },
        { p: [{ person: 'bob' }, ' no: ', { address: item.number }, ' happens without it as well.'] },
      ],
    },
    { author: 'alice', daysAgo: 2, blocks: [{ p: ['Parked until the release, then this is next.'] }] },
  ];
}
