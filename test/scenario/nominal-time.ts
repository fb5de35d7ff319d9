import type { Scenario, ScenarioJob } from '../../src/scenario/scenario.js';
import { openMedia } from '../../src/script/media-state.js';
import type { Op } from '../../src/script/op.js';
import { opsOf } from '../../src/script/player.js';
import type { Step } from '../../src/script/step.js';

const MAX_OPS = 20_000;

/** What a script comes to under a correct supervisor, in nominal time. */
interface Course {
  readonly lengthMs: number;
  /** Each silence as a share of what was left until the deadline; the watchdog's own end is none. */
  readonly silences: readonly number[];
  /** Time between two things that it does. */
  readonly shortestWaitMs: number;
}

/** How long a correct supervisor lets a scenario run: its last job's end. */
export function nominalMs(scenario: Scenario): number {
  const lengths = scenario.jobs.map((job) => job.submitAfterMs + jobMs(scenario, job));
  return scenario.slots > 1 ? Math.max(...lengths) : lengths.reduce((sum, length) => sum + length, 0);
}

/** What ffmpeg does in each attempt that the scenario expects. */
export function courses(scenario: Scenario): Course[] {
  return scenario.jobs.flatMap((job) => attemptsOf(scenario, job));
}

function jobMs(scenario: Scenario, job: ScenarioJob): number {
  const { watch, machine } = scenario;
  const { ffprobe, ffprobeOutput } = job;
  const attempts = attemptsOf(scenario, job);
  const probe = ffprobe === undefined ? [] : [course(scenario, job, ffprobe, watch.probeTimeoutMs)];
  const looks =
    ffprobeOutput === undefined
      ? []
      : attempts.map(() => course(scenario, job, ffprobeOutput, watch.probeTimeoutMs));
  const wholeMs = [...probe, ...attempts, ...looks].reduce((sum, { lengthMs }) => sum + lengthMs, 0);
  const ends = machine.flatMap((action) => {
    const isLast = action.action === 'kill-supervisor' && !action.restart;
    const isMeant = action.action === 'cancel' && (action.job ?? job.id) === job.id;
    return isLast || isMeant ? [action.afterMs] : [];
  });
  const lostMs = machine.reduce((sum, action) => {
    // What ffmpeg does goes on meanwhile; only a verdict has to wait.
    if (action.action === 'pause-supervisor' && job.expect.outcome.includes('stalled')) {
      return sum + action.forMs;
    }
    return action.action === 'kill-supervisor' && action.restart ? sum + action.afterMs : sum;
  }, 0);
  return Math.min(wholeMs + lostMs, watch.totalTimeoutMs ?? Number.POSITIVE_INFINITY, ...ends);
}

function attemptsOf(scenario: Scenario, job: ScenarioJob): Course[] {
  const attempts = job.expect.attempts ?? ['default', 'fallback', 'transcode'];
  return attempts.map((strategy) =>
    course(scenario, job, job.ffmpeg[strategy] ?? [], Number.POSITIVE_INFINITY),
  );
}

/** Until the script ends, or until the watchdog would end it. Finalising is a sign of life, as it should be. */
function course(scenario: Scenario, job: ScenarioJob, steps: readonly Step[], atMostMs: number): Course {
  const { startupGraceMs, stallTimeoutMs } = scenario.watch;
  const silences: number[] = [];
  let [nowMs, aliveAtMs, count] = [0, 0, 0];
  let shortestWaitMs = Number.POSITIVE_INFINITY;
  let furthest = [0, 0];
  const deadlineMs = () => Math.min(atMostMs, Math.max(startupGraceMs, aliveAtMs + stallTimeoutMs));
  for (const op of opsOf(steps, openMedia(job.recording))) {
    if (++count > MAX_OPS) throw new Error(`${scenario.id}: more than ${MAX_OPS} operations`);
    if (op.op === 'exit' || op.op === 'die') break;
    if (op.op === 'churn') aliveAtMs = nowMs + op.forMs;
    const takesMs = durationOf(op);
    if (takesMs > 0) shortestWaitMs = Math.min(shortestWaitMs, takesMs);
    if (nowMs + takesMs >= deadlineMs()) {
      if (Number.isFinite(takesMs)) silences.push(takesMs / (deadlineMs() - aliveAtMs));
      return { lengthMs: deadlineMs(), silences, shortestWaitMs };
    }
    nowMs += takesMs;
    const reached = reachedBy(op);
    if (reached.some((value, index) => value > (furthest[index] ?? 0))) {
      silences.push((nowMs - aliveAtMs) / (deadlineMs() - aliveAtMs));
      furthest = furthest.map((value, index) => Math.max(value, reached[index] ?? value));
      aliveAtMs = nowMs;
    }
  }
  return { lengthMs: nowMs, silences, shortestWaitMs };
}

function durationOf(op: Op): number {
  if (op.op === 'park' || op.op === 'freeze') return Number.POSITIVE_INFINITY;
  if (op.op === 'wait' || op.op === 'churn') return op.forMs;
  return op.op === 'spin' ? (op.forMs ?? Number.POSITIVE_INFINITY) : 0;
}

function reachedBy(op: Op): number[] {
  if (op.op !== 'write' || op.blocks === undefined) return [];
  return op.blocks.map((block) => [block.outTimeUs ?? 0, block.totalSizeBytes ?? 0]).at(-1) ?? [];
}
