import { assert } from '../../base/assert.js';
import type { ReadRun, RunSummary } from '../reading/run-summary.js';
import { graceMatters, type Setting, settingName } from '../setting.js';
import type { Beats } from './beats.js';
import { formulaKillMs } from './formula.js';
import type { TunePlan } from './plan.js';
import { type ReplayVerdict, replayRun } from './replay-run.js';
import { type ShortRun, shorten } from './shorten.js';

/** That the supervisor ends the run with that setting. */
export interface Kill {
  /** Index among the plan's settings. */
  readonly setting: number;
  readonly atMs: number;
  /** `false`: the silence is one whose end was seen, so that ffmpeg was well. `unclear`: nobody saw its end. */
  readonly kind: 'false' | 'unclear';
}

/** One run, against every setting. */
export interface JudgedRun extends RunSummary {
  readonly kills: readonly Kill[];
  /** Settings with which the closed formula has it killed in a silence whose end was seen. */
  readonly formulaKills: readonly number[];
  readonly replays: number;
}

/** What rounding to tenths of a millisecond, and to whole ones in the report of a stall, can make of a time. */
const ROUNDING_MS = 2;

/** Replays a run with every setting that can make a difference to it, and with the strictest one in any case. */
export async function judgeRun({ summary, beats }: ReadRun, plan: TunePlan): Promise<JudgedRun> {
  const short = shorten(beats, plan.cut);
  const verdicts = new Map<string, ReplayVerdict>();
  const kills: Kill[] = [];
  for (const [index, setting] of plan.settings.entries()) {
    const harmless = isHarmless(summary, setting);
    if (harmless && index !== plan.strictest) continue;
    const effective = effectiveSetting(setting, summary, beats);
    const name = settingName(effective);
    const verdict = verdicts.get(name) ?? (await replayRun(short, effective));
    verdicts.set(name, verdict);
    const kill = killOf(verdict, index, short, summary);
    assert(!harmless || kill === undefined, `no silence is that long, and yet ${name} kills ${summary.job}`);
    if (kill !== undefined) kills.push(kill);
  }
  const formulaKills = plan.settings.flatMap((setting, index) =>
    isHarmless(summary, setting) || !killsByFormula(short, setting) ? [] : [index],
  );
  return { ...summary, kills, formulaKills, replays: verdicts.size };
}

/** No silence as long as the stall time, or a run within its grace: whatever the samples say, no deadline comes. */
export function isHarmless({ largest, durationMs }: RunSummary, setting: Setting): boolean {
  const longestMs = Math.max(0, ...Object.values(largest).map(({ gapMs }) => gapMs));
  const { stallTimeoutMs, startupGraceMs } = setting;
  return longestMs + ROUNDING_MS < stallTimeoutMs || durationMs + ROUNDING_MS < startupGraceMs;
}

/** The same for settings that do not differ for this run, so that each verdict is asked for once. */
export function effectiveSetting(setting: Setting, { largest }: RunSummary, { beats, end }: Beats): Setting {
  const longestMs = Math.max(0, ...Object.values(largest).map(({ gapMs }) => gapMs));
  const isSeenAtWork = end.work.length > 0 || beats.some(({ work }) => work.length > 0);
  const { stallTimeoutMs, finaliseMs } = setting;
  const finaliseMatters = isSeenAtWork && longestMs + ROUNDING_MS >= Math.max(stallTimeoutMs, finaliseMs);
  return {
    stallTimeoutMs,
    startupGraceMs: graceMatters(setting) ? setting.startupGraceMs : 0,
    finaliseMs: finaliseMatters ? finaliseMs : Math.max(stallTimeoutMs, longestMs + ROUNDING_MS),
  };
}

function killOf(
  { killedAtMs, silentSinceMs }: ReplayVerdict,
  setting: number,
  short: ShortRun,
  { ending, durationMs }: RunSummary,
): Kill | undefined {
  if (killedAtMs === undefined) return undefined;
  // Reports of a stall are in whole milliseconds.
  const beat = short.beats.findLastIndex(({ atMs }) => atMs <= silentSinceMs + ROUNDING_MS);
  const isLast = beat === short.beats.length - 1;
  const atMs = killedAtMs + (beat < 0 ? 0 : (short.cutMs[beat] ?? 0));
  if (!isLast || ending === 'own') return { setting, atMs, kind: 'false' };
  // After the end of the record nobody knows whether it was still silent.
  return atMs <= durationMs + ROUNDING_MS ? { setting, atMs, kind: 'unclear' } : undefined;
}

function killsByFormula(beats: Beats, setting: Setting): boolean {
  const killMs = formulaKillMs(beats, setting);
  if (killMs === undefined) return false;
  const lastMs = beats.beats.at(-1)?.atMs ?? 0;
  return beats.end.kind === 'exit' || killMs < lastMs;
}
