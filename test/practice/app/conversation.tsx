/** @jsxImportSource react */
/** What people wrote: bodies with links to items, comments, and fields to write in. No overlay belongs here. */
import type { ReactNode } from 'react';
import { ago, type Item } from '../data/items.ts';
import { type Block, commentsOf, type Part } from '../data/text.ts';
import { Link } from './link.tsx';
import { usePage } from './page.ts';
import { Avatar } from './shell.tsx';

const DAY = 86_400_000;

function Words({ parts, repo }: { parts: Part[]; repo: string }) {
  return parts.map((part) => {
    if (typeof part === 'string') return part;
    if ('code' in part) return <code key={part.code}>{part.code}</code>;
    if ('person' in part) {
      return (
        <a key={part.person} className="user-mention" data-hovercard-type="user" href={`/${part.person}`}>
          @{part.person}
        </a>
      );
    }
    const number = 'item' in part ? part.item : part.address;
    const where = 'item' in part ? (part.repo ?? repo) : repo;
    const path = `/acme/${where}/issues/${number}`;
    return (
      <Link
        key={path}
        className="issue-link js-issue-link"
        data-hovercard-type="issue"
        data-hovercard-url={`${path}/hovercard`}
        href={`https://github.com${path}`}
      >
        {'item' in part ? `${where === repo ? '' : `acme/${where}`}#${number}` : `https://github.com${path}`}
      </Link>
    );
  });
}

export function Markdown({ blocks, repo }: { blocks: Block[]; repo: string }) {
  return (
    <div className="markdown-body" data-testid="markdown-body">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes its order
        <MarkdownBlock key={index} block={block} repo={repo} />
      ))}
    </div>
  );
}

function MarkdownBlock({ block, repo }: { block: Block; repo: string }) {
  if ('pre' in block) return <pre>{block.pre}</pre>;
  if ('quote' in block) {
    return (
      <blockquote>
        <Words parts={block.quote} repo={repo} />
      </blockquote>
    );
  }
  if ('list' in block) {
    return (
      <ul>
        {block.list.map((parts, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes its order
          <li key={index}>
            <Words parts={parts} repo={repo} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p dir="auto">
      <Words parts={block.p} repo={repo} />
    </p>
  );
}

/** A box with who wrote it and when. @param head what stands between the author and the box's end */
export function Post({
  author,
  head,
  children,
  id,
}: {
  author: string;
  head: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <div className="Post" id={id}>
      <Avatar login={author} size={40} />
      <div className="Post-box">
        <div className="Post-head">{head}</div>
        <div className="Post-body">{children}</div>
      </div>
    </div>
  );
}

export function Comments({ item }: { item: Item }) {
  const { today } = usePage();
  return commentsOf(item).map((comment, index) => {
    const at = today - comment.daysAgo * DAY;
    const id = `issuecomment-${item.id * 10 + index}`;
    return (
      <Post
        key={id}
        author={comment.author}
        id={id}
        head={
          <>
            <a className="author text-bold" href={`/${comment.author}`}>
              {comment.author}
            </a>{' '}
            <a className="Link--secondary js-timestamp" id={`${id}-permalink`} href={`#${id}`}>
              <relative-time datetime={new Date(at).toISOString()}>{ago(at, today)}</relative-time>
            </a>
          </>
        }
      >
        <Markdown blocks={comment.blocks} repo={item.repo} />
      </Post>
    );
  });
}

/** Both kinds of fields GitHub has, or may get: each holds names of items, which are a person's text. */
export function Writing({ repo }: { repo: string }) {
  return (
    <div className="Writing">
      <h2>Add a comment</h2>
      <textarea
        aria-label="Comment"
        defaultValue={`See https://github.com/acme/${repo}/issues/12`}
        rows={3}
      />
      <div
        className="Writing-rich"
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        aria-label="Rich comment"
        tabIndex={0}
      >
        Draft: <a href={`/acme/${repo}/issues/12`}>#12</a> and{' '}
        <a href={`https://github.com/acme/${repo}/pull/16`}>acme/{repo}#16</a>
      </div>
      <button type="button" className="Button Button--primary">
        Comment
      </button>
    </div>
  );
}
