/** The mark before an age. */
import { type MarkName, SHAPES } from './age-mark-shapes';

/** @param name also its class, `mark-<name>`, which gives the colour */
export function Mark({ name }: { name: MarkName }) {
  const { d, filled } = SHAPES[name];
  return (
    <svg
      class={`mark mark-${name}`}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={d} />
    </svg>
  );
}
