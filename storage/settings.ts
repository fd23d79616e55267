/** What a person can change. One row for each setting: one that can't be read falls back alone. */
import { canBeOwn } from '../domain/key';
import type { Database } from './database';
import { isOfSize } from './import/judge-event';
import type { Settings } from './rpc/protocol';
import { parseRows, type SettingRow, settingRow, type Warn } from './schema';

const DEFAULTS: Settings = { hiddenOn: [], ownHosts: {}, overHttp: [] };

export async function readSettings(db: Database, warn: Warn): Promise<Settings> {
  return { ...DEFAULTS, ...readRows(await db.settings.toArray(), warn) };
}

/** Those that this version knows; a newer Foothold's are left where they are. */
function readRows(stored: readonly SettingRow[], warn: Warn): Partial<Settings> {
  const known = stored.filter((row) => KNOWN.has(row?.name));
  const rows = parseRows(settingRow, known, 'settings', warn);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** @returns the settings as they are now */
export async function writeSettings(
  db: Database,
  { hiddenOn, ownHosts, overHttp }: Partial<Settings>,
  warn: Warn,
): Promise<Settings> {
  const rows: SettingRow[] = [];
  if (hiddenOn) rows.push({ name: 'hiddenOn', value: normalizeHosts(hiddenOn) });
  if (ownHosts) rows.push({ name: 'ownHosts', value: ownHosts });
  if (overHttp) rows.push({ name: 'overHttp', value: normalizeHosts(overHttp) });
  return db.transaction('rw', db.settings, async () => {
    await db.settings.bulkPut(rows);
    return readSettings(db, warn);
  });
}

/** What a file's settings change here. */
export interface SettingsUnion {
  rows: SettingRow[];
  /** New trackers of one's own. */
  hosts: string[];
  /** Hosts on which nothing is shown any more. */
  hidden: string[];
  /** Settings of a newer Foothold's that are not here yet: kept as they came. */
  unknown: string[];
  /** Settings that can't be read, and are left out. */
  unreadable: string[];
}

/** Settings of a newer Foothold's that are taken in: no more. */
const UNKNOWN_MAX = 100;
const KNOWN = new Set<string>(settingRow.options.map(({ shape }) => shape.name.value));

/**
 * Settings of a file united with those here. Hosts are added, none is removed; a tracker that is here already keeps
 * its kind and its scheme, so that no file turns an https address into http. Of settings that this version doesn't
 * know, those that are here stay.
 */
export function uniteSettings(
  stored: readonly SettingRow[],
  arriving: Readonly<Record<string, unknown>>,
): SettingsUnion {
  const here = { ...DEFAULTS, ...readRows(stored, () => {}) };
  const rows = Object.entries(arriving).map(([name, value]) => ({ name, value }) as SettingRow);
  const known = rows.filter(({ name }) => KNOWN.has(name));
  const readable = known.filter((row) => settingRow.safeParse(row).success);
  const there = { ...DEFAULTS, ...readRows(readable, () => {}) };

  const added = Object.entries(there.ownHosts).filter(
    ([host]) => canBeOwn(host) && !Object.hasOwn(here.ownHosts, host),
  );
  const hosts = added.map(([host]) => host);
  const hidden = normalizeHosts(there.hiddenOn).filter((host) => !here.hiddenOn.includes(host));
  const http = there.overHttp.filter((host) => hosts.includes(host));
  const names = new Set<string>(stored.map(({ name }) => name));
  const newer = rows.filter(
    ({ name, value }) => !KNOWN.has(name) && !names.has(name) && isOfSize({ name, value }),
  );
  const kept = newer.slice(0, UNKNOWN_MAX);
  const changed: SettingRow[] = [...kept];
  if (hidden.length > 0)
    changed.push({ name: 'hiddenOn', value: normalizeHosts([...here.hiddenOn, ...hidden]) });
  if (hosts.length > 0)
    changed.push({ name: 'ownHosts', value: { ...here.ownHosts, ...Object.fromEntries(added) } });
  if (http.length > 0) changed.push({ name: 'overHttp', value: normalizeHosts([...here.overHttp, ...http]) });
  return {
    rows: changed,
    hosts,
    hidden,
    unknown: kept.map(({ name }) => name),
    unreadable: known.filter((row) => !readable.includes(row)).map(({ name }) => name),
  };
}

/** Hosts as the browser writes them, each once. */
const normalizeHosts = (named: readonly string[]): string[] =>
  [...new Set(named.map((host) => host.trim().toLowerCase()).filter(Boolean))].sort();
