/** Elements of GitHub's own that React does not know. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Own<More = object> = DetailedHTMLProps<HTMLAttributes<HTMLElement> & More, HTMLElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'relative-time': Own<{ datetime: string }>;
      'react-app': Own<{ 'app-name': string; 'data-ssr': string; 'data-attempted-ssr': string }>;
    }
  }
}
