/**
 * Tests that are the better the longer they run (tag `@soak`): short in `npm test`, at full length in `npm run soak`.
 * The short ones roll other dice each day, so that a week of runs sees what one long run does.
 */
import { test } from '@playwright/test';

const isSoak = process.env.SOAK === '1';

/** How much of it: in `npm run soak`, and in `npm test`. */
export const soaked = (full: number, short: number): number => (isSoak ? full : short);

/** The day as a number, 20261201; `SEED=…` repeats another day's dice. test/run.ts sets and prints it. */
export const SEED = Number(process.env.SEED || new Date().toISOString().slice(0, 10).replaceAll('-', ''));

export type Dice = (sides: number) => number;

/** The same numbers for the same seed, which a test that fails names. (Mulberry32, by Tommy Ettinger.) */
export function rollDice(seed = SEED): Dice {
  test.info().annotations.push({ type: 'seed', description: `SEED=${seed}` });
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * sides);
  };
}

/** The same things in another order. */
export function shuffle<T>(things: readonly T[], roll: Dice): T[] {
  const all = [...things];
  for (let left = all.length; left > 1; left -= 1) {
    const at = roll(left);
    [all[left - 1], all[at]] = [all[at]!, all[left - 1]!];
  }
  return all;
}
