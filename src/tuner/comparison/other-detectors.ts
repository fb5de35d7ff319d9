import { mean, numericSort, quantileSorted } from 'simple-statistics';
import { longestGap, type TunedJob } from '../judging/job.js';
import { phiOf } from './phi-accrual.js';

/** Another way to suspect a hang, set so that it would have ended as many jobs falsely. */
export interface DetectorRow {
  readonly name: string;
  /** Where it is described. */
  readonly source: string;
  /** What was chosen, in words: `alpha = 12.3 s`. */
  readonly parameter: string;
  readonly value: number;
  readonly jobs: number;
  readonly falseKills: number;
  readonly detection: { readonly meanMs: number; readonly p95Ms: number } | undefined;
  /** What it cannot see, or was spared. */
  readonly note: string;
}

/**
 * Detectors from the literature beside the watchdog, over the whole jobs. Each has one parameter, which is set as low as it
 * goes while no more jobs are ended falsely than `allowed`: what is left to compare is how soon they find a hang.
 */
export function otherDetectors(jobs: readonly TunedJob[], allowed: number): DetectorRow[] {
  const whole = jobs.filter((job) => job.whole);
  if (whole.length === 0) return [];
  return [fixedTimeout(whole, allowed), expectedArrival(whole, allowed), phiAccrual(whole, allowed)];
}

/** Silence alone: no grace, no look at what the process does. What media servers do with a timer. */
function fixedTimeout(jobs: readonly TunedJob[], allowed: number): DetectorRow {
  const valueMs = least(
    jobs.map((job) => longestGap(job).gapMs),
    allowed,
  );
  return {
    name: 'fixed timeout',
    source: 'a timer that each advance resets',
    parameter: `${seconds(valueMs)} of silence`,
    value: valueMs,
    ...counted(jobs, (job) => longestGap(job).gapMs, valueMs),
    detection: times(
      jobs.flatMap(({ hang }) => (hang === undefined ? [] : [hang.advancedAtMs + valueMs - hang.onsetMs])),
    ),
    note: 'sees neither io nor CPU time: a faststart pass is silence to it',
  };
}

function expectedArrival(jobs: readonly TunedJob[], allowed: number): DetectorRow {
  const alphaMs = least(
    jobs.map(({ latestMs }) => latestMs),
    allowed,
  );
  return {
    name: 'expected arrival',
    source: 'Chen, Toueg, Aguilera 2002 (NFD-E)',
    parameter: `alpha = ${seconds(alphaMs)}`,
    value: alphaMs,
    ...counted(jobs, ({ latestMs }) => latestMs, alphaMs),
    detection: times(
      jobs.flatMap(({ hang }) =>
        hang?.expectedMs === undefined ? [] : [hang.expectedMs + alphaMs - hang.onsetMs],
      ),
    ),
    note: 'from the fifth advance on; spared the start-up',
  };
}

function phiAccrual(jobs: readonly TunedJob[], allowed: number): DetectorRow {
  const z = least(
    jobs.map(({ mostDeviations }) => mostDeviations),
    allowed,
  );
  return {
    name: 'phi accrual',
    source: 'Hayashibara, Defago, Yared, Katayama 2004',
    parameter: `phi = ${phiOf(z).toPrecision(3)}`,
    value: phiOf(z),
    ...counted(jobs, ({ mostDeviations }) => mostDeviations, z),
    detection: times(
      jobs.flatMap(({ hang }) =>
        hang?.rhythm === undefined
          ? []
          : [hang.advancedAtMs + hang.rhythm.meanMs + z * hang.rhythm.deviationMs - hang.onsetMs],
      ),
    ),
    note: 'from the fifth interval on; spared the start-up',
  };
}

/** The lowest value that no more than so many jobs exceed. */
function least(values: readonly number[], allowed: number): number {
  const sorted = numericSort([...values]);
  return sorted[Math.max(0, sorted.length - 1 - allowed)] ?? 0;
}

function counted(jobs: readonly TunedJob[], of: (job: TunedJob) => number, value: number) {
  return { jobs: jobs.length, falseKills: jobs.filter((job) => of(job) > value).length };
}

function times(unnoticedMs: readonly number[]): DetectorRow['detection'] {
  const later = unnoticedMs.filter((ms) => ms >= 0);
  if (later.length === 0) return undefined;
  return { meanMs: mean(later), p95Ms: quantileSorted(numericSort(later), 0.95) };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toPrecision(3)} s`;
}
