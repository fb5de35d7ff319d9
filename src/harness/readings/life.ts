import { finaliseBoundMs, MACHINE } from '../../supervisor/config.js';
import { drainFromUs } from '../../supervisor/watch-ffmpeg-progress.js';
import { advance, type Maxima, NO_ADVANCE } from '../../watchdog/advance.js';
import { IO_FLOOR_BYTES } from '../../watchdog/signs-of-life.js';
import type { Evidence } from '../evidence.js';
import type { Invocation } from './invocations.js';
import { pausesOf, scaledMs } from './moments.js';

/** A span of an ffmpeg's life without advance, from the advance before it to the next one. */
export interface Silence {
  /** The last advance, or the spawn. */
  readonly sinceMs: number;
  readonly afterSpawn: boolean;
  /** The advance that ended it; undefined when none did. */
  readonly untilMs: number | undefined;
  /** Progress blocks without advance that came in it: a heartbeat, not life. */
  readonly heartbeats: readonly number[];
  /** When the tree moved bytes without progress, as in the faststart pass. */
  readonly works: readonly Work[];
  /** The largest output seen so far. */
  readonly outputBytes: number;
  /** The largest that ffmpeg told of: a subject need not look at the file. */
  readonly toldBytes: number;
  /** CPU time that was burnt in it near the end of the recording. */
  readonly computedMs: number;
}

export interface Work {
  readonly atMs: number;
  /** By ffmpeg itself. That a descendant writes may be taken for life, and need not be. */
  readonly own: boolean;
}

/** Descendants whose words reach nobody. */
export function mutePids({ events }: Invocation): ReadonlySet<number> {
  return new Set(events.flatMap((e) => (e.kind === 'forked' && !e.holdsPipes ? [e.childPid] : [])));
}

/** The life of an attempt as a gapless row of silences, each shorter than the stall time in a healthy one. */
export function silencesOf(process: Invocation, drain: Drain = NO_DRAIN): Silence[] {
  const silences: Silence[] = [];
  let current = start(process.spawnedAtMs, true, 0, 0);
  let maxima: Maxima = NO_ADVANCE;
  let ended = false;
  let outputBytes = 0;
  const mute = mutePids(process);
  for (const event of process.events) {
    if (event.kind === 'output' || event.kind === 'churned') {
      const movedBytes = event.kind === 'churned' ? event.bytes : event.bytes - outputBytes;
      // Less than a sample must notice may be taken for life, and need not be.
      const own = event.pid === process.pid && movedBytes >= IO_FLOOR_BYTES;
      current.works.push({ atMs: event.atMs, own });
    }
    if (event.kind === 'output') outputBytes = Math.max(outputBytes, event.bytes);
    if (event.kind === 'computed' && maxima.outTimeUs >= drain.fromUs) {
      // It tells of a span: whoever looks before its end sees the work too.
      const fromMs = Math.max(current.sinceMs, event.atMs - event.forMs);
      const place = current.works.findIndex(({ atMs }) => atMs > fromMs);
      current.works.splice(place < 0 ? current.works.length : place, 0, { atMs: fromMs, own: false });
      current.computedMs += event.forMs;
      const own = event.pid === process.pid && current.computedMs >= drain.plainAfterMs;
      current.works.push({ atMs: event.atMs, own });
    }
    if (event.kind !== 'progress' || mute.has(event.pid)) continue;
    const further = advance(maxima, event);
    const firstEnd = event.end && !ended;
    if (further === undefined && !firstEnd) {
      current.heartbeats.push(event.atMs);
      continue;
    }
    maxima = further ?? maxima;
    ended ||= event.end;
    outputBytes = Math.max(outputBytes, maxima.totalSizeBytes);
    silences.push({ ...current, untilMs: event.atMs });
    current = start(event.atMs, false, outputBytes, maxima.totalSizeBytes);
  }
  silences.push({ ...current, outputBytes, toldBytes: maxima.totalSizeBytes });
  return silences;
}

function start(sinceMs: number, afterSpawn: boolean, outputBytes: number, toldBytes: number) {
  const works: Work[] = [];
  const heartbeats: number[] = [];
  const untilMs = undefined;
  return { sinceMs, afterSpawn, untilMs, heartbeats, works, outputBytes, toldBytes, computedMs: 0 };
}

/** When CPU time without data is the work of an encoder that has nothing more to read. */
export interface Drain {
  /** From this output time on, microseconds. */
  readonly fromUs: number;
  /** Nobody can overlook it once it has lasted for this long. */
  readonly plainAfterMs: number;
}

const NO_DRAIN: Drain = { fromUs: Number.POSITIVE_INFINITY, plainAfterMs: 0 };

/** Two looks have to fall into the work, wherever it begins. */
const LOOKS = 3;

/** Near the end of the recording, as every correct supervisor knows it from its probe. */
export function drainOf(evidence: Evidence, { job }: Invocation): Drain {
  const recording = evidence.scenario.jobs.find(({ id }) => id === job)?.recording;
  const claimedMs = recording?.claimedDurationMs;
  // Where the recording lies about its length, how near the end is depends on whom one believes.
  const plainAfterMs = claimedMs === undefined ? LOOKS * lookEveryMs(evidence) : Number.POSITIVE_INFINITY;
  const durationMs = Math.min(
    recording?.durationMs ?? Number.POSITIVE_INFINITY,
    claimedMs ?? Number.POSITIVE_INFINITY,
  );
  return { fromUs: drainFromUs(durationMs), plainAfterMs };
}

function lookEveryMs(evidence: Evidence): number {
  const { tickMs, stallTimeoutMs } = evidence.scenario.watch;
  // A silence is sampled several times, however slow the tick is.
  return Math.max(SHORTEST_TICK_MS, scaledMs(evidence, Math.min(tickMs, stallTimeoutMs / 4)));
}

/** The instants between which a correct supervisor ends a silence by killing. */
export interface Deadline {
  /** `max(spawn + grace, last advance or spawn + stall)`. */
  readonly stallAtMs: number;
  /** Not before this; later than `stallAtMs` while ffmpeg moved data within the finalise bound. */
  readonly earliestMs: number;
  /** By then, but for the tolerance. */
  readonly latestMs: number;
}

/** Nobody need sample more often than this, however fast the scenario runs. A machine duration. */
const SHORTEST_TICK_MS = 250;

/**
 * Data that moves without progress counts as life within the finalise bound. How soon after its last byte the
 * process may be given up is the supervisor's choice, from the next sample to a whole stall time later.
 * @param beforeMs what happened after this instant could not be known
 */
export function deadlineOf(
  evidence: Evidence,
  process: Invocation,
  silence: Silence,
  beforeMs: number,
): Deadline {
  const { watch } = evidence.scenario;
  const stallMs = scaledMs(evidence, watch.stallTimeoutMs);
  const tickMs = lookEveryMs(evidence);
  const graceEndMs = process.spawnedAtMs + scaledMs(evidence, watch.startupGraceMs);
  const stallAtMs = Math.max(graceEndMs, silence.sinceMs + stallMs);
  const boundAt = (bytes: number): number =>
    silence.sinceMs + Math.max(stallMs, scaledMs(evidence, finaliseBoundMs(watch.finaliseMs, bytes)));
  const boundAtMs = boundAt(silence.outputBytes);
  let earliestMs = stallAtMs;
  // The grace counts from a start that is later by as long as the supervisor slept since.
  const graceSleptMs = sleptMs(evidence, process.spawnedAtMs, graceEndMs);
  let latestMs = Math.max(stallAtMs, graceEndMs + graceSleptMs);
  for (const { atMs, own } of silence.works) {
    // What came when the process should have been dead no longer saves it.
    if (atMs > Math.min(beforeMs, latestMs + sleptMs(evidence, silence.sinceMs, latestMs))) break;
    // Work can only be told from what a first look at the silence has seen.
    if (own && atMs > silence.sinceMs + tickMs)
      earliestMs = Math.max(earliestMs, Math.min(atMs + tickMs, boundAt(silence.toldBytes)));
    latestMs = Math.max(latestMs, Math.min(atMs + stallMs, boundAtMs) + tickMs);
  }
  return { stallAtMs, earliestMs, latestMs: latestMs + sleptMs(evidence, silence.sinceMs, latestMs) };
}

/** Whoever wakes reads what has come meanwhile, and takes one more sample. Machine durations. */
const WAKING_MS = MACHINE.latenessGuardMs + 100;

/** The supervisor's own sleep is not its lateness: what it slept through may be looked at anew. */
function sleptMs(evidence: Evidence, fromMs: number, toMs: number): number {
  const pauses = pausesOf(evidence);
  let sleptMs = 0;
  for (const pause of pauses) {
    if (pause.fromMs <= toMs + sleptMs && pause.toMs > fromMs)
      sleptMs += pause.toMs - pause.fromMs + WAKING_MS;
  }
  return sleptMs;
}
