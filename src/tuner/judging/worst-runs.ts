import type { JudgedRun } from '../counterfactual/judge-run.js';
import type { PlacedGap, RunEnding } from '../reading/run-summary.js';

/** A run with its longest silences, for a timeline. */
export interface WorstRun {
  readonly job: string;
  readonly durationMs: number;
  readonly ending: RunEnding;
  readonly gaps: readonly PlacedGap[];
}

const MOST_RUNS = 8;

/** The runs with the longest silences, longest first. */
export function worstRuns(runs: readonly JudgedRun[]): WorstRun[] {
  return [...runs]
    .sort((a, b) => (b.worst[0]?.gapMs ?? 0) - (a.worst[0]?.gapMs ?? 0))
    .slice(0, MOST_RUNS)
    .map(({ job, durationMs, ending, worst }) => ({ job, durationMs, ending, gaps: worst }));
}
