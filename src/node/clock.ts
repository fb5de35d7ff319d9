import { assert } from '../base/assert.js';
import type { Cancel, Clock } from '../host/clock.js';

/** The longest delay that the platform's timers hold; a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** CLOCK_MONOTONIC in ms: the same clock in every process of one machine, and it never jumps. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The machine's own clock. An infinite delay never fires; NaN is a bug. */
export function createNodeClock(): Clock {
  return { now: monotonicMs, wallTime: () => new Date(), wallTimeMs: Date.now, schedule };
}

function schedule(delayMs: number, fn: () => void): Cancel {
  assert(!Number.isNaN(delayMs), 'a delay is not a number');
  if (delayMs === Number.POSITIVE_INFINITY) return () => {};
  const dueMs = monotonicMs() + Math.max(0, delayMs);
  let timer: NodeJS.Timeout | undefined;
  const arm = (remainingMs: number): void => {
    timer = setTimeout(fireOrRearm, Math.min(Math.ceil(remainingMs), MAX_TIMER_MS));
  };
  const fireOrRearm = (): void => {
    // The platform's timers count in whole ms and can fire almost one early.
    const remainingMs = dueMs - monotonicMs();
    if (remainingMs > 0) arm(remainingMs);
    else fn();
  };
  arm(delayMs);
  return () => clearTimeout(timer);
}
