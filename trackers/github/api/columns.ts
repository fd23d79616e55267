/**
 * What the columns of a Projects board mean. Pages tell their names alone, and the background what they mean: no page
 * has to carry the names people give them.
 */
import type { Category } from '../../../domain/facts';
import { columnName } from '../states';

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

/** Status as a Projects column says it; the category of an uncommon name is null. */
export function statusOfColumn(
  name: string | null | undefined,
): { status: string; category: Category | null } | null {
  const status = columnName(name);
  return status === null ? null : { status, category: categoryOfColumn(status) };
}
