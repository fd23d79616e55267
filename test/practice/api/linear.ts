/**
 * Linear's public API as far as it is known: shapes by the public schema, limits, codes and headers by
 * trackers/linear.md §3 and what people report of it (a query too complex: status 400, INPUT_ERROR). It tells of the
 * practice issues.
 */
import { type SelectionSetNode, valueFromASTUntyped } from 'graphql';
import { findIssue, type Issue, inState, issuesOf, MOST, WORKSPACE } from '../linear/data.ts';
import { type Node, type Question, Refuse } from './run.ts';
import { LINEAR_SCHEMA } from './schema.ts';
import { type ApiStand, type Fault, type Kind, POISON, standIn } from './server.ts';

export const LINEAR_KEY = 'lin_api_PracticeKey0123456789abcdefghijklmnopqrs';

const LIMITS = { requests: 2500, complexity: 3_000_000, query: 10_000 };

const date = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const page = (nodes: Node[], first = 50): Node => ({
  nodes: nodes.slice(0, first),
  pageInfo: { hasNextPage: nodes.length > first, hasPreviousPage: false },
});

function issueNode(issue: Issue): Node {
  const spans = [issue.created, ...issue.history.map(({ at }) => at)].map(
    (at, index, all): Node => ({
      id: `${issue.id}-${index}`,
      stateId: issue.history[index]?.from ?? issue.state.id,
      startedAt: date(at),
      endedAt: date(all[index + 1] ?? null),
    }),
  );
  const moves = issue.history.map(
    ({ id, at, from, to }): Node => ({ id, createdAt: date(at), fromStateId: from, toStateId: to }),
  );
  return {
    ...issue,
    url: `https://linear.app/${WORKSPACE.urlKey}/issue/${issue.identifier}`,
    createdAt: date(issue.created),
    updatedAt: date(issue.updated),
    startedAt: date(issue.started),
    completedAt: date(issue.completed),
    canceledAt: date(issue.canceled),
    previousIdentifiers: issue.previous,
    // In no order that is promised.
    stateHistory: ({ first }: { first?: number }) => page([...spans].reverse(), first),
    history: ({ first }: { first?: number }) => page([...moves].reverse(), first),
  };
}

interface Filter {
  and?: Filter[];
  or?: Filter[];
  team?: { key?: { eq?: string; in?: string[] } };
  number?: { eq?: number; in?: number[] };
}

const compares = <T>(value: T, by: { eq?: T; in?: T[] } | undefined): boolean =>
  (by?.eq === undefined || by.eq === value) && (by?.in === undefined || by.in.includes(value));

const passes = (issue: Issue, filter: Filter): boolean =>
  compares(issue.team.key as string, filter.team?.key) &&
  compares(issue.number, filter.number) &&
  (filter.and ?? []).every((each) => passes(issue, each)) &&
  (filter.or === undefined || filter.or.some((each) => passes(issue, each)));

/** 0.1 for a field, 1 for an object, and what stands in a connection as often as it is asked for: 50 unless told. */
function complexityOf({ operation, variables }: Question): number {
  const cost = ({ selections }: SelectionSetNode): number =>
    selections.reduce((sum, selection) => {
      if (selection.kind === 'FragmentSpread') throw new Error('Fragments with names are not counted here.');
      if (selection.kind === 'InlineFragment') return sum + cost(selection.selectionSet);
      if (!selection.selectionSet) return sum + 0.1;
      const first = selection.arguments?.find(({ name }) => name.value === 'first');
      const given = first && (valueFromASTUntyped(first.value, variables) as number | undefined);
      const isConnection = selection.selectionSet.selections.some(
        (one) => one.kind === 'Field' && one.name.value === 'nodes',
      );
      return sum + (isConnection ? (given ?? 50) : 1) * (1 + cost(selection.selectionSet));
    }, 0);
  return Math.round(cost(operation.selectionSet));
}

const REFUSALS = {
  refused: [
    401,
    'Authentication required, not authenticated',
    'AUTHENTICATION_ERROR',
    'authentication error',
  ],
  limited: [400, 'Rate limit exceeded', 'RATELIMITED', 'ratelimited'],
  complex: [400, 'Query too complex', 'INPUT_ERROR', 'invalid input'],
} as const;

export interface LinearApi extends ApiStand {
  /** Somebody moved an issue to another state. */
  move(identifier: string, state: string, at: number): void;
}

/** @param today epoch ms that ages are counted from */
export function openLinearApi(today: number, now?: () => number): LinearApi {
  const moved = new Map<string, [state: string, at: number]>();
  const current = (issue: Issue): Issue => {
    const to = moved.get(issue.identifier);
    return to ? inState(issue, ...to) : issue;
  };
  let all: Issue[] | null = null;

  const root = (fault: Fault | null): Node => {
    const node = (issue: Issue): Node => {
      const whole = issueNode(current(issue));
      if (fault?.kind === 'poison' && fault.name === issue.identifier)
        return {
          ...whole,
          title: () => {
            throw new Refuse('', { type: POISON });
          },
        };
      if (fault?.kind !== 'partial' || !fault.names.includes(issue.identifier)) return whole;
      return {
        ...whole,
        assignee: () => {
          throw new Refuse('Internal server error', { extensions: { code: 'INTERNAL_SERVER_ERROR' } });
        },
      };
    };
    return {
      viewer: { id: 'ana', name: 'Ana Costa', displayName: 'ana', email: 'ana@acme.test' },
      organization: WORKSPACE as unknown as Node,
      issues: ({ filter = {}, first }: { filter?: Filter; first?: number }) => {
        all ??= issuesOf(MOST, today);
        return page(all.filter((issue) => passes(issue, filter)).map(node), first);
      },
      issue: ({ id }: { id: string }) => {
        const issue = findIssue(id, today);
        if (issue) return node(issue);
        throw new Refuse('Entity not found: Issue', {
          extensions: { type: 'invalid input', code: 'INPUT_ERROR', statusCode: 400, userError: true },
        });
      },
    };
  };

  const kind: Kind = {
    schema: LINEAR_SCHEMA,
    path: '/graphql',
    // As it is: "Bearer" is for OAuth.
    opens: (authorization) => authorization === LINEAR_KEY,
    root,
    complexity: { most: LIMITS.query, of: complexityOf },
    limits({ asked, spent, now, fault }) {
      const reset = fault?.kind === 'limited' ? fault.inMs : 3_600_000;
      const used = fault?.kind === 'limited' && reset !== null;
      return {
        'x-ratelimit-requests-limit': String(LIMITS.requests),
        'x-ratelimit-requests-remaining': String(used ? 0 : LIMITS.requests - asked),
        'x-ratelimit-complexity-limit': String(LIMITS.complexity),
        'x-ratelimit-complexity-remaining': String(LIMITS.complexity - spent),
        ...(reset === null
          ? {}
          : {
              'x-ratelimit-requests-reset': String(now + reset),
              'x-ratelimit-complexity-reset': String(now + reset),
            }),
      };
    },
    refuse(what, faults) {
      if (what === 'invalid') {
        const errors = faults.map((message) => ({
          message,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED', type: 'graphql error', userError: true },
        }));
        return { status: 400, body: { errors } };
      }
      if (what === 'scopes') throw new Error('Linear has no such scopes.');
      const [status, message, code, type] = REFUSALS[what];
      return { status, body: { errors: [{ message, extensions: { code, type, userError: true } }] } };
    },
  };
  return {
    ...standIn(kind, now),
    move: (identifier, state, at) => void moved.set(identifier, [state, at]),
  };
}
