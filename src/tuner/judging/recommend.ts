import { exactLowerBound, exactUpperBound, trialsNeeded } from '../../statistics/clopper-pearson.js';
import { type Candidates, type Setting, settingName } from '../setting.js';
import type { TunedJob } from './job.js';
import { countKills, type KillCount } from './kill-counts.js';

/** What is asked for: at most this probability of a false kill per job, with that confidence. */
export interface Goal {
  readonly budget: number;
  readonly confidence: number;
}

export type Recommendation =
  | {
      readonly kind: 'recommended';
      /** Index among the settings. */
      readonly setting: number;
      /** The shortest stall time that the data does not contradict, and the shortest that it proves. */
      readonly stallMs: { readonly notRefutedMs: number; readonly provenMs: number };
      readonly count: KillCount;
      /** At most so probable a false kill, with the confidence asked for. */
      readonly atMost: number;
    }
  | {
      readonly kind: 'insufficient';
      /** The most patient setting, which keeps the budget sooner than any other. */
      readonly setting: number;
      readonly count: KillCount;
      readonly atMost: number;
      /** Jobs with no more kills than these would do; Infinity: none would. */
      readonly jobsNeeded: number;
      /** Whether the data says that even the most patient setting breaks the budget. */
      readonly refuted: boolean;
    };

/** The settings that are asked one after another, most patient first: first grace and finalise bound, every stall time. */
export function chainOf(settings: readonly Setting[], { gracesMs, finalisesMs }: Candidates): number[] {
  return settings
    .map((setting, index) => ({ setting, index }))
    .filter(({ setting }) => setting.startupGraceMs === gracesMs[0] && setting.finaliseMs === finalisesMs[0])
    .sort((a, b) => b.setting.stallTimeoutMs - a.setting.stallTimeoutMs)
    .map(({ index }) => index);
}

/**
 * The most impatient setting that provably keeps the budget. The settings of the chain are tested in an order that was fixed
 * before the data was seen, each only when all before it have passed: so the chance of recommending any that breaks the
 * budget stays below 1 - confidence without a correction for their number (Maurer, Hothorn and Lehmacher 1995; Westfall
 * and Krishen, Journal of Statistical Planning and Inference 99, 2001).
 */
export function recommend(
  jobs: readonly TunedJob[],
  settings: readonly Setting[],
  chain: readonly number[],
  goal: Goal,
): Recommendation {
  const counts = chain.map((index) => ({ index, count: countKills(jobs, index) }));
  return recommendFrom(counts, settings, goal);
}

export function recommendFrom(
  counts: readonly { readonly index: number; readonly count: KillCount }[],
  settings: readonly Setting[],
  { budget, confidence }: Goal,
): Recommendation {
  const atMost = ({ kills, jobs }: KillCount): number => exactUpperBound(kills, jobs, confidence);
  const passed = counts.findIndex(({ count }) => atMost(count) > budget);
  const proven = passed < 0 ? counts.at(-1) : counts[passed - 1];
  const [first] = counts;
  if (first === undefined) throw new Error('internal error: no setting to recommend');
  if (proven === undefined) {
    const { index, count } = first;
    return {
      kind: 'insufficient',
      setting: index,
      count,
      atMost: atMost(count),
      jobsNeeded: trialsNeeded(count.kills, budget, confidence),
      refuted: exactLowerBound(count.kills, count.jobs, confidence) > budget,
    };
  }
  const open = counts.filter(({ count }) => exactLowerBound(count.kills, count.jobs, confidence) <= budget);
  return {
    kind: 'recommended',
    setting: proven.index,
    stallMs: {
      notRefutedMs: stallOf(settings, (open.at(-1) ?? proven).index),
      provenMs: stallOf(settings, proven.index),
    },
    count: proven.count,
    atMost: atMost(proven.count),
  };
}

function stallOf(settings: readonly Setting[], index: number): number {
  const setting = settings[index];
  if (setting === undefined) throw new Error('internal error: no such setting');
  return setting.stallTimeoutMs;
}

/** The setting with these thresholds among the others. */
export function indexOfSetting(settings: readonly Setting[], wanted: Setting): number {
  return settings.findIndex((setting) => settingName(setting) === settingName(wanted));
}
