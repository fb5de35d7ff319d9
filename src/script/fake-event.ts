import type { Strategy } from '../ffmpeg/strategy.js';

/**
 * What a fake really did, with the monotonic time (ms, the machine's CLOCK_MONOTONIC) right after it did it.
 * Oracles judge these, never the script's intention: a delay by a loaded machine is then no accusation.
 */
export type FakeEvent = FakeOrigin & FakeDeed;

export interface FakeOrigin extends FakeIdentity {
  readonly atMs: number;
}

/** Which process it is: the same for all that it does. */
export interface FakeIdentity {
  readonly pid: number;
  readonly tool: 'ffmpeg' | 'ffprobe';
  readonly job: string;
  /** Counts the invocations of this tool for this job, from 1. */
  readonly invocation: number;
  /** Absent for ffprobe. */
  readonly strategy?: Strategy;
}

export type FakeDeed =
  | {
      readonly kind: 'started';
      readonly parentPid: number;
      readonly args: readonly string[];
      readonly writesTo?: string;
      /** It tells its progress where only the subject can see it, so that nothing can be said of its silences. */
      readonly hidesProgress?: true;
    }
  /** A progress block that left completely. Values as printed; absent means N/A or not printed. */
  | {
      readonly kind: 'progress';
      readonly outTimeUs?: number;
      readonly totalSizeBytes?: number;
      readonly end: boolean;
    }
  /** Other output on a stream, at most one event for each 100 ms of a flood. `lastLine`: of stderr, where it is short. */
  | {
      readonly kind: 'wrote';
      readonly stream: 'stdout' | 'stderr';
      readonly bytes: number;
      readonly lastLine?: string;
    }
  /** Media written to the output file; `bytes` is the file's size since then. */
  | { readonly kind: 'output'; readonly bytes: number; readonly complete: boolean }
  | { readonly kind: 'churned'; readonly bytes: number }
  /** CPU time burnt since the last such event, or since it began to; at most one event for each 100 ms. */
  | { readonly kind: 'computed'; readonly forMs: number }
  /** It is about to stop itself. */
  | { readonly kind: 'froze' }
  /** No signal reaches it from now on. */
  | { readonly kind: 'stuck' }
  /** A signal that it could answer; of one that is stuck, SIGKILL too. */
  | { readonly kind: 'signalled'; readonly signal: string }
  | {
      readonly kind: 'forked';
      readonly childPid: number;
      readonly holdsPipes: boolean;
      readonly newSession: boolean;
    }
  /** The last thing it says before it ends by its own will; one that was killed never says it. */
  | { readonly kind: 'exiting'; readonly code?: number; readonly signal?: string };
