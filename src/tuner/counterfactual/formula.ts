import { finaliseBoundMs } from '../../supervisor/config.js';
import { drainFromUs } from '../../supervisor/watch-ffmpeg-progress.js';
import { NO_ADVANCE } from '../../watchdog/advance.js';
import type { Setting } from '../setting.js';
import { type Beats, type Silence, silencesOf } from './beats.js';

/**
 * When a run is called stalled by the closed formula: at the first instant that reaches
 * `max(grace, advance + stall)`, or, where work was seen, `max(grace, min(work + stall, advance + finalise bound))`.
 * It takes every sample for one that the supervisor would have taken itself: a check beside the replay, which does not.
 * @returns ms from the spawn; undefined where the run is left alone
 */
export function formulaKillMs(run: Beats, setting: Setting): number | undefined {
  const drainUs = drainFromUs(run.expectedDurationMs);
  for (const silence of silencesOf(run, NO_ADVANCE)) {
    const killMs = killIn(silence, setting, drainUs);
    if (killMs < silence.toMs || !silence.ended) return killMs;
  }
  return undefined;
}

function killIn(silence: Silence, setting: Setting, drainUs: number): number {
  const { startupGraceMs, stallTimeoutMs, finaliseMs } = setting;
  const { fromMs, maxima } = silence;
  const boundMs = Math.max(stallTimeoutMs, finaliseBoundMs(finaliseMs, maxima.totalSizeBytes));
  let deadlineMs = Math.max(startupGraceMs, fromMs + stallTimeoutMs);
  for (const { toMs, kind } of silence.work) {
    if (toMs >= deadlineMs) break;
    if (kind === 'cpu' && maxima.outTimeUs < drainUs) continue;
    deadlineMs = Math.max(startupGraceMs, Math.min(toMs + stallTimeoutMs, fromMs + boundMs));
  }
  return deadlineMs;
}
