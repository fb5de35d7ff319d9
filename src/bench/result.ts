import type { Interval } from './statistics/interval.js';
import type { TargetVerdict } from './target.js';

export const PART_NAMES = ['release', 'overhead', 'scale', 'parts'] as const;

export type PartName = (typeof PART_NAMES)[number];

/** How much is measured: enough to see how things stand, or enough to publish. */
export type BenchMode = 'quick' | 'full';

/** What was read off in one repetition, of one subject, in one scene. */
export interface Observation {
  /** Counts from 0. Observations of the same repetition were taken side by side and may be compared. */
  readonly repetition: number;
  readonly subject: string;
  readonly scene: string;
  /** Names carry the unit where they have one, such as `totalMs`. */
  readonly values: Readonly<Record<string, number>>;
}

export type Unit = 'ms' | 'µs' | 'MB/s' | 'KiB' | '×' | '%' | '';

/** One number of the report. */
export interface Figure {
  readonly name: string;
  readonly unit: Unit;
  /** What of the samples: `median`, `p95`, `slope`. */
  readonly statistic: string;
  readonly n: number;
  readonly interval: Interval;
}

/** A figure with a bound that it is to keep. */
export interface Target extends Figure {
  readonly bound: { readonly atMost: number } | { readonly atLeast: number };
  readonly verdict: TargetVerdict;
}

/** What something costs by what something else costs that was measured beside it: less is better. */
export interface Ratio extends Figure {
  /** One a repetition. */
  readonly samples: readonly number[];
  /** The gate takes no notice of a change of less than this share. */
  readonly floor: number;
}

/** What one part of the benchmark has come to. */
export interface PartResult {
  readonly part: PartName;
  readonly title: string;
  /** Everything that was chosen and that the numbers depend on. */
  readonly settings: Readonly<Record<string, string>>;
  readonly figures: readonly Figure[];
  readonly targets: readonly Target[];
  readonly ratios: readonly Ratio[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/** The machine that the numbers hold for. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly kernel: string;
  readonly node: string;
  readonly ffmpeg: string;
  /** Processes that wanted a core, over the last minute before the start. */
  readonly loadAtStart: number;
}

export const BENCH_REPORT_VERSION = 1;

export interface BenchReport {
  readonly v: typeof BENCH_REPORT_VERSION;
  readonly mode: BenchMode;
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly machine: Machine;
  readonly parts: readonly PartResult[];
}
