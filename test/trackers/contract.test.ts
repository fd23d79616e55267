/** What every tracker must keep to (components/overlay/tracker-contract.ts). To add a tracker: one line here. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe } from 'vitest';
import type { Tracker } from '../../components/overlay/tracker-contract';
import { github } from '../../trackers/github';
import { jira } from '../../trackers/jira';
import { linear } from '../../trackers/linear';
import { holdToContract } from './contract-suite';

const TRACKERS: [tracker: Tracker, folder: string, addresses: string[]][] = [
  [
    github,
    'github',
    [
      'https://github.com/acme/widgets/issues',
      'https://github.com/acme/widgets/pulls',
      'https://github.com/acme/widgets/milestone/3',
      'https://github.com/pulls/inbox',
      'https://github.com/acme/widgets/issues/12',
      'https://git.acme.example/acme/widgets/issues/71',
      'https://github.com/acme/widgets/pull/81',
      'https://github.com/acme/widgets/pull/91',
      'https://github.com/orgs/acme/projects/4',
      'https://github.com/users/alice/projects/4?pane=issue&issue=acme%7Cwidgets%7C12',
      'https://github.com/acme/widgets',
    ],
  ],
  [
    jira,
    'jira',
    [
      'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1?selectedIssue=APP-12',
      'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1/backlog',
      'https://acme.atlassian.net/jira/software/projects/APP/boards/1/timeline',
      'https://acme.atlassian.net/jira/core/projects/APP/list?selectedIssue=APP-12',
      'https://acme.atlassian.net/jira/servicedesk/projects/HELP/queues/custom/1/HELP-12',
      'https://acme.atlassian.net/jira/polaris/projects/IDEA/ideas/view/7?selectedIssue=IDEA-3',
      'https://acme.atlassian.net/jira/for-you',
      'https://acme.atlassian.net/jira/plans/1/scenarios/1/timeline',
      'https://acme.atlassian.net/issues/?jql=project%20%3D%20APP',
      'https://acme.atlassian.net/browse/APP-12',
      'https://tools.acme.example:8443/jira/secure/RapidBoard.jspa?rapidView=1&selectedIssue=APP-12',
      'https://tools.acme.example:8443/jira/browse/APP-12',
      'https://tools.acme.example:8443/jira/issues/?jql=x',
      'https://acme.atlassian.net/jira/dashboards/1',
    ],
  ],
  [
    linear,
    'linear',
    [
      'https://linear.app/acme/team/ENG/all',
      'https://linear.app/acme/my-issues/assigned',
      'https://linear.app/acme/team/ENG/cycle/active',
      'https://linear.app/acme/project/fewer-calls-0f150687c354/issues',
      'https://linear.app/acme/view/by-label-2393a08d4f2e',
      'https://linear.app/acme/inbox/priority',
      'https://linear.app/acme/issue/ENG-12/crash-on-an-empty-file',
      'https://linear.app/acme/issue/ENG-13',
      'https://linear.app/docs/triage',
    ],
  ],
];

describe.each(TRACKERS)('$name', (tracker, folder, addresses) => {
  const directory = resolve(import.meta.dirname, folder);
  const pages = readdirSync(directory).map((file) => ({
    file,
    html: readFileSync(resolve(directory, file), 'utf8'),
  }));
  holdToContract({ tracker, pages, addresses });
});
