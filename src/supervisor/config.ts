import type { RemuxPolicy } from '../ffmpeg/policy.js';
import type { Strategy } from '../ffmpeg/strategy.js';

/**
 * When an attempt counts as stalled. Names and defaults are the origin's.
 * All durations are policy: a harness may scale them.
 */
export interface ProgressWatchConfig {
  /** An attempt is never called stalled before it has run this long. Default 30 s. */
  readonly startupGraceMs: number;
  /** Silence after which it is: no advance of output time or output size. Default 90 s. */
  readonly stallTimeoutMs: number;
  /** How often signs of life (`/proc`) are sampled while ffmpeg is silent. Never delays detection. Default 5 s. */
  readonly tickMs: number;
  /**
   * How long ffmpeg may go without advance while its input and output move, as in the faststart pass: this
   * long, plus this long for each GB of output. Default 2 min.
   */
  readonly finaliseMs: number;
  /** Labels for logs and metrics. */
  readonly strategy: Strategy;
  readonly recordingId: string;
}

export const WATCH_DEFAULTS = {
  startupGraceMs: 30_000,
  stallTimeoutMs: 90_000,
  tickMs: 5_000,
  finaliseMs: 120_000,
} as const;

/** What holds for every job of one supervisor. */
export interface SupervisorConfig {
  /** Absolute paths of the binaries. */
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** Jobs that may run processes at the same time. Default 2. */
  readonly slots: number;
  readonly watch: Omit<ProgressWatchConfig, 'strategy' | 'recordingId'>;
  /** How long one ffprobe may take. Default 30 s. */
  readonly probeTimeoutMs: number;
  /** Total time for all attempts of a job. Undefined: 20 min + 1 min per GB of input, at most 2 h. */
  readonly totalTimeoutMs?: number;
  /**
   * Command lines, codec rules and catalogue of messages, with its rules for versions applied (`policyForRelease`).
   * Undefined: the shipped one.
   */
  readonly policy?: RemuxPolicy;
  /** Extra environment for the binaries, such as what a packaged ffprobe needs. */
  readonly toolEnv?: Readonly<Record<string, string>>;
}

export const SUPERVISOR_DEFAULTS = { slots: 2, probeTimeoutMs: 30_000, watch: WATCH_DEFAULTS } as const;

const MINUTE_MS = 60_000;
const GB_BYTES = 1e9;

/** The origin's dynamic timeout: 20 min + 1 min per GB of input, at most 2 h. */
export function dynamicTimeoutMs(inputBytes: number): number {
  return Math.min(120 * MINUTE_MS, 20 * MINUTE_MS + (inputBytes / GB_BYTES) * MINUTE_MS);
}

/** How long ffmpeg may work without advance, for an output of that size. */
export function finaliseBoundMs(finaliseMs: number, outputBytes: number): number {
  return finaliseMs * (1 + outputBytes / GB_BYTES);
}

/** Machine durations: they bound what this machine does, and no scaling of policy changes them. */
export const MACHINE = {
  /** A stopping process that has not died after SIGTERM for this long gets SIGKILL. */
  termToKillMs: 500,
  /** How long a killed tree may take to disappear before it is called unkillable. */
  reapBoundMs: 5_000,
  /** How long output may still arrive after the exit. */
  drainMs: 250,
  /** How long one file operation on a job path may take. */
  fileOperationMs: 10_000,
  /** How long a mount that did not answer is left alone before an operation tries it again. */
  mountPauseMs: 10_000,
  /** How long flushing a finished output may take; several GB to a slow disk need their time. */
  syncMs: 600_000,
  /** A timer this late means that this process slept: what it missed is read before anything is judged. */
  latenessGuardMs: 250,
} as const;
