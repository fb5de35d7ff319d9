import { type DetectorRow, otherDetectors } from './comparison/other-detectors.js';
import { planFor, type TunePlan } from './counterfactual/plan.js';
import { detectionTimes } from './judging/detection.js';
import { type GapCurve, gapCurves } from './judging/gap-curves.js';
import { type Hint, hintsFor } from './judging/hints.js';
import { type JobList, jobsOf } from './judging/job.js';
import { chainOf, type Goal, indexOfSetting, type Recommendation, recommend } from './judging/recommend.js';
import { type SettingRow, settingRows } from './judging/setting-row.js';
import { type DifferenceTest, type Stratum, splitJobs } from './judging/strata.js';
import { type Tail, tailOf } from './judging/tail.js';
import { type Validation, validate } from './judging/validation.js';
import { type WorstRun, worstRuns } from './judging/worst-runs.js';
import type { FileResult } from './reading/read-file.js';
import { type Candidates, TODAY } from './setting.js';

export interface TuneOptions {
  readonly candidates: Candidates;
  readonly goal: Goal;
  /** Hangs in a thousand jobs, as the user states it. */
  readonly hangsPerThousandJobs: number;
}

/** Raised when a field changes its meaning. */
export const TUNE_REPORT_VERSION = 1;

/** What tuning came to. The same traces and options give the same report, byte for byte. */
export interface TuneReport {
  readonly stallproof: 'tune';
  readonly v: number;
  readonly options: TuneOptions;
  readonly read: ReadCounts;
  /** What was tested for differences, and what the jobs are told apart by. */
  readonly differences: { readonly tests: readonly DifferenceTest[]; readonly splitBy: readonly string[] };
  readonly strata: readonly StratumReport[];
}

export interface ReadCounts {
  readonly files: number;
  readonly unreadable: readonly { readonly file: string; readonly why: string }[];
  readonly runs: number;
  readonly jobs: number;
  readonly hours: number;
  /** Runs that were skipped because their record is damaged; the first of them by file and line. */
  readonly damaged: number;
  readonly damages: readonly { readonly file: string; readonly line: number; readonly why: string }[];
  /** Runs that say less than happened. */
  readonly unusable: number;
  readonly unusableRuns: readonly { readonly file: string; readonly why: string }[];
  readonly repeated: number;
  /** Times that the supervisor was run. */
  readonly replays: number;
}

export interface StratumReport {
  readonly name: string;
  readonly jobs: number;
  readonly whole: number;
  readonly recommendation: Recommendation;
  /** Name of the recommended setting, or of the most patient one where none can be recommended. */
  readonly setting: string;
  readonly hints: readonly Hint[];
  readonly settings: readonly SettingRow[];
  readonly today: number;
  readonly validation: Validation;
  readonly gaps: readonly GapCurve[];
  readonly tail: Tail;
  readonly comparison: readonly DetectorRow[];
  readonly worst: readonly WorstRun[];
}

/** Judges all that was read. */
export async function tune(results: readonly FileResult[], options: TuneOptions): Promise<TuneReport> {
  const plan = planFor(options.candidates);
  const list = jobsOf(results, plan.settings.length);
  const { tests, splitBy, strata } = splitJobs(list.jobs);
  const reports: StratumReport[] = [];
  for (const stratum of strata) reports.push(await reportOn(stratum, list, plan, options));
  return {
    stallproof: 'tune',
    v: TUNE_REPORT_VERSION,
    options,
    read: readCounts(results, list),
    differences: { tests, splitBy },
    strata: reports,
  };
}

async function reportOn(
  { name, jobs }: Stratum,
  list: JobList,
  plan: TunePlan,
  { candidates, goal, hangsPerThousandJobs }: TuneOptions,
): Promise<StratumReport> {
  const { settings } = plan;
  const chain = chainOf(settings, candidates);
  const detection = await detectionTimes(jobs, plan);
  const rows = settingRows(jobs, { settings, detection, goal, hangsPerThousandJobs });
  const recommendation = recommend(jobs, settings, chain, goal);
  const members = new Set(jobs);
  const runs = list.runs.filter((_, index) => {
    const job = list.jobs[list.jobOfRun[index] ?? -1];
    return job !== undefined && members.has(job);
  });
  return {
    name,
    jobs: jobs.length,
    whole: jobs.filter(({ whole }) => whole).length,
    recommendation,
    setting: rows[recommendation.setting]?.name ?? '',
    hints: hintsFor(rows, recommendation, goal),
    settings: rows,
    today: indexOfSetting(settings, TODAY),
    validation: validate(jobs, { settings, chain, goal }),
    gaps: gapCurves(runs, jobs),
    tail: tailOf(jobs, candidates.stallsMs),
    comparison: otherDetectors(jobs, recommendation.count.kills),
    worst: worstRuns(runs),
  };
}

const HOUR_MS = 3_600_000;

function readCounts(results: readonly FileResult[], { jobs, runs, repeated }: JobList): ReadCounts {
  const sum = (of: (result: FileResult) => number): number =>
    results.reduce((total, each) => total + of(each), 0);
  return {
    files: results.length,
    unreadable: results.flatMap(({ path, problem }) =>
      problem === undefined ? [] : [{ file: path, why: problem }],
    ),
    runs: runs.length,
    jobs: jobs.length,
    hours: runs.reduce((total, { durationMs }) => total + durationMs, 0) / HOUR_MS,
    damaged: sum(({ damaged }) => damaged),
    damages: results.flatMap(({ path, damages }) => damages.map((damage) => ({ file: path, ...damage }))),
    unusable: sum(({ unusableRuns }) => unusableRuns),
    unusableRuns: results.flatMap(({ path, unusable }) => unusable.map((why) => ({ file: path, why }))),
    repeated,
    replays: runs.reduce((total, { replays }) => total + replays, 0),
  };
}
