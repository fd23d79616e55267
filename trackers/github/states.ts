/** What GitHub's states mean for Foothold, in its pages' words and its API's. */
import type { Category } from '../../domain/facts';

export interface Status {
  status: string;
  category: Category;
}

type ItemKind = 'issue' | 'pull';

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
export function statusOfWords(words: string | null | undefined, kind: ItemKind): Status | null {
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

/** The status a Projects column stands for. Items without one stand in GitHub's column "No Status": null. */
export function columnName(name: string | null | undefined): string | null {
  const status = name?.replace(/\s+/g, ' ').trim();
  return status && !/^no status$/i.test(status) ? status : null;
}
