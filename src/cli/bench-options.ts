import type { Duration } from './duration-option.js';

/** What `bench` was asked for. */
export interface BenchOptions {
  readonly quick?: true;
  readonly full?: true;
  readonly budget?: Duration;
  /** Absent: see `defaultBenchFolder`. */
  readonly out?: string;
  readonly against?: string;
  readonly update?: true;
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
  readonly json?: true;
}
