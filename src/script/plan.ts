import type { Strategy } from '../ffmpeg/strategy.js';
import type { Step } from './step.js';

/** What ffprobe says of a recording, and what a complete output holds. */
export interface Recording {
  readonly sizeBytes: number;
  readonly durationMs: number;
  /** ffprobe's codec name; undefined: the recording has no such stream. */
  readonly video?: string;
  readonly audio?: string;
  /** ffprobe's pix_fmt, such as `yuv420p` or `yuv420p10le`. */
  readonly pixelFormat: string;
  /** What `format.duration` claims; undefined: the truth, null: nothing. */
  readonly claimedDurationMs?: number | null;
}

export interface FakeJob {
  readonly id: string;
  /** Absolute paths as the subject gets them; a fake finds its job by the paths in its arguments. */
  readonly input: string;
  /** Absolute paths of the recording's further parts; absent: it is one file. */
  readonly furtherParts?: readonly string[];
  readonly output: string;
  /** A FIFO whose write end every process of the job holds; its EOF dates the death of the whole tree. */
  readonly tether: string;
  readonly recording: Recording;
  /** What ffmpeg does on each rung. A rung without steps remuxes well, so that a wrong retry shows. */
  readonly ffmpeg: Readonly<Partial<Record<Strategy, readonly Step[]>>>;
  /** What ffprobe does with the recording; undefined: it answers at once. */
  readonly ffprobe?: readonly Step[];
  /** What ffprobe does with an output; undefined: it answers from the file. */
  readonly ffprobeOutput?: readonly Step[];
}

/** Everything the fakes of one run need; handed down in one environment variable as a path to this, as JSON. */
export interface FakePlan {
  readonly version: 1;
  /** Nominal durations are divided by this. */
  readonly speed: number;
  /** Where fakes append their events (`events.ndjson`) and claim their turn (`claims/`). */
  readonly folder: string;
  readonly jobs: readonly FakeJob[];
}

/** The environment variable that holds the path of the plan. */
export const PLAN_VARIABLE = 'STALLPROOF_FAKE_PLAN';
