/** JSON that GitHub's pages carry in `<script>` elements: read without trusting any of it. */
import type { SeenFacts } from '../../../domain/facts';

export type Json = unknown;

/** A field of a JSON object; undefined for anything that isn't one. */
export function at(value: Json, ...path: string[]): Json {
  let here = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Record<string, Json>)[name];
  }
  return here;
}

export const list = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);
export const text = (value: Json): string | null => (typeof value === 'string' ? value.trim() || null : null);

// An island never changes and can be a megabyte: each is parsed once, and its facts are read once.
const parsed = new WeakMap<Element, { json: Json }>();
const read = new WeakMap<Element, readonly SeenFacts[]>();

/** What an island holds; undefined when it is missing or broken. */
export function parse(script: Element | null): Json {
  if (!script) return undefined;
  let known = parsed.get(script);
  if (!known) {
    known = { json: undefined };
    try {
      known.json = JSON.parse(script.textContent);
    } catch {
      // Cut off or not JSON: the island says nothing.
    }
    parsed.set(script, known);
  }
  return known.json;
}

/** An island's facts, computed at the first call. */
export function once(script: Element, compute: () => readonly SeenFacts[]): readonly SeenFacts[] {
  let known = read.get(script);
  if (!known) {
    known = compute();
    read.set(script, known);
  }
  return known;
}
