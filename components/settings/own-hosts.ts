/** Adding and removing a Jira of one's own: what the browser and the background are asked, and what is said of it. */
import { type OwnTrackers, originOf, patternOf } from '../../domain/own-host';
import type { RpcClient } from '../../storage/rpc/client';
import type { Settings } from '../../storage/rpc/protocol';
import { t } from '../wording/messages';
import { refusalText } from '../wording/refusal-text';
import { type Pasted, readAddress } from './jira-address';

/** The browser's permissions, by match pattern. `entrypoints/dashboard/permissions.ts` asks the browser. */
export interface Permissions {
  /** Must be called in the very event in which the person asked for it. Rejects where the browser can't ask. */
  ask(pattern: string): Promise<boolean>;
  has(pattern: string): Promise<boolean>;
  giveBack(pattern: string): Promise<void>;
  /** Calls when a permission came or went, whoever did it. */
  onChange(changed: () => void, signal: AbortSignal): void;
}

export interface HostChange {
  settings: Settings;
  text: string;
}
export type Outcome = HostChange | { fault: string };

interface HostContext {
  permissions: Permissions;
  rpc: RpcClient;
}

/**
 * Adds the Jira of a pasted address, or asks again for one whose permission was withdrawn.
 * @param permitted origins of those added that the browser lets Foothold in at, as far as they are known
 */
export function addHost(text: string, permitted: ReadonlySet<string>, asked: HostContext): Promise<Outcome> {
  const pasted = readAddress(text);
  if ('fault' in pasted) return Promise.resolve({ fault: addressFaultText(pasted) });
  const { host, overHttp } = pasted;
  const origin = originOf(host, overHttp ? [host] : []);
  if (permitted.has(origin)) return Promise.resolve({ fault: t('settingsFaultAdded', origin) });
  // Nothing is awaited before this: the browser asks a person only in the event of their click.
  const answered = asked.permissions.ask(patternOf(origin)).catch(() => null);
  return answered.then((allowed) => saveHost(allowed, { host, origin }, asked));
}

async function saveHost(
  allowed: boolean | null,
  { host, origin }: { host: string; origin: string },
  { permissions, rpc }: HostContext,
): Promise<Outcome> {
  if (!allowed)
    return { fault: t(allowed === null ? 'settingsFaultCantAsk' : 'settingsFaultRefused', origin) };
  // As they are now: the question may have stood there for long.
  const answer = await rpc.settings();
  if (!answer.ok) return { fault: refusalText(answer.error) };
  const settings = answer.value;
  const before = Object.hasOwn(settings.ownHosts, host) ? originOf(host, settings.overHttp) : null;
  const others = settings.overHttp.filter((each) => each !== host);
  const next: OwnTrackers = {
    ownHosts: { ...settings.ownHosts, [host]: 'jira' },
    overHttp: origin === originOf(host, []) ? others : [...others, host],
  };
  const saved = await writeHosts(next, rpc);
  if ('fault' in saved) {
    await giveBack(origin, settings, permissions);
    return saved;
  }
  // It was reached by the other scheme before.
  if (before !== null) await giveBack(before, saved.settings, permissions);
  return { ...saved, text: t('settingsDidAdd', origin) };
}

export async function removeHost(host: string, { permissions, rpc }: HostContext): Promise<Outcome> {
  const answer = await rpc.settings();
  if (!answer.ok) return { fault: refusalText(answer.error) };
  const settings = answer.value;
  const origin = originOf(host, settings.overHttp);
  const { [host]: _, ...ownHosts } = settings.ownHosts;
  const saved = await writeHosts(
    { ownHosts, overHttp: settings.overHttp.filter((each) => each !== host) },
    rpc,
  );
  if ('fault' in saved) return saved;
  await giveBack(origin, saved.settings, permissions);
  return { ...saved, text: t('settingsDidRemove', origin) };
}

async function writeHosts(
  { ownHosts, overHttp }: OwnTrackers,
  rpc: RpcClient,
): Promise<{ settings: Settings } | { fault: string }> {
  const answer = await rpc.ask({
    type: 'set',
    settings: { ownHosts: { ...ownHosts }, overHttp: [...overHttp] },
  });
  return answer.ok ? { settings: answer.value } : { fault: refusalText(answer.error) };
}

/** Unless another one that is added has it too: a permission holds for every port of its host. */
async function giveBack(origin: string, own: OwnTrackers, permissions: Permissions): Promise<void> {
  const pattern = patternOf(origin);
  const isUsed = Object.keys(own.ownHosts).some(
    (host) => patternOf(originOf(host, own.overHttp)) === pattern,
  );
  // It may be gone already: a person can withdraw it in the browser as well.
  if (!isUsed) await permissions.giveBack(pattern).catch(() => {});
}

function addressFaultText(pasted: Extract<Pasted, { fault: string }>): string {
  switch (pasted.fault) {
    case 'empty':
      return t('settingsFaultEmpty');
    case 'no-address':
      return t('settingsFaultNoAddress');
    case 'known':
      return t('settingsFaultKnown', pasted.host);
    case 'other':
      return t('settingsFaultOther', pasted.host);
  }
}

/** Origins of those added that the browser lets Foothold in at. */
export async function permittedOf(own: OwnTrackers, permissions: Permissions): Promise<Set<string>> {
  const origins = Object.keys(own.ownHosts).map((host) => originOf(host, own.overHttp));
  const has = await Promise.all(origins.map((origin) => permissions.has(patternOf(origin))));
  return new Set(origins.filter((_, index) => has[index]));
}
