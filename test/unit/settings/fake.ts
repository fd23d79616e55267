/** A browser's permissions and registered scripts, as far as own hosts need them, with its own rules. */
import type { Permissions } from '../../../components/settings/own-hosts';

/** A pattern as Firefox takes it: no port. */
const PATTERN = /^https?:\/\/(\[[\da-f:]+\]|[^\s/:*]+)\/\*$/;

export function fakeBrowser() {
  const granted = new Set<string>();
  const scripts = new Map<string, { id: string; matches: string[] }>();
  const calls: string[] = [];
  const checked = (patterns: string[]) => {
    for (const each of patterns) if (!PATTERN.test(each)) throw new Error(`Invalid pattern ${each}`);
    return patterns;
  };
  return {
    granted,
    scripts,
    calls,
    browser: {
      permissions: {
        contains: async ({ origins = [] }: { origins?: string[] }) =>
          checked(origins).every((origin) => granted.has(origin)),
      },
      scripting: {
        getRegisteredContentScripts: async () => [...scripts.values()] as never,
        async registerContentScripts(added: { id: string; matches?: string[] }[]) {
          if (added.some(({ id }) => scripts.has(id))) throw new Error('Duplicate script ID');
          for (const each of added) {
            scripts.set(each.id, { ...each, matches: checked(each.matches ?? []) });
            calls.push(`+ ${each.matches}`);
          }
        },
        async unregisterContentScripts({ ids = [] }: { ids?: string[] } = {}) {
          if (ids.some((id) => !scripts.has(id))) throw new Error('Nonexistent script ID');
          for (const id of ids) {
            calls.push(`- ${scripts.get(id)!.matches}`);
            scripts.delete(id);
          }
        },
      },
    },
  };
}

/** @param answer to the browser's question; null: it can't be asked */
export function fakePermissions(answer: boolean | null) {
  const granted = new Set<string>();
  const asked: string[] = [];
  const permissions: Permissions = {
    ask(pattern) {
      asked.push(pattern);
      if (answer === null) return Promise.reject(new Error('may only be called from a user input handler'));
      if (answer) granted.add(pattern);
      return Promise.resolve(answer);
    },
    has: async (pattern) => granted.has(pattern),
    async giveBack(pattern) {
      if (!granted.delete(pattern)) throw new Error('not granted');
    },
    onChange() {},
  };
  return { permissions, granted, asked };
}
