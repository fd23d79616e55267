/**
 * Playwright's `expect`, whose `poll` looks again soon. Its own steps of 100, 250, 500 and 1,000 ms were a good part of
 * what the suite waited for.
 */
import { expect as slow } from '@playwright/test';

/** Between two looks, ms: the last one again and again. Short, and longer than nothing on a machine that is busy. */
export const POLL_INTERVALS_MS = [10, 20, 50];

const { poll } = slow;

/** One of its own: the runner's is changed for nobody else. */
export const expect: typeof slow = slow.configure({});
expect.poll = (read, given) =>
  poll(read, {
    intervals: POLL_INTERVALS_MS,
    ...(typeof given === 'string' ? { message: given } : given),
  });
