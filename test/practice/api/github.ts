/**
 * GitHub's public GraphQL API: shapes by its published schema, limits and errors by docs.github.com and what people
 * report (missing scopes: no data at all). It tells of the practice repositories.
 */
import { findItem, type Item } from '../data/items.ts';
import { entriesOf, PROJECT } from '../data/project.ts';
import { type Node, type Question, Refuse } from './run.ts';
import { GITHUB_SCHEMA } from './schema.ts';
import { type ApiStand, type Fault, type Kind, POISON, standIn } from './server.ts';

export const GITHUB_TOKEN = 'github_pat_Practice0123456789_abcdefghijklmnopqrstuvwxyz';

const POINTS = 5000;
const MINUTE = 60_000;

const date = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** When somebody put it into its column: a third of its life ago. */
export const inColumnSince = (item: Item, today: number): number =>
  item.closedAt ?? today - Math.floor((today - item.createdAt) / 3 / MINUTE) * MINUTE;

export interface GithubApi extends ApiStand {
  /** Somebody put an item into another column. */
  move(repo: string, number: number, column: string, at: number): void;
}

/** @param today epoch ms that ages are counted from */
export function openGithubApi(today: number, now?: () => number): GithubApi {
  const moved = new Map<string, { column: string; at: number }>();
  const entries = entriesOf(today);

  function projectItems(item: Item, fault: Fault | null): Node {
    if (fault?.kind === 'no-projects')
      throw new Refuse('Resource not accessible by personal access token', { type: 'FORBIDDEN' });
    const entry = entries.find((each) => each.item?.id === item.id);
    const to = moved.get(`${item.repo}#${item.number}`);
    if (!entry) return { nodes: [] };
    const value = {
      __typename: 'ProjectV2ItemFieldSingleSelectValue',
      name: to?.column ?? entry.column,
      updatedAt: date(to?.at ?? inColumnSince(item, today)),
    };
    return {
      nodes: [
        {
          isArchived: false,
          project: { number: PROJECT.number, title: PROJECT.name, closed: false },
          fieldValueByName: ({ name }: { name: string }) => (name === 'Status' ? value : null),
        },
      ],
    };
  }

  function itemNode(item: Item, fault: Fault | null): Node {
    const name = `${item.owner}/${item.repo}#${item.number}`;
    if (fault?.kind === 'poison' && fault.name === name) throw new Refuse('', { type: POISON });
    if (fault?.kind === 'partial' && fault.names.includes(name))
      throw new Refuse('Resource protected by organization SAML enforcement.', {
        type: 'FORBIDDEN',
        extensions: { saml_failure: true },
      });
    const isPull = item.kind === 'pull';
    const state = { open: 'OPEN', draft: 'OPEN', closed: 'CLOSED', merged: 'MERGED' }[item.state];
    return {
      __typename: isPull ? 'PullRequest' : 'Issue',
      title: item.title,
      number: item.number,
      state,
      isDraft: item.state === 'draft',
      createdAt: date(item.createdAt),
      updatedAt: date(item.updatedAt),
      closedAt: date(item.closedAt),
      mergedAt: item.state === 'merged' ? date(item.closedAt) : null,
      assignees: { nodes: item.assignees.map((login) => ({ login })) },
      timelineItems: { nodes: [] },
      projectItems: () => projectItems(item, fault),
    };
  }

  const notFound = (what: string) => new Refuse(`Could not resolve to ${what}.`, { type: 'NOT_FOUND' });
  const root = (fault: Fault | null): Node => ({
    viewer: { login: 'ana-costa', name: 'Ana Costa' },
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const isThere = owner.toLowerCase() === 'acme' && (name === 'widgets' || name === 'gadgets');
      if (!isThere) throw notFound(`a Repository with the name '${owner}/${name}'`);
      return {
        name,
        nameWithOwner: `acme/${name}`,
        issueOrPullRequest: ({ number }: { number: number }) => {
          const item = findItem(name, number, today);
          if (!item) throw notFound(`an issue or pull request with the number of ${number}`);
          return itemNode(item, fault);
        },
      };
    },
  });

  const kind: Kind = {
    schema: GITHUB_SCHEMA,
    path: '/graphql',
    opens: (authorization) => authorization === `Bearer ${GITHUB_TOKEN}`,
    root,
    complexity: { most: 500, of: countNodes },
    limits({ asked, now, fault }) {
      const used = fault?.kind === 'limited' && fault.inMs !== null;
      const reset = now + (used ? fault.inMs! : 3_600_000);
      return {
        'x-ratelimit-limit': String(POINTS),
        'x-ratelimit-remaining': String(used ? 0 : POINTS - asked),
        'x-ratelimit-reset': String(Math.ceil(reset / 1000)),
        'x-ratelimit-resource': 'graphql',
        'access-control-allow-origin': '*',
      };
    },
    refuse(what, faults) {
      switch (what) {
        case 'refused':
          return { status: 401, body: { message: 'Bad credentials', status: '401' } };
        case 'limited':
          return {
            status: 200,
            body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }] },
          };
        case 'complex':
          return {
            status: 200,
            body: {
              errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message: 'This query requests too many nodes.' }],
            },
          };
        case 'scopes':
          return {
            status: 200,
            body: {
              errors: [
                {
                  type: 'INSUFFICIENT_SCOPES',
                  message:
                    "Your token has not been granted the required scopes to execute this query. The 'name' field requires one of the following scopes: ['read:project'], but your token has only been granted the: ['repo'] scopes.",
                },
              ],
            },
          };
        case 'invalid':
          return {
            status: 200,
            body: {
              errors: faults.map((message) => ({ message, extensions: { code: 'undefinedField' } })),
            },
          };
      }
    },
  };
  return {
    ...standIn(kind, now),
    move: (repo, number, column, at) => void moved.set(`${repo}#${number}`, { column, at }),
  };
}

/** Repositories and their items, each with three connections, which GitHub limits by their nodes. */
const countNodes = ({ operation }: Question): number =>
  operation.selectionSet.selections.reduce(
    (sum, selection) =>
      sum + 1 + (selection.kind === 'Field' ? (selection.selectionSet?.selections.length ?? 0) : 0),
    0,
  );
