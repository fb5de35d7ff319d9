import type { JobEvent } from '../../supervisor/events.js';
import type { StallClass } from '../../supervisor/outcome.js';
import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { attemptsOf, type Invocation } from '../readings/invocations.js';
import { drainOf, mutePids, silencesOf } from '../readings/life.js';
import { gaveUpAtMs } from '../readings/moments.js';
import { sayProcess } from '../readings/say.js';
import { judgedStalled } from '../readings/stalls.js';
import { TOLERANCE } from '../tolerance.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, unobservable, violated } from '../verdicts.js';

export const tellsWhy: Oracle = {
  name: 'tells-why',
  claim:
    'tells each stall with strategy, recording id, time since progress, last output time, size and speed, and a class',
  timing: false,
  judge: (evidence) => {
    if (gaveUpAtMs(evidence) !== undefined) return NOT_APPLICABLE;
    const killed = evidence.jobs.flatMap(({ id }) => judgedStalled(evidence, id));
    if (killed.length === 0) return NOT_APPLICABLE;
    if (evidence.shows.events) {
      return eachJob(evidence, ({ id }) =>
        gravest(judgedStalled(evidence, id).map((process) => judge(evidence, process))),
      );
    }
    return judgeLines(evidence.stallLines, killed.length);
  },
};

type StalledEvent = Extract<JobEvent, { event: 'stalled' }>;

function judge(evidence: Evidence, process: Invocation): Verdict {
  const only = evidence.jobs.length === 1;
  const nextStartMs =
    attemptsOf(evidence, process.job).find(({ startedAtMs }) => startedAtMs > process.startedAtMs)
      ?.startedAtMs ?? Number.POSITIVE_INFINITY;
  const told = evidence.events.flatMap((entry) =>
    entry.from === 'subject' &&
    entry.event.event === 'stalled' &&
    (only || entry.event.jobId === process.job) &&
    entry.event.strategy === process.strategy &&
    // A supervisor that was killed and started anew tells of its own attempts.
    entry.atMs >= process.startedAtMs &&
    entry.atMs < nextStartMs
      ? [entry.event]
      : [],
  );
  const [first, second] = told;
  if (first === undefined) return violated(`it did not tell that ${sayProcess(process)} had stalled`);
  if (second !== undefined)
    return violated(`it told ${told.length} times that ${sayProcess(process)} had stalled`);
  return judgeContent(evidence, process, first);
}

function judgeContent(
  evidence: Evidence,
  process: Invocation,
  { recordingId, stall }: StalledEvent,
): Verdict {
  const what = `its report of the stall of ${sayProcess(process)}`;
  if (recordingId === '') return violated(`${what} does not name the recording`);
  if (!(stall.silentForMs > 0)) return violated(`${what} does not say how long it was silent`);
  if (stall.class === undefined) return violated(`${what} does not say what it was doing`);
  const wanted = plainClass(evidence, process, stall);
  if (wanted !== undefined && stall.class !== wanted) {
    return violated(`${what} calls it ${stall.class}; it was ${wanted}`);
  }
  const mute = mutePids(process);
  const knownMs = knownUntilMs(process);
  const last = process.events.findLast(
    (event) => event.kind === 'progress' && !mute.has(event.pid) && event.atMs <= knownMs,
  );
  if (last?.kind !== 'progress') return HELD;
  const lastProgress = stall.lastProgress;
  if (lastProgress === undefined) return violated(`${what} does not tell its last progress`);
  // Among blocks that something else was printed between, what was said is a matter of reading.
  const garbled = process.events.some((event) => event.kind === 'wrote' && event.stream === 'stdout');
  if (!garbled && !process.events.some((event) => isThat(event, lastProgress, grainOf(evidence)))) {
    return violated(`${what} tells a progress that was never made`);
  }
  return HELD;
}

/** What came in the very moment of the kill cannot have been known. */
function knownUntilMs({ doomedAtMs = Number.POSITIVE_INFINITY }: Invocation): number {
  return doomedAtMs - TOLERANCE.roundingMs;
}

/** What the process was doing, where that can be mistaken for nothing else. */
function plainClass(
  evidence: Evidence,
  process: Invocation,
  { cpuMs, silentForMs }: StalledEvent['stall'],
): StallClass | undefined {
  // Where the platform shows no counters, or too few looks were taken, nobody can tell.
  if (cpuMs === undefined) return undefined;
  // What the kernel holds shows another state than the one that it was in before.
  if (process.doomedAtMs !== process.goneAtMs) return undefined;
  // Of a whole tree, one process may hide what another one does.
  if (process.events.some(({ kind }) => kind === 'forked')) return undefined;
  const own = process.events.filter(({ pid }) => pid === process.pid);
  const last = own.at(-1);
  if (last?.kind === 'froze') return last.atMs <= knownUntilMs(process) ? 'stopped' : undefined;
  const silence = silencesOf(process, drainOf(evidence, process)).at(-1);
  const ended = own.some((event) => event.kind === 'progress' && event.end);
  if (silence === undefined || silence.works.length > 0 || ended) return undefined;
  return last?.kind === 'computed' && cpuMs > silentForMs / 2 ? 'spinning' : undefined;
}

interface Grain {
  readonly outTimeUs: number;
  readonly totalSizeBytes: number;
}

const EXACT: Grain = { outTimeUs: 0, totalSizeBytes: 0 };

/** How exactly progress is known: what a real ffmpeg told is read from its report, which rounds. */
function grainOf({ engine }: Evidence): Grain {
  return engine === 'ffmpeg' ? { outTimeUs: 10_000, totalSizeBytes: 1024 } : EXACT;
}

function isThat(
  event: Invocation['events'][number],
  progress: NonNullable<StalledEvent['stall']['lastProgress']>,
  grain: Grain,
): boolean {
  return (
    event.kind === 'progress' && PROGRESS_KEYS.every((key) => near(event[key], progress[key], grain[key]))
  );
}

const PROGRESS_KEYS = ['outTimeUs', 'totalSizeBytes'] as const;

function near(one: number | undefined, other: number | undefined, grain: number): boolean {
  return one === other || (one !== undefined && other !== undefined && Math.abs(one - other) <= grain);
}

/** A foreign subject's log is text for people: that a stall is told is all that can be seen. */
function judgeLines(stallLines: number | undefined, stalls: number): Verdict {
  if (stallLines === undefined) return unobservable('it gives no events, and its manifest names no log line');
  if (stallLines >= stalls) return unobservable('it tells of the stall, in words that only people can judge');
  return violated(`its log tells ${stallLines} of ${stalls} stalls`);
}
