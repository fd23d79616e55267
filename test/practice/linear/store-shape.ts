/**
 * The shape of Linear's local store (trackers/linear.md §2, captures/linear/local-store-records.json): which stores
 * there are, by which indexes, and what a record looks like. A field that is null is not there; dates are ISO texts.
 */
import { type Issue, idOf, ME, STATES, TEAMS, USERS, WORKSPACE } from './data.ts';

const iso = (at: number) => new Date(at).toISOString();

/** As an md5 of the model's name and properties. */
export const hashOf = (name: string, build: string): string =>
  idOf(`${build} ${name}`, 0).replaceAll('-', '');

const ISSUE_INDEXES = [
  ...[
    'number',
    'teamId',
    'stateId',
    'assigneeId',
    'creatorId',
    'parentId',
    'projectId',
    'projectMilestoneId',
  ],
  ...['cycleId', 'sourceCommentId', 'referenceCommentId', 'sourcePullRequestCommentId', 'issueImportId'],
  ...['externalUserCreatorId', 'lastAppliedTemplateId', 'previousIdentifiers', 'labelIds', 'subscriberIds'],
];

/** Model → its indexes; those on lists have an entry for each. */
export const MODELS: Readonly<Record<string, readonly string[]>> = {
  Organization: [],
  Team: ['parentId'],
  User: [],
  WorkflowState: ['teamId'],
  Issue: ISSUE_INDEXES,
  IssueHistory: ['issueId'],
  // Also of issues, and no history: what a reader must tell apart.
  Comment: ['issueId', 'parentId'],
  Attachment: ['issueId'],
  IssueRelation: ['issueId', 'relatedIssueId'],
  IssueLabel: ['teamId', 'parentId'],
  Project: ['statusId'],
  ProjectStatus: [],
  // A template of issues: nearly one, without a number.
  IssueDraft: ['teamId', 'stateId', 'assigneeId'],
  Webhook: ['teamId'],
  // Most stores of a workspace are empty.
  ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`Model${index}`, []])),
};
export const MULTIPLE = new Set(['previousIdentifiers', 'labelIds', 'subscriberIds']);
/** Loaded bit by bit, with a store that says which bits. */
export const PARTIAL = ['Issue', 'IssueHistory', 'Comment', 'Attachment'];

/** Never visited in this browser. */
export const isKept = ({ number }: Issue): boolean => number % 20 !== 13;
/** Opened in this browser: its history came with it. */
export const wasOpened = ({ number }: Issue): boolean => number % 3 !== 2;

export const issueRecord = (issue: Issue): object => ({
  id: issue.id,
  createdAt: iso(issue.created),
  updatedAt: iso(issue.updated),
  number: issue.number,
  title: issue.title,
  priority: issue.priority,
  boardOrder: 0,
  sortOrder: -1844 + issue.number,
  prioritySortOrder: -1874.81,
  ...(issue.started === null ? {} : { startedAt: iso(issue.started) }),
  ...(issue.completed === null ? {} : { completedAt: iso(issue.completed) }),
  ...(issue.canceled === null ? {} : { canceledAt: iso(issue.canceled) }),
  teamId: issue.team.id,
  stateId: issue.state.id,
  creatorId: issue.creator.id,
  ...(issue.assignee ? { assigneeId: issue.assignee.id } : {}),
  labelIds: issue.number % 4 === 0 ? [idOf('label', issue.number % 3)] : [],
  subscriberIds: [issue.creator.id],
  previousIdentifiers: issue.previous,
  reactionData: [],
  slaType: 'all',
});

/** What was done to it: more than changes of state. */
export const historyRecords = (issue: Issue): object[] => [
  {
    id: idOf(`named ${issue.id}`, 0),
    createdAt: iso(issue.created + 3_600_000),
    updatedAt: iso(issue.created + 3_600_000),
    issueId: issue.id,
    actorId: issue.creator.id,
    fromTitle: 'Untitled',
    toTitle: issue.title,
  },
  ...issue.history.map(({ id, at, from, to }) => ({
    id,
    createdAt: iso(at),
    updatedAt: iso(at),
    issueId: issue.id,
    actorId: issue.creator.id,
    fromStateId: from,
    toStateId: to,
  })),
];

/** Records of the models that are there from the start. */
export const instantRecords = (urlKey: string, today: number): Record<string, object[]> => {
  const dates = { createdAt: iso(today - 4e10), updatedAt: iso(today - 1e9) };
  return {
    Organization: [{ id: WORKSPACE.id, ...dates, name: WORKSPACE.name, urlKey }],
    Team: TEAMS.map(({ id, key, name }) => ({
      id,
      ...dates,
      key,
      name,
      color: '#5e6ad2',
      timezone: 'Europe/Berlin',
    })),
    User: USERS.map((user) => ({ ...user, ...dates, email: `${user.displayName}@acme.test`, active: true })),
    WorkflowState: STATES.map(({ id, team, name, type }, position) => ({
      ...{ id, ...dates, name, type, position, color: '#bec2c8' },
      teamId: TEAMS.find(({ key }) => key === team)!.id,
    })),
    ProjectStatus: [
      { id: idOf('project status', 0), ...dates, name: 'In Progress', type: 'started', color: '#f2c94c' },
    ],
    IssueLabel: [0, 1, 2].map((n) => ({
      id: idOf('label', n),
      ...dates,
      name: `Label ${n}`,
      color: '#95a2b3',
      isGroup: false,
    })),
    Project: [
      { id: idOf('project', 0), ...dates, name: 'Fewer support calls', slugId: '0f150687c354', teamIds: [] },
    ],
    IssueDraft: [
      { id: idOf('draft', 0), ...dates, teamId: TEAMS[0]!.id, stateId: STATES[2]!.id, title: 'A draft' },
    ],
    Comment: [{ id: idOf('comment', 0), ...dates, issueId: idOf('issue', 0), userId: ME.id, bodyData: '{}' }],
    IssueRelation: [
      {
        id: idOf('relation', 0),
        ...dates,
        issueId: idOf('issue', 0),
        relatedIssueId: idOf('issue', 1),
        type: 'blocks',
      },
    ],
  };
};
