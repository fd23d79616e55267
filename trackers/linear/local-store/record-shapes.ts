/**
 * What Linear's records look like, checked by hand. Shapes: trackers/linear.md §2, from the store itself (January 2025)
 * and from what others read of it by shape (March 2026). A field that is null is not there; dates are ISO texts.
 */
import type { Category } from '../../../domain/facts';
import { parseInstant } from '../../../domain/instant';

export type Shape = Record<string, unknown>;
export type Model = 'organization' | 'team' | 'state' | 'user' | 'history';

export const isRecord = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined: none, or no text. */
export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Epoch ms, from ISO text or a stored Date; undefined: none. */
export function instantIn(value: unknown): number | undefined {
  const at = value instanceof Date ? value.getTime() : parseInstant(value);
  return at === null || Number.isNaN(at) ? undefined : at;
}

export const CATEGORIES: ReadonlyMap<unknown, Category> = new Map<unknown, Category>([
  ['triage', 'todo'],
  ['backlog', 'todo'],
  ['unstarted', 'todo'],
  ['started', 'doing'],
  ['completed', 'done'],
  ['canceled', 'done'],
  ['duplicate', 'done'],
]);

/** What only a change in an issue's history has. */
const CHANGED = /^(?:from|to)(?:State|Assignee|Priority|Team|Parent|Project|Cycle)(?:Id)?$/;

const SHAPES: Record<Model, (record: Shape) => boolean> = {
  organization: ({ name, urlKey }) => !!textIn(name) && !!textIn(urlKey),
  team: ({ name, key }) => !!textIn(name) && /^[A-Z][A-Z\d]{0,9}$/.test(textIn(key) ?? ''),
  state: ({ name, type, teamId }) => !!textIn(name) && !!textIn(teamId) && CATEGORIES.has(type),
  user: ({ name, displayName, email }) => !!textIn(name) && !!textIn(displayName) && !!textIn(email),
  history: (record) =>
    !!textIn(record.issueId) &&
    instantIn(record.createdAt) !== undefined &&
    Object.keys(record).some((field) => CHANGED.test(field)),
};
export const MODELS = Object.keys(SHAPES) as Model[];

/** What these records are of; null: nothing that is needed here. */
export function modelOf(records: readonly unknown[]): Model | null {
  const sound = records.filter((record): record is Shape => isRecord(record) && !!textIn(record.id));
  return MODELS.find((model) => sound.some(SHAPES[model])) ?? null;
}
