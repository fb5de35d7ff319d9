import { mean } from 'simple-statistics';
import { exactInterval, exactUpperBound, type ProbabilityRange } from '../../statistics/clopper-pearson.js';
import type { Band } from '../../statistics/percentile-band.js';
import { graceMatters, type Setting, settingName } from '../setting.js';
import { jobBootstrap } from '../statistics/job-bootstrap.js';
import { rateInterval } from '../statistics/rate-interval.js';
import type { DetectionTime } from './detection.js';
import type { TunedJob } from './job.js';
import { countKills } from './kill-counts.js';
import type { Goal } from './recommend.js';

/** What is known of one setting. */
export interface SettingRow {
  readonly name: string;
  readonly setting: Setting;
  /** Whether the grace makes any difference. */
  readonly graceMatters: boolean;
  readonly jobs: number;
  readonly falseKills: number;
  /** Probability of a false kill per job: share, exact interval, and the exact one-sided bound. */
  readonly perJob: {
    readonly share: number;
    readonly interval: ProbabilityRange;
    readonly atMost: number;
    readonly bootstrap: Band;
  };
  readonly perThousandJobHours: { readonly rate: number; readonly low: number; readonly high: number };
  /** How long a job had run when it was falsely killed, on average; undefined without any. */
  readonly workLostMs: number | undefined;
  /** Jobs that somebody ended in a silence as long as that, and the bound if none of them had hung. */
  readonly unclear: number;
  readonly atMostIfNoneHung: number;
  /** False kills by the closed formula: a check. */
  readonly formulaKills: number;
  readonly detection: DetectionTime | undefined;
  /** Hours of a slot that a thousand jobs lose at the stated hang rate: to hangs, and to work that is killed falsely. */
  readonly slotHoursPerThousandJobs: { readonly hangs: number | undefined; readonly falseKills: number };
  /** A setting before it in the list has the same stall time, kills the same jobs, and finds hangs as soon. */
  readonly sameAs: string | undefined;
  /** Another setting has no more false kills and finds a hang no later, and one of them better. */
  readonly dominated: boolean;
}

export interface RowContext {
  readonly settings: readonly Setting[];
  readonly detection: readonly (DetectionTime | undefined)[];
  readonly goal: Goal;
  /** Hangs in a thousand jobs. */
  readonly hangsPerThousandJobs: number;
}

const HOUR_MS = 3_600_000;

/** Every setting, against the jobs of one stratum. */
export function settingRows(jobs: readonly TunedJob[], context: RowContext): SettingRow[] {
  const counted = jobs.filter(({ whole, answers }) => whole || answers.includes('f'));
  const bands = bootstrapBands(counted, context.settings.length);
  const hours = counted.reduce((sum, { durationMs }) => sum + durationMs, 0) / HOUR_MS;
  const rows = context.settings.map((setting, index) =>
    rowOf(jobs, setting, index, hours, bands[index], context),
  );
  const killed = context.settings.map((_, index) => jobs.map(({ answers }) => answers[index]).join(''));
  return rows.map((row, index) => ({
    ...row,
    sameAs: rows.find((other, at) => at < index && killed[at] === killed[index] && isAlike(other, row))?.name,
    dominated: rows.some((other) => dominates(other, row)),
  }));
}

function isAlike(a: SettingRow, b: SettingRow): boolean {
  return a.setting.stallTimeoutMs === b.setting.stallTimeoutMs && a.detection?.meanMs === b.detection?.meanMs;
}

function rowOf(
  jobs: readonly TunedJob[],
  setting: Setting,
  index: number,
  hours: number,
  band: Band | undefined,
  { detection, goal, hangsPerThousandJobs }: RowContext,
): SettingRow {
  const { jobs: n, kills, unclear } = countKills(jobs, index);
  const lost = jobs.flatMap((job) => job.lost.filter(([killer]) => killer === index).map(([, ms]) => ms));
  const workLostMs = lost.length === 0 ? undefined : mean(lost);
  const found = detection[index];
  const rate = rateInterval(kills, hours, goal.confidence);
  return {
    name: settingName(setting),
    setting,
    graceMatters: graceMatters(setting),
    jobs: n,
    falseKills: kills,
    perJob: {
      share: n === 0 ? 0 : kills / n,
      interval: exactInterval(kills, n, goal.confidence),
      atMost: exactUpperBound(kills, n, goal.confidence),
      bootstrap: band ?? { low: 0, high: 1 },
    },
    perThousandJobHours: {
      rate: hours === 0 ? 0 : (kills / hours) * 1000,
      low: rate.low * 1000,
      high: rate.high * 1000,
    },
    workLostMs,
    unclear,
    atMostIfNoneHung: exactUpperBound(kills + unclear, n + unclear, goal.confidence),
    formulaKills: jobs.filter(({ formula }) => formula[index] === 'f').length,
    detection: found,
    slotHoursPerThousandJobs: {
      hangs: found === undefined ? undefined : (hangsPerThousandJobs * found.meanMs) / HOUR_MS,
      falseKills: n === 0 ? 0 : ((kills / n) * 1000 * (workLostMs ?? 0)) / HOUR_MS,
    },
    sameAs: undefined,
    dominated: false,
  };
}

function bootstrapBands(jobs: readonly TunedJob[], settings: number): Band[] {
  const counts = new Map<string, number>();
  for (const { answers } of jobs) counts.set(answers, (counts.get(answers) ?? 0) + 1);
  const patterns = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([answers, count]) => ({
      jobs: count,
      values: Array.from({ length: settings }, (_, index) => (answers[index] === 'f' ? 1 : 0)),
    }));
  return patterns.length === 0 ? [] : jobBootstrap(patterns);
}

function dominates(other: SettingRow, row: SettingRow): boolean {
  if (other === row || other.detection === undefined || row.detection === undefined) return false;
  const [killsLess, soonerMs] = [
    row.perJob.share - other.perJob.share,
    row.detection.meanMs - other.detection.meanMs,
  ];
  return killsLess >= 0 && soonerMs >= 0 && killsLess + soonerMs > 0;
}
