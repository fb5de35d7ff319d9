import { assert } from '../base/assert.js';
import type { Accuracy, Cancel, Clock } from '../host/clock.js';

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

function schedule(delayMs: number, fn: () => void, accuracy: Accuracy = 'relaxed'): Cancel {
  assert(!Number.isNaN(delayMs), 'a delay is not a number');
  if (delayMs === Number.POSITIVE_INFINITY) return () => {};
  const dueMs = monotonicMs() + Math.max(0, delayMs);
  const wait = accuracy === 'exact' ? waitAwake : waitAsleep;
  let cancel: Cancel = () => {};
  const fireOrWait = (): void => {
    // The platform's timers count in whole ms and can fire almost one early.
    const remainingMs = dueMs - monotonicMs();
    if (remainingMs > 0) cancel = wait(remainingMs, fireOrWait);
    else fn();
  };
  cancel = wait(delayMs, fireOrWait);
  return () => cancel();
}

function waitAsleep(forMs: number, fn: () => void): Cancel {
  const timer = setTimeout(fn, Math.min(Math.ceil(forMs), MAX_TIMER_MS));
  return () => clearTimeout(timer);
}

/** Asleep for whole milliseconds; for the rest of one, the event loop turns without sleeping. */
function waitAwake(forMs: number, fn: () => void): Cancel {
  if (forMs >= 1) return waitAsleep(Math.floor(forMs), fn);
  const turn = setImmediate(fn);
  return () => clearImmediate(turn);
}
