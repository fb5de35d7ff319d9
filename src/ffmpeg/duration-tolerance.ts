/** Two durations of one recording may differ by this share, */
const SHARE = 0.01;

/** or by this much, whichever is more: the length of a few frames decides about short recordings. */
const LEAST_MS = 200;

/** Whether a duration is what was promised, within 1 % or 0.2 s. */
export function durationsAgree(durationMs: number, promisedMs: number): boolean {
  return Math.abs(durationMs - promisedMs) <= Math.max(promisedMs * SHARE, LEAST_MS);
}
