import { formatDuration } from '../base/duration.js';
import { classifyStderr, type StderrFinding } from '../ffmpeg/classify-stderr.js';
import type { RemuxPolicy } from '../ffmpeg/policy.js';
import { NOT_EXECUTED_CODES } from './not-executed.js';
import type { FailureKind } from './outcome.js';
import type { FfmpegResult } from './run-ffmpeg-with-progress.js';
import type { StopCause } from './supervised-process.js';

/** What one run of ffmpeg amounts to. `ok` only means that the output may now be looked at. */
export interface AttemptVerdict {
  readonly kind: 'ok' | FailureKind;
  /** One sentence in the operator's words. */
  readonly reason: string;
  readonly finding: StderrFinding | undefined;
}

/** A verdict that is not `ok`. */
export interface AttemptFailure extends AttemptVerdict {
  readonly kind: FailureKind;
}

/** ffmpeg's own faults; every other signal came from outside. */
const CRASH_SIGNALS = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP', 'SIGSYS']);

/** 255: stopped by a signal that ffmpeg handled; 123: gave up after the fourth one. */
const SIGNALLED_CODES = new Set([255, 123]);

/**
 * Why this supervisor ended a process is known and comes first; then how the process ended; then what the
 * catalogue says of its stderr. Text alone never makes a success or a failure.
 */
export function judgeAttempt(result: FfmpegResult, policy?: RemuxPolicy): AttemptVerdict {
  const { cause, exit } = result.end;
  if (cause !== undefined)
    return { kind: kindOfStop(cause), reason: stopReason(cause, result), finding: undefined };
  const finding = classifyStderr(result.stderrTail, policy);
  if (exit === undefined) {
    return { kind: 'killed', reason: 'ffmpeg ended, but how could not be learnt', finding };
  }
  switch (exit.kind) {
    case 'not-started':
      return {
        kind: 'not-started',
        reason: `ffmpeg could not be started: ${exit.reason}`,
        finding: undefined,
      };
    case 'signal':
      return CRASH_SIGNALS.has(exit.signal)
        ? { kind: 'crashed', reason: `ffmpeg crashed (${exit.signal})`, finding }
        : { kind: 'killed', reason: `ffmpeg was ended from outside by ${exit.signal}`, finding };
    case 'code':
      return exit.code === 0
        ? { kind: 'ok', reason: 'ffmpeg exited with 0', finding }
        : judgeErrorCode(exit.code, finding);
  }
}

function judgeErrorCode(code: number, finding: StderrFinding | undefined): AttemptVerdict {
  const because = finding === undefined ? '' : `: ${finding.line}`;
  if (finding?.action === 'final')
    return { kind: finalKind(finding), reason: `ffmpeg exited with ${code}${because}`, finding };
  if (NOT_EXECUTED_CODES.has(code)) {
    return { kind: 'not-started', reason: `ffmpeg could not be executed (exit ${code})${because}`, finding };
  }
  if (finding === undefined && SIGNALLED_CODES.has(code)) {
    return { kind: 'killed', reason: `ffmpeg was asked to stop from outside (exit ${code})`, finding };
  }
  return { kind: 'crashed', reason: `ffmpeg exited with ${code}${because}`, finding };
}

/** An output that did not pass the gate: the disk may have been full although ffmpeg said success (5.1). */
export function incompleteOutput(why: string, finding: StderrFinding | undefined): AttemptFailure {
  if (finding?.action === 'final')
    return { kind: finalKind(finding), reason: `${why}: ${finding.line}`, finding };
  return { kind: 'incomplete', reason: `ffmpeg exited with 0, but ${why}`, finding };
}

function finalKind(finding: StderrFinding): FailureKind {
  return finding.id === 'not-started' ? 'not-started' : 'no-space';
}

function kindOfStop(cause: StopCause): FailureKind {
  return cause === 'too-much-output' ? 'crashed' : cause;
}

function stopReason(cause: StopCause, result: FfmpegResult): string {
  const stuck = result.end.unkillable ? '; it could not be killed' : '';
  switch (cause) {
    case 'stalled':
      return `stalled: no progress for ${formatDuration(result.stall?.silentForMs ?? 0)}${stuck}`;
    case 'timeout':
      return `timed out: the job's total time was used up after ${formatDuration(result.end.elapsedMs)}${stuck}`;
    case 'cancelled':
      return `cancelled after ${formatDuration(result.end.elapsedMs)}${stuck}`;
    case 'too-much-output':
      return `ended: more output than is bounded${stuck}`;
  }
}
