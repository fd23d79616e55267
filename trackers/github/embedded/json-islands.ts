/** JSON that GitHub's pages carry in `<script>` elements: read without trusting any of it. */

export type Json = unknown;

/** A field of a JSON object; undefined for anything that isn't one. */
export function valueAt(value: Json, ...path: string[]): Json {
  let here = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Record<string, Json>)[name];
  }
  return here;
}

export const listAt = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);
export const textAt = (value: Json): string | null =>
  typeof value === 'string' ? value.trim() || null : null;

/**
 * What an island holds; undefined when it is missing or broken. It can be a megabyte: callers remember what they read.
 */
export function parseIsland(script: Element | null): Json {
  try {
    return script ? JSON.parse(script.textContent) : undefined;
  } catch {
    // Cut off or not JSON: the island says nothing.
    return undefined;
  }
}
