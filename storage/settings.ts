/** What a person can change. One row for each setting: one that can't be read falls back alone. */
import type { Database } from './database';
import type { Settings } from './rpc/protocol';
import { parseRows, type SettingRow, settingRow, type Warn } from './schema';

const DEFAULTS: Settings = { hiddenOn: [], ownHosts: {}, overHttp: [] };

export async function readSettings(db: Database, warn: Warn): Promise<Settings> {
  const rows = parseRows(settingRow, await db.settings.toArray(), 'settings', warn);
  return { ...DEFAULTS, ...Object.fromEntries(rows.map(({ name, value }) => [name, value])) };
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

/** Hosts as the browser writes them, each once. */
const normalizeHosts = (named: readonly string[]): string[] =>
  [...new Set(named.map((host) => host.trim().toLowerCase()).filter(Boolean))].sort();
