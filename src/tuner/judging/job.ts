import type { JudgedRun } from '../counterfactual/judge-run.js';
import { PHASES, type Phase } from '../phase.js';
import type { FileResult } from '../reading/read-file.js';
import type { HangOnset, LargestGap } from '../reading/run-summary.js';

/** What a setting makes of a job: nothing, a false kill, or the end of a silence that nobody saw the end of. */
export type Answer = '.' | 'f' | 'u';

/** One job: its attempts, one after another. What the statistics count. */
export interface TunedJob {
  readonly name: string;
  readonly file: string;
  readonly source: string;
  readonly factors: Readonly<Record<string, string>>;
  readonly durationMs: number;
  /** Whether every attempt ended by itself. */
  readonly whole: boolean;
  /** One {@link Answer} a setting. */
  readonly answers: string;
  /** The same by the closed formula: `f` or `.`. */
  readonly formula: string;
  /** Work lost to a false kill: settings and how long the job had run by then. */
  readonly lost: readonly (readonly [setting: number, ms: number])[];
  readonly largest: Readonly<Partial<Record<Phase, LargestGap>>>;
  readonly hang: HangOnset | undefined;
  readonly latestMs: number;
  readonly mostDeviations: number;
}

/** The jobs of all files, in order, and how many runs came up twice. */
export interface JobList {
  readonly jobs: readonly TunedJob[];
  readonly runs: readonly JudgedRun[];
  /** For each run, the place of its job among the jobs. */
  readonly jobOfRun: readonly number[];
  /** Runs that stand in two files, such as one and a copy of it; they count once. */
  readonly repeated: number;
}

/** Puts runs together to jobs: those of one file that share a name. */
export function jobsOf(results: readonly FileResult[], settings: number): JobList {
  const seen = new Set<string>();
  const jobs: TunedJob[] = [];
  const runs: JudgedRun[] = [];
  const jobOfRun: number[] = [];
  let repeated = 0;
  for (const { path, runs: found } of results) {
    const byJob = new Map<string, JudgedRun[]>();
    for (const run of found) {
      const mark = `${run.job}\n${run.startedAt}\n${run.durationMs}`;
      if (seen.has(mark)) {
        repeated++;
        continue;
      }
      seen.add(mark);
      const attempts = byJob.get(run.job) ?? [];
      attempts.push(run);
      byJob.set(run.job, attempts);
    }
    for (const [name, attempts] of byJob) {
      for (const run of attempts) {
        runs.push(run);
        jobOfRun.push(jobs.length);
      }
      jobs.push(jobOf(name, path, attempts, settings));
    }
  }
  return { jobs, runs, jobOfRun, repeated };
}

function jobOf(name: string, file: string, runs: readonly JudgedRun[], settings: number): TunedJob {
  const answers = new Array<Answer>(settings).fill('.');
  const formula = new Array<Answer>(settings).fill('.');
  const lost: [number, number][] = [];
  let beforeMs = 0;
  for (const { kills, formulaKills, durationMs } of runs) {
    for (const { setting, atMs, kind } of kills) {
      // A stall is final: with that setting there are no later attempts.
      if (answers[setting] !== '.') continue;
      answers[setting] = kind === 'false' ? 'f' : 'u';
      if (kind === 'false') lost.push([setting, beforeMs + atMs]);
    }
    for (const setting of formulaKills) formula[setting] = 'f';
    beforeMs += durationMs;
  }
  const [first] = runs;
  return {
    name,
    file,
    source: first?.source ?? file,
    factors: first?.factors ?? {},
    durationMs: beforeMs,
    whole: runs.every(({ ending }) => ending === 'own'),
    answers: answers.join(''),
    formula: formula.join(''),
    lost,
    largest: largestOf(runs),
    hang: runs.find(({ hang }) => hang !== undefined)?.hang,
    latestMs: Math.max(...runs.map(({ latestMs }) => latestMs)),
    mostDeviations: Math.max(...runs.map(({ mostDeviations }) => mostDeviations)),
  };
}

function largestOf(runs: readonly JudgedRun[]): TunedJob['largest'] {
  const largest: Partial<Record<Phase, LargestGap>> = {};
  for (const run of runs) {
    for (const phase of PHASES) {
      const gap = run.largest[phase];
      if (gap !== undefined && gap.gapMs >= (largest[phase]?.gapMs ?? 0)) largest[phase] = gap;
    }
  }
  return largest;
}

/** A job's longest silence of all phases. */
export function longestGap({ largest }: Pick<TunedJob, 'largest'>): LargestGap {
  return PHASES.map((phase) => largest[phase])
    .filter((gap) => gap !== undefined)
    .reduce((most, gap) => (gap.gapMs > most.gapMs ? gap : most), { gapMs: 0, ended: true });
}
