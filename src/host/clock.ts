/** Takes back what was scheduled. Calling it again, or after the callback ran, does nothing. */
export type Cancel = () => void;

/**
 * How exactly a callback comes. `relaxed`: up to some milliseconds late, as the platform's timers are. `exact`: as near
 * as this process can come, for which it may stay awake through the last millisecond.
 */
export type Accuracy = 'relaxed' | 'exact';

export interface Clock {
  /** Monotonic milliseconds with fractions, from an arbitrary origin. */
  now(): number;
  /** The calendar time, for log lines and artefacts only; it may jump. */
  wallTime(): Date;
  /** The same in whole milliseconds since 1970, for who asks many times in a second. */
  wallTimeMs(): number;
  /**
   * Calls `fn` once, not before `delayMs` have passed, or later. Any finite or infinite delay is safe: what
   * the platform cannot hold is clamped, never fired at once. A negative delay means 0.
   * @param accuracy default: relaxed
   */
  schedule(delayMs: number, fn: () => void, accuracy?: Accuracy): Cancel;
}
