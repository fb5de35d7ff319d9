import { WATCH_DEFAULTS } from '../../supervisor/config.js';
import { type Candidates, type Setting, settingsOf } from '../setting.js';
import type { CutRules } from './shorten.js';

/** What every run is held against. */
export interface TunePlan {
  readonly settings: readonly Setting[];
  /** The most impatient setting: every run is replayed with it, whatever its silences. */
  readonly strictest: number;
  readonly cut: CutRules;
}

/** Silences below this share of the stall time cannot change a verdict. */
export const THRESHOLD_SHARE = 1 / 4;

/** The watchdog takes so many samples in a stall time, where its tick is not shorter anyway. */
const SAMPLES_PER_STALL = 4;

export function planFor(candidates: Candidates): TunePlan {
  const settings = settingsOf(candidates);
  const stallsMs = settings.map(({ stallTimeoutMs }) => stallTimeoutMs);
  return {
    settings,
    strictest: strictestOf(settings),
    cut: {
      thresholdMs: Math.min(...stallsMs) * THRESHOLD_SHARE,
      graceMostMs: Math.max(...settings.map(({ startupGraceMs }) => startupGraceMs)),
      unitMs: stallsMs
        .map((ms) => Math.min(WATCH_DEFAULTS.tickMs, ms / SAMPLES_PER_STALL))
        .reduce(leastCommon),
    },
  };
}

function strictestOf(settings: readonly Setting[]): number {
  const rank = ({ stallTimeoutMs, startupGraceMs, finaliseMs }: Setting): number[] => [
    stallTimeoutMs,
    startupGraceMs,
    finaliseMs,
  ];
  return settings.reduce((best, setting, index) => {
    const [now, before] = [rank(setting), rank(settings[best] ?? setting)];
    const differs = now.findIndex((value, i) => value !== before[i]);
    return differs >= 0 && (now[differs] ?? 0) < (before[differs] ?? 0) ? index : best;
  }, 0);
}

/** Of whole milliseconds; ticks of stall times in whole seconds are. */
function leastCommon(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
