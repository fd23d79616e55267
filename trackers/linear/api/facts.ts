/** An issue as Linear's API tells it → facts. */
import { z } from 'zod';
import type { Category, SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import { date, maybeDate } from '../../api/graphql-answer';

const pageInfo = z.object({ hasNextPage: z.boolean() });

export const issueShape = z.object({
  identifier: z.string(),
  title: z.string(),
  createdAt: date,
  updatedAt: date,
  completedAt: maybeDate,
  canceledAt: maybeDate,
  previousIdentifiers: z.array(z.string()).catch([]),
  state: z.object({ id: z.string(), name: z.string().min(1), type: z.string() }),
  assignee: z
    .object({ name: z.string(), displayName: z.string() })
    .nullish()
    .transform((one) => one ?? null),
  // Either of them. One that can't be read leaves the time in status unknown, and no more than that.
  stateHistory: z
    .object({
      nodes: z.array(z.object({ stateId: z.string(), startedAt: date, endedAt: maybeDate })),
      pageInfo,
    })
    .nullish()
    .catch(null),
  history: z
    .object({
      nodes: z.array(
        z.object({ createdAt: date, fromStateId: z.string().nullish(), toStateId: z.string().nullish() }),
      ),
      pageInfo,
    })
    .nullish()
    .catch(null),
});
export type Issue = z.infer<typeof issueShape>;

const CATEGORIES: Readonly<Record<string, Category>> = {
  triage: 'todo',
  backlog: 'todo',
  unstarted: 'todo',
  started: 'doing',
  completed: 'done',
  canceled: 'done',
  duplicate: 'done',
};

/** What can't be told is left out: the local store may have told it. */
export function factsOf(issue: Issue, key: ItemKey): SeenFacts {
  const { state, assignee } = issue;
  const statusSince = sinceOf(issue);
  const category = Object.hasOwn(CATEGORIES, state.type) ? CATEGORIES[state.type]! : null;
  return {
    key,
    title: issue.title,
    status: state.name,
    category,
    // As the local store names people: else they would change names with who was asked last.
    assignees: assignee ? [assignee.name || assignee.displayName] : [],
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    ...(statusSince === null ? {} : { statusSince }),
    closedAt: category === 'done' ? (issue.completedAt ?? issue.canceledAt) : null,
  };
}

/** Since when it is in its state, epoch ms; null: it can't be told. */
function sinceOf({ state, createdAt, stateHistory, history }: Issue): number | null {
  if (stateHistory) {
    // In no order that is promised: the one that has not ended.
    const open = stateHistory.nodes.find(({ stateId, endedAt }) => endedAt === null && stateId === state.id);
    if (open) return open.startedAt;
    return stateHistory.nodes.length === 0 ? createdAt : null;
  }
  if (!history) return null;
  const [first, last] = [history.nodes[0], history.nodes.at(-1)];
  // More than a page: the latest is on this one only when the newest come first.
  if (history.pageInfo.hasNextPage && !(first && last && first.createdAt > last.createdAt)) return null;
  const moves = history.nodes.filter(({ toStateId }) => toStateId != null);
  const latest = moves.reduce<(typeof moves)[number] | null>(
    (newest, each) => (newest && newest.createdAt >= each.createdAt ? newest : each),
    null,
  );
  // The first minutes are folded into the creation, which leaves no trace of its own.
  if (!latest) return history.pageInfo.hasNextPage ? null : createdAt;
  return latest.toStateId === state.id ? latest.createdAt : null;
}
