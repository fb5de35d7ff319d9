import type { ProgressSnapshot } from '../ffmpeg/progress-parser.js';
import type { Strategy } from '../ffmpeg/strategy.js';
import type { AttemptReport, RemuxOutcome, StallReport } from './outcome.js';

/** Raised when an event changes its meaning or loses a field; new kinds and fields do not raise it. */
export const EVENT_SCHEMA_VERSION = 1;

/** What a supervisor tells while it works, in order, through one callback. */
export type JobEvent = EventStamp & JobDeed;

export interface EventStamp {
  readonly v: typeof EVENT_SCHEMA_VERSION;
  /** Monotonic ms of the host's clock. */
  readonly atMs: number;
  /** Calendar time, ISO 8601. */
  readonly time: string;
  readonly jobId: string;
  readonly recordingId: string;
}

export type JobDeed =
  | { readonly event: 'job-accepted'; readonly input: string; readonly output: string }
  | { readonly event: 'lock-taken'; readonly recovered: boolean }
  | {
      readonly event: 'slot-taken';
      readonly waitedMs: number;
      readonly inUse: number;
      readonly capacity: number;
    }
  | {
      readonly event: 'probed';
      readonly durationMs?: number;
      readonly video?: string;
      readonly audio?: string;
    }
  | { readonly event: 'strategy-chosen'; readonly strategy: Strategy; readonly reason: string }
  | {
      readonly event: 'attempt-started';
      readonly strategy: Strategy;
      readonly pid: number | undefined;
      readonly command: readonly string[];
      readonly timeoutMs: number;
    }
  | {
      readonly event: 'progress';
      readonly strategy: Strategy;
      readonly progress: ProgressSnapshot;
      readonly fraction?: number;
    }
  | {
      readonly event: 'silent';
      readonly strategy: Strategy;
      readonly silentForMs: number;
      readonly working: boolean;
    }
  /** The supervisor itself slept; that time is not held against ffmpeg. */
  | { readonly event: 'overslept'; readonly strategy: Strategy; readonly lateByMs: number }
  | { readonly event: 'stalled'; readonly strategy: Strategy; readonly stall: StallReport }
  | {
      readonly event: 'stopping';
      readonly strategy?: Strategy;
      readonly why: 'stalled' | 'timeout' | 'cancelled' | 'leaked';
    }
  | { readonly event: 'unkillable'; readonly strategy?: Strategy; readonly pid: number | undefined }
  | ({ readonly event: 'attempt-ended' } & AttemptReport)
  | { readonly event: 'retrying'; readonly strategy: Strategy; readonly reason: string }
  | { readonly event: 'slot-released'; readonly heldMs: number }
  | { readonly event: 'publishing'; readonly bytes: number }
  | { readonly event: 'lock-released' }
  | { readonly event: 'recovered'; readonly removed: readonly string[] }
  | { readonly event: 'warning'; readonly message: string }
  | { readonly event: 'job-ended'; readonly outcome: RemuxOutcome };
