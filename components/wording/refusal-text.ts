/** What a refusal says to a person. */
import type { ApiTracker, ErrorCode, Refusal } from '../../storage/rpc/protocol';
import { language, type MessageName, t } from './messages';
import { trackerWord } from './tracker-word';

type Snake<Text extends string> = Text extends `${infer Start}-${infer Rest}`
  ? `${Start}_${Snake<Rest>}`
  : Text;

/** One sentence or two: what was wrong, and what to do. */
export function refusalText({ code, params }: Refusal): string {
  // The type holds every code to a message of its own.
  const name: MessageName = `error_${code.replaceAll('-', '_') as Snake<ErrorCode>}`;
  return t(name, ...params.map((param) => worded(code, param)));
}

function worded(code: ErrorCode, param: string): string {
  if (code === 'wrong-state') return t(`state_${param}` as MessageName);
  if (code === 'token-refused' || code === 'token-untried') return trackerWord(param as ApiTracker);
  return code === 'too-long' ? Number(param).toLocaleString(language()) : param;
}
