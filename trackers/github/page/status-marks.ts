/** Statuses as GitHub's pages draw them: labels and icons. */
import { CLOSED, DRAFT, MERGED, OPEN_ISSUE, OPEN_PULL, QUEUED, type Status } from '../states';

/** `data-status` of Primer's StateLabel (2026-07, [M], 2026-07-pull-*.html; the rest from Primer's own list). */
const BY_LABEL: Readonly<Record<string, Status>> = {
  issueOpened: OPEN_ISSUE,
  issueClosed: CLOSED,
  issueClosedNotPlanned: CLOSED,
  pullOpened: OPEN_PULL,
  pullClosed: CLOSED,
  pullMerged: MERGED,
  pullQueued: QUEUED,
  draft: DRAFT,
};

/** Octicons that stand for a state (2026, github.md "Projects table", 2026-list-rows-reconstructed.html). */
const BY_ICON: Readonly<Record<string, Status>> = {
  'octicon-issue-opened': OPEN_ISSUE,
  'octicon-issue-reopened': OPEN_ISSUE,
  'octicon-issue-closed': CLOSED,
  'octicon-skip': CLOSED,
  'octicon-git-pull-request': OPEN_PULL,
  'octicon-git-pull-request-draft': DRAFT,
  'octicon-git-pull-request-closed': CLOSED,
  'octicon-git-merge': MERGED,
  'octicon-git-merge-queue': QUEUED,
};

/** From `data-status`, or null. */
export function statusOfLabel(value: string | null | undefined): Status | null {
  return value && Object.hasOwn(BY_LABEL, value) ? BY_LABEL[value]! : null;
}

/** From an octicon's class list, or null. */
export function statusOfIcon(icon: Element | null | undefined): Status | null {
  for (const name of icon?.classList ?? []) {
    if (Object.hasOwn(BY_ICON, name)) return BY_ICON[name]!;
  }
  return null;
}
