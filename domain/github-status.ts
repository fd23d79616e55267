/** What GitHub's states and the columns of a Projects board mean for Foothold, in its pages' words and its API's. */
import type { Category } from './facts';

export interface Status {
  status: string;
  category: Category;
}

type Kind = 'issue' | 'pull';

export const OPEN_ISSUE: Status = { status: 'Open', category: 'todo' };
export const OPEN_PULL: Status = { status: 'Open', category: 'doing' };
export const DRAFT: Status = { status: 'Draft', category: 'doing' };
export const QUEUED: Status = { status: 'Queued', category: 'doing' };
export const CLOSED: Status = { status: 'Closed', category: 'done' };
export const MERGED: Status = { status: 'Merged', category: 'done' };

/**
 * From GitHub's words: "Open", "Status: Closed (completed).", "Draft Pull Request", and JSON's `OPEN`.
 * GitHub's interface is English only. Null when the words say no state.
 */
export function statusOfWords(words: string | null | undefined, kind: Kind): Status | null {
  const text = (words ?? '')
    .toLowerCase()
    .replace(/^\s*status:\s*/, '')
    .trim();
  const word = /^[a-z]+/.exec(text)?.[0];
  switch (word) {
    case 'open':
    case 'opened':
    case 'reopened':
      return kind === 'issue' ? OPEN_ISSUE : OPEN_PULL;
    case 'draft':
      return kind === 'pull' ? DRAFT : null;
    case 'queued':
      return kind === 'pull' ? QUEUED : null;
    case 'merged':
      return kind === 'pull' ? MERGED : null;
    case 'closed':
    case 'completed':
    case 'duplicate':
      return CLOSED;
    default:
      return null;
  }
}

/** Names people commonly give to columns: GitHub's templates, then what other trackers and languages use. */
const COLUMNS: Readonly<Record<Category, readonly string[]>> = {
  todo: [
    ...['backlog', 'todo', 'to do', 'to dos', 'ready', 'next', 'next up', 'up next', 'new', 'triage'],
    ...['needs triage', 'inbox', 'open', 'planned', 'not started', 'icebox', 'later', 'selected'],
    ...['selected for development', 'ready for development', 'ready for dev', 'sprint backlog'],
    ...['zu erledigen', 'offen', 'à faire', 'por hacer', 'pendiente', 'a fazer', 'da fare', '待办', '未着手'],
  ],
  doing: [
    ...['in progress', 'doing', 'in review', 'review', 'needs review', 'ready for review', 'code review'],
    ...['testing', 'in testing', 'qa', 'in qa', 'verification', 'started', 'active', 'wip', 'working on it'],
    ...['in development', 'development', 'implementing', 'in work', 'blocked', 'on hold', 'waiting'],
    ...['in arbeit', 'en cours', 'en curso', 'en progreso', 'em andamento', 'in corso', '进行中', '進行中'],
  ],
  done: [
    ...['done', 'complete', 'completed', 'closed', 'shipped', 'released', 'merged', 'finished', 'resolved'],
    ...['deployed', 'live', 'archived', 'cancelled', 'canceled', 'wont do', 'wont fix', 'not planned'],
    ...['erledigt', 'fertig', 'terminé', 'fait', 'hecho', 'terminado', 'concluído', 'fatto', '完成', '完了'],
  ],
};

const BY_COLUMN = new Map(
  Object.entries(COLUMNS).flatMap(([category, names]) => names.map((name) => [name, category as Category])),
);

/**
 * Category of a Projects column by its name, or null for a name that is not common: an unknown name is no
 * category, never a guess. Case, emoji, punctuation and extra space don't count.
 */
export function categoryOfColumn(name: string): Category | null {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return BY_COLUMN.get(plain) ?? null;
}

/** Status as a Projects column says it; the category of an uncommon name is null. Items without one stand in GitHub's column "No Status". */
export function statusOfColumn(
  name: string | null | undefined,
): { status: string; category: Category | null } | null {
  const status = name?.replace(/\s+/g, ' ').trim();
  if (!status || /^no status$/i.test(status)) return null;
  return { status, category: categoryOfColumn(status) };
}
