import { judgeRun } from '../../../src/tuner/counterfactual/judge-run.js';
import type { TunePlan } from '../../../src/tuner/counterfactual/plan.js';
import { jobsOf, type TunedJob } from '../../../src/tuner/judging/job.js';
import type { FileResult } from '../../../src/tuner/reading/read-file.js';
import { RunReader } from '../../../src/tuner/reading/run-reader.js';
import {
  type Population,
  syntheticHeader,
  syntheticRecords,
} from '../../../src/tuner/synthetic/population.js';

/** Reads and judges made-up jobs without a file between. */
export async function judgedFile(population: Population, jobs: number, plan: TunePlan): Promise<FileResult> {
  const runs: FileResult['runs'][number][] = [];
  for (let index = 0; index < jobs; index++) {
    const reader = new RunReader(syntheticHeader(population, index), plan.cut.thresholdMs);
    for (const record of syntheticRecords(population, index)) reader.record(record);
    runs.push(await judgeRun(reader.finish(), plan));
  }
  return {
    path: `population-${population.seed}`,
    runs,
    damages: [],
    damaged: 0,
    unusable: [],
    unusableRuns: 0,
  };
}

export async function judgedJobs(
  population: Population,
  jobs: number,
  plan: TunePlan,
): Promise<readonly TunedJob[]> {
  return jobsOf([await judgedFile(population, jobs, plan)], plan.settings.length).jobs;
}
