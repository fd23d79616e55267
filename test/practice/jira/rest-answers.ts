/** Jira's answers in the shapes that were recorded: captures/jira, trackers/jira.md section 2. */
import { type Change, type Issue, statusOf } from './data.ts';

/** An issue as it is now. */
export interface Known {
  issue: Issue;
  /** The key it goes by. */
  key: string;
  changes: readonly Change[];
  /** Its status is no object. */
  isBroken: boolean;
}

export interface Writing {
  /** How instants are written in changes. */
  dates: 'ms' | 'seconds' | 'iso' | 'offset';
  /** Each change is listed twice. */
  twice: boolean;
}

const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
};
const API = 'https://api.atlassian.com/ex/jira/0/rest/api/3';
const EXPAND = 'operations,versionedRepresentations,editmeta,changelog,renderedFields';

/** As Jira writes it where its people are in Shanghai: no colon in the offset. */
const offset = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+0800');

export const statusNow = ({ issue, changes }: Pick<Known, 'issue' | 'changes'>): string =>
  changes.at(-1)?.to ?? issue.status;

export function fieldsOf(known: Known) {
  const { issue, changes, isBroken } = known;
  const { id, name, category } = statusOf(statusNow(known));
  const changed = offset(changes.at(-1)?.at ?? issue.created);
  const ofCategory = CATEGORIES[category];
  const status = {
    self: `${API}/status/${id}`,
    description: '',
    iconUrl: '/images/icons/statuses/generic.png',
    name,
    id,
    statusCategory: { self: `${API}/statuscategory/${ofCategory.id}`, ...ofCategory },
  };
  return {
    summary: issue.title,
    status: isBroken ? 'In Progress' : status,
    assignee: issue.assignee && { accountId: issue.assignee, displayName: issue.assignee, active: true },
    created: offset(issue.created),
    updated: changed,
    // A trap: of the category, which moves inside of it do not change.
    statuscategorychangedate: offset(issue.created + 60_000),
    resolutiondate: category === 'done' ? changed : null,
  };
}

function histories({ changes }: Known, { dates, twice }: Writing) {
  const instant = (at: number): string | number => {
    if (dates === 'ms') return at;
    if (dates === 'seconds') return Math.floor(at / 1000);
    return dates === 'iso' ? new Date(at).toISOString() : offset(at);
  };
  const all = changes.map(({ id, at, from, to }) => ({
    id,
    author: { accountId: '0', displayName: 'Person One' },
    created: instant(at),
    items: [
      {
        field: 'status',
        fieldtype: 'jira',
        fieldId: 'status',
        from,
        fromString: statusOf(from).name,
        to,
        toString: statusOf(to).name,
      },
    ],
  }));
  return twice ? all.flatMap((each) => [each, each]) : all;
}

/** `POST /rest/api/3/issue/bulkfetch`. */
export const cloudIssues = (found: readonly Known[]) => ({
  expand: 'names,schema',
  issues: found.map((known) => ({
    expand: EXPAND,
    id: known.issue.id,
    self: `${API}/issue/${known.issue.id}`,
    key: known.key,
    fields: fieldsOf(known),
  })),
  issueErrors: [],
});

/** `POST /rest/api/3/changelog/bulkfetch`. @param page first change, and how many at most */
export function cloudChanges(
  found: readonly Known[],
  writing: Writing,
  { from, most }: { from: number; most: number },
) {
  const all = found.flatMap((known) =>
    histories(known, writing).map((history) => ({ id: known.issue.id, history })),
  );
  const grouped = new Map<string, unknown[]>();
  for (const { id, history } of all.slice(from, from + most))
    grouped.set(id, [...(grouped.get(id) ?? []), history]);
  return {
    issueChangeLogs: [...grouped].map(([issueId, changeHistories]) => ({ issueId, changeHistories })),
    ...(from + most < all.length ? { nextPageToken: String(from + most) } : {}),
  };
}

/** `POST /rest/api/2/search` with `expand=changelog`: dates as Data Center has them, and no other. */
export function centerSearch(found: readonly Known[], { twice }: Writing, from: number, most: number) {
  const issues = found.map((known) => {
    const own = histories(known, { dates: 'offset', twice });
    return {
      expand: EXPAND,
      id: known.issue.id,
      key: known.key,
      fields: fieldsOf(known),
      changelog: { startAt: 0, maxResults: own.length, total: own.length, histories: own },
    };
  });
  return {
    expand: 'schema,names',
    startAt: from,
    maxResults: most,
    total: issues.length,
    issues: issues.slice(from, from + most),
  };
}
