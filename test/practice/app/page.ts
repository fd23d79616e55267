/** What every practice component is given: where the page is, how it behaves, which day it counts from. */
import { createContext, useContext } from 'react';
import type { Given } from '../switches.ts';

export interface PageState {
  /** Address without the host. */
  url: string;
  /** Epoch ms that ages on the page are counted from. */
  today: number;
  switches: Given;
}

export interface Page extends PageState {
  /** Goes to an address as GitHub does: without loading the page anew. */
  go: (path: string) => void;
  /** Grows by one a second, once the page runs: what is rendered with it is rendered again. */
  tick: number;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('A practice component stands outside its page');
  return page;
}
