/** When a snoozed item comes back: at nine in the morning, where the person is. */

const HOUR_OF_DAY = 9;
const MONDAY = 1;

export type SnoozeChoice = 'tomorrow' | 'next-week';

/** Epoch ms. `next-week` is the Monday to come, never today. */
export function snoozeUntil(choice: SnoozeChoice, now: number): number {
  const today = new Date(now);
  const days = choice === 'tomorrow' ? 1 : (MONDAY - today.getDay() + 7) % 7 || 7;
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, HOUR_OF_DAY).getTime();
}
