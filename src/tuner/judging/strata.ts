import { PHASES, type Phase } from '../phase.js';
import { holm } from '../statistics/holm.js';
import type { Lifetime } from '../statistics/kaplan-meier.js';
import { logRank } from '../statistics/log-rank.js';
import type { TunedJob } from './job.js';

/** The level at which a difference counts, for all tests together. */
const LEVEL = 0.05;

/** Fewer jobs than this do not show whether they are different. */
const LEAST_JOBS = 5;

/** Whether jobs that differ in something differ in their longest silence of a phase. */
export interface DifferenceTest {
  readonly factor: string;
  readonly phase: Phase;
  readonly groups: Readonly<Record<string, number>>;
  readonly chiSquare: number;
  readonly degrees: number;
  /** Corrected for all tests together (Holm). */
  readonly p: number;
  readonly differs: boolean;
}

/** Jobs that are judged together. */
export interface Stratum {
  /** `strategy=default, storage=nfs`; `all jobs` where nothing tells them apart. */
  readonly name: string;
  readonly jobs: readonly TunedJob[];
}

export interface Strata {
  readonly tests: readonly DifferenceTest[];
  /** What the jobs are told apart by, since the data says that it matters. */
  readonly splitBy: readonly string[];
  readonly strata: readonly Stratum[];
}

/** Tells apart what the data says is different: each factor by the log-rank test in each phase, corrected by Holm. */
export function splitJobs(jobs: readonly TunedJob[]): Strata {
  const factors = [...new Set(jobs.flatMap((job) => Object.keys(job.factors)))].sort();
  const raw = factors.flatMap((factor) => PHASES.flatMap((phase) => testOf(jobs, factor, phase) ?? []));
  const adjusted = holm(raw.map(({ p }) => p));
  const tests = raw.map((test, index) => {
    const p = adjusted[index] ?? 1;
    return { ...test, p, differs: p < LEVEL };
  });
  const splitBy = factors.filter((factor) => tests.some((test) => test.factor === factor && test.differs));
  const strata = new Map<string, TunedJob[]>();
  for (const job of jobs) {
    const name = splitBy.map((factor) => `${factor}=${factorValue(job, factor)}`).join(', ') || 'all jobs';
    const members = strata.get(name) ?? [];
    members.push(job);
    strata.set(name, members);
  }
  const named = [...strata].map(([name, members]) => ({ name, jobs: members }));
  return { tests, splitBy, strata: named.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function testOf(
  jobs: readonly TunedJob[],
  factor: string,
  phase: Phase,
): Omit<DifferenceTest, 'differs'> | undefined {
  const groups = new Map<string, Lifetime[]>();
  for (const job of jobs) {
    const gap = job.largest[phase];
    if (gap === undefined) continue;
    const value = factorValue(job, factor);
    const group = groups.get(value) ?? [];
    group.push({ atMs: gap.gapMs, ended: gap.ended });
    groups.set(value, group);
  }
  const large = [...groups]
    .filter(([, group]) => group.length >= LEAST_JOBS)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (large.length < 2) return undefined;
  const { chiSquare, degrees, p } = logRank(large.map(([, group]) => group));
  return {
    factor,
    phase,
    groups: Object.fromEntries(large.map(([value, group]) => [value, group.length])),
    chiSquare,
    degrees,
    p,
  };
}

function factorValue({ factors }: TunedJob, factor: string): string {
  return factors[factor] ?? 'unknown';
}
