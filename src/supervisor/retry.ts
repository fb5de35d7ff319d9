import type { StderrFinding } from '../ffmpeg/classify-stderr.js';
import type { Strategy } from '../ffmpeg/strategy.js';
import type { FailureKind } from './outcome.js';

/** What the ladder knows of a failed attempt. */
export interface FailedAttempt {
  readonly strategy: Strategy;
  readonly kind: FailureKind;
  /** What the stderr catalogue says; undefined: nothing explains the failure. */
  readonly finding: StderrFinding | undefined;
}

/** Repaired timestamps may help a plain copy that failed. A stall is an availability failure and never retried. */
export function shouldRetryWithFallback(failed: FailedAttempt): boolean {
  return failed.strategy === 'default' && anotherRungMayHelp(failed);
}

/** Encoding anew may help where copying failed. A stall is an availability failure and never retried. */
export function shouldRetryWithTranscode(failed: FailedAttempt): boolean {
  return failed.strategy !== 'transcode' && anotherRungMayHelp(failed);
}

/** The rung after a failed one, of those the recording allows; undefined: the ladder ends here. */
export function nextRung(ladder: readonly Strategy[], failed: FailedAttempt): Strategy | undefined {
  const next = ladder[ladder.indexOf(failed.strategy) + 1];
  if (next === 'fallback') return shouldRetryWithFallback(failed) ? next : undefined;
  if (next === 'transcode') return shouldRetryWithTranscode(failed) ? next : undefined;
  return undefined;
}

/**
 * Decided by the kind of the failure first: only a crash and an incomplete output can have to do with the rung.
 * For a crash the catalogue may then know better; output that is incomplete in spite of exit 0 is judged by
 * the file alone, because harmless runs print errors too.
 */
function anotherRungMayHelp(failed: FailedAttempt): boolean {
  if (failed.kind === 'incomplete') return true;
  return failed.kind === 'crashed' && (failed.finding === undefined || failed.finding.action === 'next-rung');
}
