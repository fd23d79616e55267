/** Small drawings, as paths in a square of 16. */
export const PATHS = {
  start: 'M5 3.2v9.6a.4.4 0 0 0 .61.34l7.7-4.8a.4.4 0 0 0 0-.68l-7.7-4.8A.4.4 0 0 0 5 3.2Z',
  pause: 'M4.5 3h2v10h-2zM9.5 3h2v10h-2z',
  finish: 'm3 8.6 3.3 3.3L13 4.8',
  more: 'M3.2 8h.01M8 8h.01M12.8 8h.01',
  close: 'm4 4 8 8m0-8-8 8',
  arrow: 'M3 8h9.5M9 4.5 12.5 8 9 11.5',
} as const;

export const FILLED = new Set<IconName>(['start', 'pause']);

export type IconName = keyof typeof PATHS;
