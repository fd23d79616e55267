/** @jsxImportSource react */
import type { AnchorHTMLAttributes } from 'react';
import { usePage } from './page.ts';

/** Whether a click means "go there, here": no new tab, window or download. */
export const isPlainClick = (
  event: Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>,
): boolean => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A link that is followed without loading the page anew. */
export function Link(props: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const { go } = usePage();
  return (
    <a
      {...props}
      onClick={(event) => {
        props.onClick?.(event);
        if (event.defaultPrevented || !isPlainClick(event)) return;
        event.preventDefault();
        event.stopPropagation();
        go(props.href);
      }}
    />
  );
}
