import type { JudgedRun } from '../counterfactual/judge-run.js';
import { binStartMs, type GapBin, GapBins } from '../gap-bins.js';
import { PHASES, type Phase } from '../phase.js';
import { kaplanMeier, survivalOf, survivalQuantile } from '../statistics/kaplan-meier.js';
import type { TunedJob } from './job.js';

/** The silences of one phase. */
export interface GapCurve {
  readonly phase: Phase;
  readonly gaps: number;
  /** Cut short by somebody: how long they would have been is not known. */
  readonly censored: number;
  /** Counts on a logarithmic axis: lower edge in ms, gaps that ended, gaps that were cut short. */
  readonly bins: readonly { readonly fromMs: number; readonly ended: number; readonly censored: number }[];
  /** The share of gaps that last longer, after Kaplan and Meier; at the upper edge of each bin. */
  readonly survival: readonly { readonly ms: number; readonly share: number }[];
  /** Of the longest silence of each job: median and more, after Kaplan and Meier; undefined where it cannot be told. */
  readonly longestPerJob: {
    readonly jobs: number;
    readonly medianMs: number | undefined;
    readonly p95Ms: number | undefined;
    readonly p99Ms: number | undefined;
    readonly maxMs: number;
  };
}

/** Silences by phase: all of them for the picture, the longest of each job for the statistics. */
export function gapCurves(runs: readonly JudgedRun[], jobs: readonly TunedJob[]): GapCurve[] {
  return PHASES.map((phase) => {
    const total = new GapBins();
    for (const { bins } of runs) total.merge(bins[phase]);
    return curveOf(phase, total.filled(), jobs);
  });
}

function curveOf(phase: Phase, bins: readonly GapBin[], jobs: readonly TunedJob[]): GapCurve {
  const counts = bins.map(({ bin, ends, lost }) => ({ atMs: binStartMs(bin + 1), ends, lost }));
  const longest = jobs.flatMap(({ largest }) => largest[phase] ?? []);
  const perJob = kaplanMeier(longest.map(({ gapMs, ended }) => ({ atMs: gapMs, ended })));
  return {
    phase,
    gaps: counts.reduce((sum, { ends, lost }) => sum + ends + lost, 0),
    censored: counts.reduce((sum, { lost }) => sum + lost, 0),
    bins: bins.map(({ bin, ends, lost }) => ({ fromMs: binStartMs(bin), ended: ends, censored: lost })),
    survival: survivalOf(counts).map(({ atMs, survival }) => ({ ms: atMs, share: survival })),
    longestPerJob: {
      jobs: longest.length,
      medianMs: survivalQuantile(perJob, 0.5),
      p95Ms: survivalQuantile(perJob, 0.95),
      p99Ms: survivalQuantile(perJob, 0.99),
      maxMs: longest.reduce((most, { gapMs }) => Math.max(most, gapMs), 0),
    },
  };
}
