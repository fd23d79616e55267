/** @jsxImportSource react */
/** A list of which only the rows on the screen are in the document. */
import { type ReactNode, useRef } from 'react';
import type { Issue } from '../data.ts';
import { churned, useJira } from './page.ts';
import { useVisible } from './virtual.ts';

/** px */
export const ROW = 40;

interface Props {
  issues: readonly Issue[];
  /** px, where a row is not as high as most are. */
  height?: number;
  children: (issue: Issue, index: number) => ReactNode;
}

export function Rows({ issues, height = ROW, children }: Props) {
  const { tick } = useJira();
  const list = useRef<HTMLDivElement>(null);
  const [first, end] = useVisible(list, issues.length, height);
  return (
    <div ref={list} className="rows" style={{ height: issues.length * height }}>
      {issues.slice(first, end).map((issue, index) => (
        <div
          key={churned(issue, tick)}
          className="row-slot"
          style={{ top: (first + index) * height, height }}
        >
          {children(issue, first + index)}
        </div>
      ))}
    </div>
  );
}
