/** Drawings only the overlay has. The button they are in says what it does. */
const line = {
  viewBox: '0 0 16 16',
  width: '16',
  height: '16',
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': '1.6',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

export const Plus = () => (
  <svg class="icon plus" aria-hidden="true" {...line}>
    <path d="M8 3.5v9M3.5 8h9" />
  </svg>
);

/** An hourglass. */
export const Wait = () => (
  <svg class="icon" aria-hidden="true" {...line}>
    <path d="M4.5 2.5h7M4.5 13.5h7M5.5 2.5v2.2L8 8l2.5-3.3V2.5M5.5 13.5v-2.2L8 8l2.5 3.3v2.2" />
  </svg>
);
