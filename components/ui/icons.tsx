/** Small drawings for buttons. The button says what it does; a drawing says nothing to a screen reader. */
import { FILLED, type IconName, PATHS } from './drawings';

export function Icon({ name }: { name: IconName }) {
  const filled = FILLED.has(name);
  return (
    <svg
      class={name === 'arrow' ? 'icon icon-directed' : 'icon'}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      stroke-width={name === 'more' ? 2.4 : 1.8}
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
