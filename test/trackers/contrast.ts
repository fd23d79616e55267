/** Whether a look's colours can be read: what every tracker's look tests share. */

/** The last fallback inside `var(--a, var(--b, #rrggbb))`. */
export const fallback = (color: string) => /#[\da-f]{6}(?=\)*$)/.exec(color)![0];

/** WCAG 2.2 relative luminance. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
/** WCAG 2.2 contrast of two colours, `#rrggbb`. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
