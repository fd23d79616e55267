/** The shape of each mark. It says the band as well as its colour, for those who can't tell colours. */
import type { Band } from '../../domain/age';

export type MarkName = Band | 'done' | 'unknown';

export const SHAPES: Record<MarkName, { d: string; filled: boolean }> = {
  fresh: { d: 'M6 2.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8Z', filled: false },
  aging: { d: 'M6 1.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4Z', filled: true },
  stale: { d: 'M5.3 1.6a.8.8 0 0 1 1.4 0l4.2 7.5a.8.8 0 0 1-.7 1.2H1.8a.8.8 0 0 1-.7-1.2Z', filled: true },
  done: { d: 'm2.4 6.3 2.4 2.4 4.8-5.2', filled: false },
  unknown: { d: 'M3 6h6', filled: false },
};
