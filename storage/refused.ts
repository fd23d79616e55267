/** Refusals as exceptions: inside storage a refusal ends a transaction by being thrown; server.ts answers with it. */
import type { ErrorCode, Refusal } from './rpc/protocol';

export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: Refusal;
  constructor(code: ErrorCode, more: Partial<Omit<Refusal, 'code'>> = {}, cause?: unknown) {
    super(code, { cause });
    this.refusal = { params: [], ...more, code };
  }
}

const FULL_ERRORS = new Set(['QuotaExceededError']);
/** The database could not be opened, went away, or gave up halfway: trying again may work. */
const CLOSED_ERRORS = new Set([
  'OpenFailedError',
  'DatabaseClosedError',
  'MissingAPIError',
  'InvalidStateError',
  'NoSuchDatabaseError',
  'TimeoutError',
  'UnknownError',
  'VersionError',
  'AbortError',
]);

/** What an error of IndexedDB or Dexie means to a person; anything else is 'unexpected'. */
export function refusedBy(error: unknown): Refused {
  if (error instanceof Refused) return error;
  const names = errorNames(error);
  const any = (known: Set<string>) => names.some((name) => known.has(name));
  const code = any(FULL_ERRORS) ? 'storage-full' : any(CLOSED_ERRORS) ? 'storage-closed' : 'unexpected';
  return new Refused(code, {}, error);
}

/** Names of an error and of those it wraps: Dexie puts the cause into `inner`, and a bulk's into `failures`. */
function errorNames(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { name, inner, cause, failures } = error as Record<string, unknown>;
  const wrapped = [inner, cause, ...(Array.isArray(failures) ? failures : [])];
  return [String(name), ...wrapped.flatMap((each) => errorNames(each, depth + 1))];
}
