/** An issue or a pull request as GitHub's API tells it → facts, in the words of GitHub's pages. */
import { z } from 'zod';
import type { Facts, SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import { date, maybeDate } from '../../api/graphql-answer';
import { CLOSED, DRAFT, MERGED, OPEN_ISSUE, OPEN_PULL, QUEUED, type Status } from '../states';
import { statusOfColumn } from './columns';

const column = z.object({
  project: z.object({ closed: z.boolean() }).nullish(),
  // Null: it stands in none. Empty: a field of this name that is no list of choices.
  fieldValueByName: z.object({ name: z.string(), updatedAt: date }).nullish().catch(null),
});

const shared = {
  title: z.string(),
  createdAt: date,
  updatedAt: date,
  closedAt: maybeDate,
  assignees: z
    .object({ nodes: z.array(z.object({ login: z.string() }).nullable()) })
    .nullish()
    .catch(null),
  // Nodes that may not be seen are null.
  timelineItems: z
    .object({ nodes: z.array(z.object({ createdAt: date }).nullable()) })
    .nullish()
    .catch(null),
  projectItems: z
    .object({ nodes: z.array(column.nullable().catch(null)) })
    .nullish()
    .catch(null),
};

export const itemShape = z.discriminatedUnion('__typename', [
  z.object({ __typename: z.literal('Issue'), issueState: z.enum(['OPEN', 'CLOSED']), ...shared }),
  z.object({
    __typename: z.literal('PullRequest'),
    pullState: z.enum(['OPEN', 'CLOSED', 'MERGED']),
    isDraft: z.boolean(),
    mergedAt: maybeDate,
    mergeQueueEntry: z.object({ enqueuedAt: maybeDate }).nullish().catch(null),
    ...shared,
  }),
]);
type GithubItem = z.infer<typeof itemShape>;

/** Its state, and since when, by what made it so last; null: it can't be told. */
function statusAndSinceOf(item: GithubItem): { state: Status; since: number | null } {
  const { createdAt, closedAt, timelineItems } = item;
  const [last] = timelineItems?.nodes ?? [];
  const opened = timelineItems ? (last === null ? null : (last?.createdAt ?? createdAt)) : null;
  if (item.__typename === 'Issue') {
    if (item.issueState === 'CLOSED') return { state: CLOSED, since: closedAt };
    return { state: OPEN_ISSUE, since: opened };
  }
  if (item.pullState === 'MERGED') return { state: MERGED, since: item.mergedAt ?? closedAt };
  if (item.pullState === 'CLOSED') return { state: CLOSED, since: closedAt };
  if (item.mergeQueueEntry) return { state: QUEUED, since: item.mergeQueueEntry.enqueuedAt };
  return { state: item.isDraft ? DRAFT : OPEN_PULL, since: opened };
}

/** GitHub's own words for states: any other that a page shows is a board's. */
const STATES = new Set([OPEN_ISSUE, DRAFT, QUEUED, CLOSED, MERGED].map(({ status }) => status));

/**
 * An open item's status is its column on a board of Projects, as on GitHub's own boards, where it stands in one;
 * `seenAs` is what lists call it then. One that is closed or merged is that.
 * @param known of several boards the one is meant that pages, or the API before, named its status by; else the one it
 * was moved on last
 */
export function factsOf(item: GithubItem, key: ItemKey, known: Facts | null): SeenFacts {
  const words = [known?.status, known?.seenAs];
  const { state, since } = statusAndSinceOf(item);
  const columns = (item.projectItems?.nodes ?? []).flatMap((node) => {
    const status = node?.project?.closed ? null : statusOfColumn(node?.fieldValueByName?.name);
    return status ? [{ ...status, since: node!.fieldValueByName!.updatedAt }] : [];
  });
  const named = columns.find(({ status }) => words.includes(status));
  const column = named ?? columns.sort((a, b) => b.since - a.since)[0] ?? null;
  const isDone = state.category === 'done';
  const facts: SeenFacts = {
    key,
    title: item.title,
    assignees: (item.assignees?.nodes ?? []).flatMap((one) => (one ? [one.login] : [])),
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    closedAt: isDone ? since : null,
  };
  if (isDone) return { ...facts, ...state, statusSince: since, ...(column ? { seenAs: column.status } : {}) };
  if (column)
    return {
      ...facts,
      status: column.status,
      category: column.category,
      statusSince: column.since,
      seenAs: state.status,
    };
  // A page shows it in a column of a board that can't be read: that word stands, since when is not known.
  const isSaid = !item.projectItems || known?.askedAt === null;
  const onBoard = isSaid && words.some((word) => word != null && !STATES.has(word));
  return onBoard ? { ...facts, statusSince: null } : { ...facts, ...state, statusSince: since };
}
