/** @jsxImportSource react */
/** What hangs over a list: the peek, which Space opens, and the menu of a row. */
import { type Issue, pathOf } from '../data.ts';
import { handlesNow } from './handles.ts';
import { IssueView } from './issue-page.tsx';
import { issueNow, useLinear } from './page.ts';
import { Link } from './parts.tsx';

/** An issue over the list it was chosen in: the address stays that of the list. */
export function Peek({ issue }: { issue: Issue }) {
  const { switches } = useLinear();
  return (
    <div className="peek" role="dialog" aria-label={`Peek: ${issue.identifier}`} key={issue.identifier}>
      <header className="peek-head">
        <Link to={pathOf(issue)}>{issue.identifier}</Link>
        <span className="muted">Space closes it</span>
      </header>
      <IssueView issue={issue} marks={switches.peek === 'marked'} />
    </div>
  );
}

/** Rows of Linear's menus carry the same mark as rows of its lists. */
export function Menu() {
  const page = useLinear();
  const issue = page.menu && handlesNow()?.issueOf(page.menu.entry);
  if (!page.menu || !issue) return null;
  const parent = issueNow(`${issue.team.key}-${1 + ((issue.number + 5) % 30)}`, page);
  const items = ['Status', 'Assignee', 'Priority', 'Labels', `Parent: ${parent?.identifier}`, 'Copy link'];
  return (
    <div className="menu" role="menu" style={{ insetInlineStart: page.menu.x, top: page.menu.y }}>
      {items.map((item) => (
        <div key={item} role="menuitem" tabIndex={-1} data-list-row="true" data-list-key={`ITEM_${item}`}>
          {item.startsWith('Parent') && parent ? <a href={pathOf(parent)}>{item}</a> : item}
        </div>
      ))}
    </div>
  );
}
