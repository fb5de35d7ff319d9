import { exactInterval, type ProbabilityRange } from '../../statistics/clopper-pearson.js';
import { hashOf } from '../reading/identity.js';
import type { Setting } from '../setting.js';
import { longestGap, type TunedJob } from './job.js';
import { countKills } from './kill-counts.js';
import { type Goal, type Recommendation, recommend } from './recommend.js';

/** What a recommendation from one part of the jobs does to the other part. */
export interface HeldOut {
  /** Parts that were held out, and those for which the rest was enough to recommend anything. */
  readonly parts: number;
  readonly recommended: number;
  /** The stall times that were recommended, shortest first. */
  readonly stallsMs: readonly number[];
  readonly jobs: number;
  readonly kills: number;
  readonly interval: ProbabilityRange;
}

export interface Validation {
  /** Each fifth of the jobs, held against the others. */
  readonly byJob: HeldOut;
  /** Each source, held against the others; undefined where there is only one. */
  readonly bySource: HeldOut | undefined;
  /** The recommendation without the job of the longest silence. */
  readonly withoutLargest:
    | { readonly job: string; readonly gapMs: number; readonly recommendation: Recommendation }
    | undefined;
}

const FOLDS = 5;

/** With more sources than this, they are held out in groups. */
const MOST_SOURCES = 20;

export interface Rule {
  readonly settings: readonly Setting[];
  readonly chain: readonly number[];
  readonly goal: Goal;
}

/** Holds the way of recommending against jobs that it has not seen. */
export function validate(jobs: readonly TunedJob[], rule: Rule): Validation {
  const sources = new Map([...new Set(jobs.map(({ source }) => source))].map((name, index) => [name, index]));
  const groups = Math.min(sources.size, MOST_SOURCES);
  const largest = jobs.reduce<TunedJob | undefined>(
    (most, job) => (most === undefined || longestGap(job).gapMs > longestGap(most).gapMs ? job : most),
    undefined,
  );
  return {
    byJob: heldOut(jobs, FOLDS, ({ file, name }) => hashOf(`${file}\n${name}`) % FOLDS, rule),
    bySource:
      groups < 2
        ? undefined
        : heldOut(jobs, groups, ({ source }) => (sources.get(source) ?? 0) % groups, rule),
    withoutLargest:
      largest === undefined || jobs.length < 2
        ? undefined
        : {
            job: largest.name,
            gapMs: longestGap(largest).gapMs,
            recommendation: recommend(
              jobs.filter((job) => job !== largest),
              rule.settings,
              rule.chain,
              rule.goal,
            ),
          },
  };
}

function heldOut(
  jobs: readonly TunedJob[],
  parts: number,
  partOf: (job: TunedJob) => number,
  { settings, chain, goal }: Rule,
): HeldOut {
  const assigned = jobs.map(partOf);
  const stallsMs: number[] = [];
  let [held, kills, recommended] = [0, 0, 0];
  for (let part = 0; part < parts; part++) {
    const rest = jobs.filter((_, index) => assigned[index] !== part);
    const found = recommend(rest, settings, chain, goal);
    if (found.kind !== 'recommended') continue;
    recommended++;
    stallsMs.push(settings[found.setting]?.stallTimeoutMs ?? 0);
    const count = countKills(
      jobs.filter((_, index) => assigned[index] === part),
      found.setting,
    );
    held += count.jobs;
    kills += count.kills;
  }
  return {
    parts,
    recommended,
    stallsMs: [...new Set(stallsMs)].sort((a, b) => a - b),
    jobs: held,
    kills,
    interval: exactInterval(kills, held, goal.confidence),
  };
}
