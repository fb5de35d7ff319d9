import { STRATEGIES } from '../../ffmpeg/strategy.js';
import type { Scenario, ScenarioJob } from '../../scenario/scenario.js';
import { type MediaState, openMedia } from '../../script/media-state.js';
import { opsOf } from '../../script/player.js';
import type { Step } from '../../script/step.js';
import { dynamicTimeoutMs, finaliseBoundMs } from '../../supervisor/config.js';
import { advance, type Maxima, NO_ADVANCE } from '../../watchdog/advance.js';

/** A script of more operations than this is not one that waits. */
const MAX_OPS = 100_000;

/** What starting and ending processes costs beyond the script, on a busy machine: once, and for each rung. */
const MARGIN_MS = 6_000;
const RUNG_MARGIN_MS = 2_000;

/**
 * Real time after which every correct supervisor has ended all jobs: each job waits for those before it,
 * probes, climbs the rungs that the scenario scripts, and meets its stall or finalise bound on each.
 */
export function worstCaseMs(scenario: Scenario, speed: number): number {
  const lives = 1 + scenario.machine.filter((deed) => deed.action === 'kill-supervisor').length;
  const jobsMs = sum(scenario.jobs.map((job) => job.submitAfterMs + jobWorstMs(scenario, job)));
  const machineMs = sum(scenario.machine.map((deed) => ('forMs' in deed ? deed.forMs : 0)));
  const rungs = sum(scenario.jobs.map((job) => 1 + mostRungs(job)));
  return (jobsMs * lives + machineMs) / speed + MARGIN_MS + rungs * RUNG_MARGIN_MS * lives;
}

/** Nominal. A supervisor's own total timeout may end the job sooner. */
function jobWorstMs({ watch }: Scenario, job: ScenarioJob): number {
  const totalMs = watch.totalTimeoutMs ?? dynamicTimeoutMs(job.recording.sizeBytes);
  const silenceMs = Math.max(watch.startupGraceMs, watch.stallTimeoutMs) + 2 * watch.tickMs;
  const finaliseMs = finaliseBoundMs(watch.finaliseMs, job.recording.sizeBytes);
  const rungsMs = Object.values(job.ffmpeg).map((steps) =>
    attemptWorstMs(steps, openMedia(job.recording), silenceMs, finaliseMs),
  );
  const looks = (job.ffprobe === undefined ? 0 : 1) + (job.ffprobeOutput === undefined ? 0 : mostRungs(job));
  const probeMs = looks * PROBES_PER_LOOK * watch.probeTimeoutMs;
  return Math.min(totalMs, sum(rungsMs) + probeMs);
}

/** A file is described, and where that leaves doubts its packets are counted. */
const PROBES_PER_LOOK = 2;

/** Rungs without a script remux well, and yet each can fail at its output. */
function mostRungs({ ffmpeg, expect }: ScenarioJob): number {
  return Math.max(Object.keys(ffmpeg).length, expect.attempts?.length ?? STRATEGIES.length);
}

/**
 * Nominal time after which an attempt is over: its script has ended, or a silence in it has lasted for too
 * long. Silence in which data moves, be it a descendant's, or an encoder computes has the finalise bound besides.
 */
function attemptWorstMs(
  steps: readonly Step[],
  media: MediaState,
  silenceMs: number,
  finaliseMs: number,
): number {
  let playedMs = 0;
  let advancedAtMs = 0;
  let boundMs = silenceMs;
  let maxima: Maxima = NO_ADVANCE;
  let count = 0;
  for (const op of opsOf(steps, media)) {
    if (op.op === 'exit' || op.op === 'die') return playedMs;
    if (op.op === 'park' || op.op === 'freeze' || ++count > MAX_OPS) break;
    if ('forMs' in op) playedMs += op.forMs ?? 0;
    if (op.op === 'churn' || op.op === 'spin' || op.op === 'fork') boundMs = silenceMs + finaliseMs;
    for (const block of (op.op === 'write' ? op.blocks : undefined) ?? []) {
      const further = advance(maxima, block);
      if (further !== undefined || block.end) advancedAtMs = playedMs;
      maxima = further ?? maxima;
    }
    if (playedMs > advancedAtMs + boundMs) break;
  }
  return advancedAtMs + boundMs;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
