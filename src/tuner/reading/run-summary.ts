import type { Rhythm } from '../comparison/phi-accrual.js';
import type { Beats } from '../counterfactual/beats.js';
import type { SparseBins } from '../gap-bins.js';
import type { Phase } from '../phase.js';

/** The longest silence of a phase. */
export interface LargestGap {
  readonly gapMs: number;
  /** False where somebody ended the run in it: it would have been longer. */
  readonly ended: boolean;
}

/** A silence with its place, for the timeline. */
export interface PlacedGap extends LargestGap {
  readonly atMs: number;
  readonly phase: Phase;
}

/** A hang that begins at a random instant of the run. */
export interface HangOnset {
  readonly onsetMs: number;
  /** The last sign of progress before it. */
  readonly advancedAtMs: number;
  /** When Chen's detector expected the next one. */
  readonly expectedMs?: number;
  readonly rhythm?: Rhythm;
}

/** How a run ended: by itself, by whoever supervised or recorded it, or with the recorder's own end. */
export type RunEnding = 'own' | 'stopped' | 'cut';

/** What is kept of one run until all have been read. */
export interface RunSummary {
  readonly job: string;
  readonly startedAt: string;
  /** What the user says it comes from; undefined: the file that it stands in. */
  readonly source: string | undefined;
  /** What runs may differ in: strategy, codec, labels. */
  readonly factors: Readonly<Record<string, string>>;
  readonly durationMs: number;
  readonly ending: RunEnding;
  readonly bins: Readonly<Record<Phase, SparseBins>>;
  readonly largest: Readonly<Partial<Record<Phase, LargestGap>>>;
  /** The longest silences, longest first. */
  readonly worst: readonly PlacedGap[];
  readonly hang: HangOnset | undefined;
  /** By how much an arrival was later than Chen's detector expected, at most. */
  readonly latestMs: number;
  /** The most deviations above the mean that phi accrual saw. */
  readonly mostDeviations: number;
}

/** A run as it comes out of the reader: what is kept, and what is replayed at once and then forgotten. */
export interface ReadRun {
  readonly summary: RunSummary;
  readonly beats: Beats;
}
