import { max, mean, numericSort, quantileSorted } from 'simple-statistics';
import { type Maxima, NO_ADVANCE } from '../../watchdog/advance.js';
import type { Beat, Beats } from '../counterfactual/beats.js';
import { THRESHOLD_SHARE, type TunePlan } from '../counterfactual/plan.js';
import { replayRun } from '../counterfactual/replay-run.js';
import { hashOf } from '../reading/identity.js';
import type { HangOnset } from '../reading/run-summary.js';
import { graceMatters, type Setting, settingName } from '../setting.js';
import type { TunedJob } from './job.js';

/** How long a hang is unnoticed that begins at any instant of a job. */
export interface DetectionTime {
  readonly meanMs: number;
  readonly p95Ms: number;
  readonly worstMs: number;
  /** Hangs that were replayed. */
  readonly hangs: number;
  /** The mean by the closed formula, over all jobs: a check. */
  readonly formulaMeanMs: number;
}

/** Of more jobs, those with the smallest hash are hung: any others would do as well. */
const MOST_HANGS = 100;

/** Lets jobs hang at a random instant each, in front of the real supervisor with each setting. */
export async function detectionTimes(
  jobs: readonly TunedJob[],
  plan: TunePlan,
): Promise<(DetectionTime | undefined)[]> {
  const onsets = jobs.flatMap(({ hang, name, file }) =>
    hang === undefined ? [] : [{ hang, mark: `${file}\n${name}` }],
  );
  const chosen = onsets
    .map(({ hang, mark }) => ({ hang, order: hashOf(mark), mark }))
    .sort((a, b) => a.order - b.order || (a.mark < b.mark ? -1 : 1))
    .slice(0, MOST_HANGS);
  const known = new Map<string, DetectionTime | undefined>();
  const times: (DetectionTime | undefined)[] = [];
  for (const setting of plan.settings) {
    // What hangs does not work: the finalise bound never comes into it.
    const effective = { ...setting, startupGraceMs: graceMatters(setting) ? setting.startupGraceMs : 0 };
    const name = settingName({ ...effective, finaliseMs: 0 });
    if (!known.has(name)) {
      const replayed: number[] = [];
      for (const { hang } of chosen) {
        const ms = await unnoticedMs(hang, effective, plan.cut.unitMs);
        if (ms !== undefined) replayed.push(ms);
      }
      known.set(
        name,
        summary(
          replayed,
          onsets.map(({ hang }) => hang),
          effective,
        ),
      );
    }
    times.push(known.get(name));
  }
  return times;
}

/** @returns undefined where the silence before the onset already ends the job: that is a false kill */
async function unnoticedMs(hang: HangOnset, setting: Setting, unitMs: number): Promise<number | undefined> {
  if (formulaMs(hang, setting) === undefined) return undefined;
  // As in any dense stretch, after the grace whole ticks can be left out.
  const cutMs = Math.max(0, Math.floor((hang.advancedAtMs - setting.startupGraceMs) / unitMs)) * unitMs;
  const everyMs = setting.stallTimeoutMs * THRESHOLD_SHARE;
  const { killedAtMs } = await replayRun(hungRun(hang.advancedAtMs - cutMs, everyMs), setting);
  return killedAtMs === undefined ? undefined : Math.max(0, killedAtMs + cutMs - hang.onsetMs);
}

/** `max(grace, advance + stall) - onset`. */
function formulaMs({ onsetMs, advancedAtMs }: HangOnset, setting: Setting): number | undefined {
  const unnoticed = Math.max(setting.startupGraceMs, advancedAtMs + setting.stallTimeoutMs) - onsetMs;
  return unnoticed < 0 ? undefined : unnoticed;
}

const STEP_US = 1_000_000;

/** Advances all the time up to the last sign of progress, and then never again. */
function hungRun(advancedAtMs: number, everyMs: number): Beats {
  const beats: Beat[] = [];
  let maxima: Maxima = NO_ADVANCE;
  const steps = advancedAtMs > 0 ? Math.floor(advancedAtMs / everyMs) : -1;
  for (let left = steps; left >= 0; left--) {
    maxima = { ...maxima, outTimeUs: maxima.outTimeUs + STEP_US };
    beats.push({ atMs: advancedAtMs - left * everyMs, maxima, end: false, work: [] });
  }
  return {
    beats,
    end: { atMs: advancedAtMs, work: [], kind: 'unknown' },
    expectedDurationMs: (2 * (maxima.outTimeUs + STEP_US)) / 1000,
  };
}

function summary(
  unnoticed: readonly number[],
  all: readonly HangOnset[],
  setting: Setting,
): DetectionTime | undefined {
  const formula = all.map((hang) => formulaMs(hang, setting)).filter((ms) => ms !== undefined);
  if (unnoticed.length === 0 || formula.length === 0) return undefined;
  return {
    meanMs: mean([...unnoticed]),
    p95Ms: quantileSorted(numericSort([...unnoticed]), 0.95),
    worstMs: max([...unnoticed]),
    hangs: unnoticed.length,
    formulaMeanMs: mean(formula),
  };
}
