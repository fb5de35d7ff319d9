import type { Cancel, Clock } from '../host/clock.js';
import { MACHINE } from './config.js';

/**
 * Calls `fn` after a time that this process was awake for. When a timer is late, the process slept, and an answer may
 * wait unread: as long as it slept, but no longer than `delayMs`, it waits on.
 * @param onOverslept told how late the timer was, each time
 */
export function scheduleAwake(
  clock: Clock,
  delayMs: number,
  fn: () => void,
  onOverslept: (lateByMs: number) => void = () => {},
): Cancel {
  const dueAtMs = clock.now() + delayMs;
  let cancel: Cancel = clock.schedule(delayMs, () => {
    const lateByMs = clock.now() - dueAtMs;
    if (lateByMs <= MACHINE.latenessGuardMs) {
      fn();
      return;
    }
    onOverslept(lateByMs);
    cancel = scheduleAwake(clock, Math.min(lateByMs, delayMs), fn, onOverslept);
  });
  return () => cancel();
}
