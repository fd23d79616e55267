/** What a status means that a page tells only by its name. Part of the background: no page has to carry such names. */
import type { Category } from '../../domain/facts';
import { type ItemKey, trackerOf } from '../../domain/key';
import type { TrackerName } from '../../domain/trackers';
import { categoryOfColumn } from '../github/api/columns';

const RULES: Partial<Record<TrackerName, (status: string) => Category | null>> = { github: categoryOfColumn };

/** @returns null: nobody knows; undefined: this tracker's pages tell the category where they know it */
export const categoryOf = (key: ItemKey, status: string): Category | null | undefined =>
  RULES[trackerOf(key)]?.(status);
