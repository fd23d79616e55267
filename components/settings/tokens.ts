/**
 * Storing and removing keys for trackers' APIs: what the browser and the background are asked, and what is said of it.
 */
import { originOf, patternOf } from '../../domain/own-host';
import { ownerOfToken, tokenFault } from '../../domain/token';
import { apiOrigin } from '../../domain/trackers';
import type { RpcClient } from '../../storage/rpc/client';
import type { Answer, ApiTracker, TokenState, TokenStates } from '../../storage/rpc/protocol';
import { dateTime } from '../wording/instant-text';
import { t } from '../wording/messages';
import { refusalText } from '../wording/refusal-text';
import { trackerWord } from '../wording/tracker-word';
import type { Permissions } from './own-hosts';

export type TokenOutcome = { tokens: TokenStates; text: string } | { fault: string };

interface TokenContext {
  permissions: Permissions;
  rpc: Pick<RpcClient, 'ask' | 'settings'>;
}

/** What the browser is asked for. The background asks nobody else, and neither lets the extension's policy. */
const patternFor = (tracker: ApiTracker) => patternOf(apiOrigin(tracker));

/** @param before whether one is stored already */
export function store(
  tracker: ApiTracker,
  written: string,
  before: boolean,
  asked: TokenContext,
): Promise<TokenOutcome> {
  const word = trackerWord(tracker);
  switch (tokenFault(written, tracker)) {
    case 'empty':
      return Promise.resolve({ fault: t('settingsFaultTokenEmpty') });
    case 'no-token':
      return Promise.resolve({ fault: t('settingsFaultNoToken') });
    case 'other': {
      const other = trackerWord(ownerOfToken(written)!);
      return Promise.resolve({ fault: t('settingsFaultOtherToken', other, word) });
    }
  }
  // Nothing is awaited before this: the browser asks a person only in the event of their click.
  return requestPermission(tracker, asked).then(async (fault) => {
    if (fault) return { fault };
    const answer = await asked.rpc.ask({ type: 'token', tracker, token: written.trim() });
    if (!answer.ok && !before) await giveBack(tracker, asked);
    return said(answer, t('settingsDidStore', word));
  });
}

/** For one whose permission was withdrawn. */
export function allow(tracker: ApiTracker, asked: TokenContext): Promise<TokenOutcome> {
  return requestPermission(tracker, asked).then(async (fault) => {
    if (fault) return { fault };
    return said(await asked.rpc.ask({ type: 'tokens' }), t('settingsDidAllow', trackerWord(tracker)));
  });
}

export async function forget(tracker: ApiTracker, asked: TokenContext): Promise<TokenOutcome> {
  const answer = await asked.rpc.ask({ type: 'token', tracker, token: null });
  if (answer.ok) await giveBack(tracker, asked);
  return said(answer, t('settingsDidForget', trackerWord(tracker)));
}

const said = (answer: Answer<TokenStates>, text: string): TokenOutcome =>
  answer.ok ? { tokens: answer.value, text } : { fault: refusalText(answer.error) };

/** Why the browser doesn't let Foothold ask there; null: it does. */
function requestPermission(tracker: ApiTracker, { permissions }: TokenContext): Promise<string | null> {
  return permissions.ask(patternFor(tracker)).then(
    (allowed) => (allowed ? null : t('settingsFaultTokenPermission', trackerWord(tracker))),
    () => t('settingsFaultCantAsk', apiOrigin(tracker)),
  );
}

/** Unless a Jira that was added stands there: a permission holds for every port of its host. */
async function giveBack(tracker: ApiTracker, { permissions, rpc }: TokenContext): Promise<void> {
  const settings = await rpc.settings();
  if (!settings.ok) return;
  const { ownHosts, overHttp } = settings.value;
  const pattern = patternFor(tracker);
  if (Object.keys(ownHosts).some((host) => patternOf(originOf(host, overHttp)) === pattern)) return;
  // It may be gone already: a person can withdraw it in the browser as well.
  await permissions.giveBack(pattern).catch(() => {});
}

const WAITS = {
  limited: 'settingsWaitsLimited',
  later: 'settingsWaitsLater',
  'not-understood': 'settingsWaitsNotUnderstood',
} as const;

/** How it fares, in a sentence or two. */
export function stateText(tracker: ApiTracker, state: TokenState): string[] {
  const word = trackerWord(tracker);
  const { over, waitsUntil, trouble, answeredAt } = state;
  const opens = state.opens === '' ? null : t(`settings_opens_${tracker}`, state.opens);
  const isOver = over && t(over === 'refused' ? 'settingsOverRefused' : 'settingsOverWithdrawn', word);
  if (isOver) return [opens, isOver].filter((text) => text !== null);
  const waits =
    waitsUntil === null ? null : t(trouble ? WAITS[trouble] : 'settingsWaits', word, dateTime(waitsUntil));
  const answered = answeredAt === null ? null : t('settingsAnswered', dateTime(answeredAt));
  const partial = state.isPartial ? t('settingsPartial') : null;
  return [opens, waits, answered, partial].filter((text) => text !== null);
}
