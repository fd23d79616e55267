/** What keys and menus can do with the list or board that is shown: it says so itself, as it alone knows its lines. */
import { useLayoutEffect } from 'react';
import type { Issue } from '../data.ts';

export interface Handles {
  /** Entries that j and k go through, in their order. */
  order: readonly string[];
  issueOf(entry: string): Issue | null;
  /** Scrolls it into sight. */
  reveal(entry: string): void;
}

let current: Handles | null = null;

export const handlesNow = (): Handles | null => current;

export function useHandles(handles: Handles): void {
  useLayoutEffect(() => {
    current = handles;
    return () => {
      if (current === handles) current = null;
    };
  }, [handles]);
}
