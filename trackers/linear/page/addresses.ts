/** Linear's addresses. What names an item is domain/trackers/linear.ts's; here is what pages link to. */
import type { ItemKey } from '../../../domain/key';
import { linearAt, linearKeyAt } from '../../../domain/trackers/linear';

/**
 * A list or a board can stand on every page of a workspace, beside an issue too; on Linear's own site there is none.
 */
export const inWorkspace = (url: URL): boolean => linearAt(url) !== null;

export interface NamedItem {
  key: ItemKey;
  /** The title as the address words it: `crash-on-an-empty-file`; empty when it has none. */
  slug: string;
}

/** The item an href of a page names; null when it is no item, or one of another host. */
export function namedBy(href: string | null | undefined, page: URL): NamedItem | null {
  const target = href ? URL.parse(href, page.href) : null;
  const key = target?.host === page.host ? linearKeyAt(target) : null;
  if (!target || !key) return null;
  return { key, slug: decoded(target.pathname.split('/').filter(Boolean)[3] ?? '') };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
