/**
 * The registry of trackers. Manifest, settings, schemas, refusals and the rules of the house derive from it. Content
 * scripts bring along their own tracker's file alone, never this list: every page pays for their size.
 */
import type { TrackerEntry } from './entry';
import { githubEntry } from './github';
import { jiraEntry } from './jira';
import { linearEntry } from './linear';

/** In the order in which people are shown them: first those whose pages tell least of their items. */
export const TRACKERS = [jiraEntry, linearEntry, githubEntry] as const satisfies readonly TrackerEntry[];

/** What takes a registry derives from any: a test gives it one more tracker. */
export type Registry = readonly TrackerEntry[];

type Listed = (typeof TRACKERS)[number];
export type TrackerName = Listed['name'];
/** Trackers whose public API is asked where a person gave a key (Linear) or a token (GitHub) for it. */
export type ApiTracker = Extract<Listed, { api: object }>['name'];
/** Trackers of which a person can add hosts of their own. */
export type AddableTracker = Extract<Listed, { isAddable: true }>['name'];
/** Trackers whose own data is asked for what their pages don't show. */
export type SourceTracker = Extract<Listed, { hasFactSource: true }>['name'];
/** Where a short name is understood: `#12` in a repository, `APP-12` on a Jira, `ENG-12` in a workspace of Linear. */
export type TrackerPlace = NonNullable<ReturnType<Listed['placeAt']>>;

export const sourceTrackers = (trackers: Registry = TRACKERS): SourceTracker[] =>
  trackers.flatMap(({ name, hasFactSource }) => (hasFactSource ? [name as SourceTracker] : []));

export const apiTrackers = (trackers: Registry = TRACKERS): ApiTracker[] =>
  trackers.flatMap(({ name, api }) => (api ? [name as ApiTracker] : []));

export const addableTrackers = (trackers: Registry = TRACKERS): AddableTracker[] =>
  trackers.flatMap(({ name, isAddable }) => (isAddable ? [name as AddableTracker] : []));

/** Match patterns of all public pages. */
export const publicMatches = (trackers: Registry = TRACKERS): string[] =>
  trackers.flatMap(({ matches }) => matches);

/** Where the background may ask for anything, once a person gave a key or token. */
export const apiOrigins = (trackers: Registry = TRACKERS): string[] =>
  trackers.flatMap(({ api }) => (api ? [api.origin] : []));

export function apiOrigin(tracker: ApiTracker): string {
  return TRACKERS.find(({ name }) => name === tracker)!.api!.origin;
}
