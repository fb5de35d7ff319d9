import type { EngineName } from '../scenario/scenario.js';
import type { ShardOption } from './shard-option.js';

/** What `run` was asked for. */
export interface RunOptions {
  /** Absent: the supervisor of this package. */
  readonly subject?: readonly string[];
  readonly tag?: readonly string[];
  readonly engine: readonly EngineName[];
  /** The binaries for the engine ffmpeg. Absent: all that are found. */
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
  readonly seed: number;
  readonly checkDeterminism?: true;
  /** Verdicts to compare with: only what is newly violated fails. */
  readonly against?: string;
  readonly update?: true;
  /** Only this part of what was chosen; the report says which. */
  readonly shard?: ShardOption;
  readonly out: string;
  /** A page of the report, besides it. */
  readonly html?: string;
  readonly concurrency: number;
  readonly keep?: true;
  readonly json?: true;
  readonly quiet?: true;
  /** Says behind the table what became of each job. */
  readonly outcomes?: true;
}

/** Of simulated time. */
export const DEFAULT_SEED = 1;

export const DEFAULT_SUBJECT = 'production';
