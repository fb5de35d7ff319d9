import type { ProgressSnapshot } from '../ffmpeg/progress-parser.js';
import type { Strategy } from '../ffmpeg/strategy.js';

/**
 * How a job ended. `published` is the only success; every other kind is a failure with the same shape plus a
 * cause, so that a caller handles one object.
 */
export type RemuxOutcome = Published | Failed;

export interface Published extends OutcomeBase {
  readonly kind: 'published';
  readonly strategy: Strategy;
  readonly outputBytes: number;
  /** Duration of the published file, as a probe of it says. */
  readonly durationMs: number | undefined;
  /** False where nothing could tell how long the recording is. */
  readonly durationChecked: boolean;
}

export interface Failed extends OutcomeBase {
  readonly kind: FailureKind;
  readonly cause: Cause;
}

export const FAILURE_KINDS = [
  /** Killed: no sign of progress for the stall time. */
  'stalled',
  /** Killed: the job's total time was used up. */
  'timeout',
  /** Asked to stop. */
  'cancelled',
  /** Another living job holds the lock; nothing was touched. */
  'busy',
  /** Not tried: the recording cannot be remuxed (nothing playable, unknown codec, not probed). */
  'refused',
  /** ffmpeg ended with an error, and the ladder had no further rung. */
  'crashed',
  /** ffmpeg said success, but the output is not what the recording promised. */
  'incomplete',
  /** ffmpeg was ended by a signal that this supervisor did not send. */
  'killed',
  /** The disk is full. */
  'no-space',
  /** ffmpeg could not be executed. */
  'not-started',
  /** A file operation of the supervisor's own failed: lock, publish, artefact. */
  'io-error',
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

export type OutcomeKind = 'published' | FailureKind;

interface OutcomeBase {
  readonly jobId: string;
  readonly recordingId: string;
  readonly serviceRef?: string;
  readonly input: string;
  /** Absent where the recording is one file. */
  readonly furtherParts?: readonly string[];
  readonly output: string;
  readonly attempts: readonly AttemptReport[];
  /** From submission to the end, and the part of it spent waiting for a slot. */
  readonly elapsedMs: number;
  readonly queuedMs: number;
}

/** Why a job failed, for people and machines. */
export interface Cause {
  readonly kind: FailureKind;
  /** One sentence in the operator's words: `stalled: no progress for 90 s`. */
  readonly message: string;
  /** The rung it happened on; absent when no attempt was made. */
  readonly strategy?: Strategy;
  readonly stall?: StallReport;
  /** A process could not be killed; slot, lock and temp file stay taken until it is gone. */
  readonly unkillable?: boolean;
  /** The entry of the stderr catalogue that explains the failure, with the line. */
  readonly stderr?: { readonly id: string; readonly line: string };
}

/** What a stalled ffmpeg was doing. */
export type StallClass = 'blocked' | 'spinning' | 'stopped' | 'finalising' | 'unkillable';

export interface StallReport {
  readonly class: StallClass;
  readonly silentForMs: number;
  readonly ranForMs: number;
  readonly lastProgress: ProgressSnapshot | undefined;
  /** CPU time and bytes moved during the silence, where the platform can tell. */
  readonly cpuMs: number | undefined;
  readonly ioBytes: number | undefined;
  /** What its threads waited for, as `name:channel`. */
  readonly waits: readonly string[];
}

/** One run of ffmpeg. */
export interface AttemptReport {
  readonly strategy: Strategy;
  readonly result: 'ok' | FailureKind;
  /** One sentence: why it ended as it did. */
  readonly reason: string;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly elapsedMs: number;
  /** Descendants that outlived ffmpeg and were ended. */
  readonly leaked: boolean;
}
