/** @jsxImportSource react */
/** A link as Linear has them: followed without loading, and draggable wherever it stands. */
import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { useLinear } from './page.ts';

export const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

export function Link({ to, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const { go } = useLinear();
  return (
    <a
      {...rest}
      href={to}
      draggable
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        event.stopPropagation();
        go(to);
      }}
    />
  );
}

/** Inside a row that is a link: the click is its own. */
export const own = {
  onClick: (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  },
};
