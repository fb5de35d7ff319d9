import type { LockOwner } from '../../scenario/scenario.js';
import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { attemptsOf, type Invocation } from '../readings/invocations.js';
import { killedAtMs } from '../readings/moments.js';
import { sayProcess } from '../readings/say.js';
import { TOLERANCE, toActMs, withNoiseMs } from '../tolerance.js';
import { gravest, HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const singleWriter: Oracle = {
  name: 'single-writer',
  claim:
    'never lets two processes write one temp file, nor two jobs work on one output at a time; temp names are unique per attempt, and a lock is respected',
  timing: false,
  judge: (evidence) => {
    const writers = writersOf(evidence);
    const pairs = writers.flatMap((later, index) =>
      writers
        .slice(0, index)
        .filter(({ output }) => output === later.output)
        .map((earlier) => judgePair(evidence, earlier, later)),
    );
    return gravest([...pairs, judgeLocks(evidence, writers)]);
  },
};

/** A run of ffmpeg that writes, and the output that this is for. */
interface Writer {
  readonly process: Invocation;
  readonly output: string;
}

/** In order of their start. */
function writersOf(evidence: Evidence): Writer[] {
  return evidence.jobs
    .flatMap(({ id, output }) => attemptsOf(evidence, id).map((process) => ({ process, output })))
    .filter(({ process }) => process.writesTo !== undefined)
    .sort((a, b) => a.process.startedAtMs - b.process.startedAtMs);
}

function judgePair(evidence: Evidence, earlier: Writer, later: Writer): Verdict {
  const { startedAtMs, writesTo } = later.process;
  const untilMs = atWorkUntilMs(evidence, earlier.process, later.process.job);
  const together = untilMs > startedAtMs + withNoiseMs(evidence, TOLERANCE.overlapMs);
  const names = `${sayWriter(evidence, earlier)} and ${sayWriter(evidence, later)}`;
  if (earlier.process.writesTo === writesTo) {
    return violated(`${names} ${together ? 'wrote one file at the same time' : 'were given one temp file'}`);
  }
  if (!together) return HELD;
  return violated(`${names} worked on one output at the same time`);
}

/**
 * Another attempt of the same job may wait for the last look of one that does nothing more; that it must not live on is
 * for `nothing-left-running` to say. Another job may begin only when nothing of it lives.
 */
function atWorkUntilMs(evidence: Evidence, process: Invocation, nextJob: string): number {
  const wroteAtMs = process.events.findLast(({ kind }) => kind === 'output' || kind === 'churned')?.atMs ?? 0;
  if (nextJob === process.job) return wroteAtMs;
  const untilMs = Math.max(wroteAtMs, process.doomedAtMs ?? Number.POSITIVE_INFINITY);
  const killed = killedAtMs(evidence);
  if (killed === undefined || killed < process.startedAtMs || untilMs < killed) return untilMs;
  // Whose supervisor was killed has a moment to follow it: see `survives-its-own-death`.
  return untilMs <= killed + toActMs(evidence, TOLERANCE.orphanMs) ? killed : untilMs;
}

/** Owners that nobody can prove to be dead. */
const RESPECTED: readonly LockOwner[] = ['living', 'foreign-host', 'garbage'];

function judgeLocks(evidence: Evidence, writers: readonly Writer[]): Verdict {
  const { scenario, shows, jobs } = evidence;
  if (!shows.lock) return NOT_APPLICABLE;
  return gravest(
    scenario.machine.map((deed) => {
      if (deed.action !== 'lock' || !RESPECTED.includes(deed.owner)) return NOT_APPLICABLE;
      // In virtual time the living owner is the supervisor itself, and that was killed.
      if (deed.owner === 'living' && killedAtMs(evidence) !== undefined) return NOT_APPLICABLE;
      const { output } = jobs.find(({ id }) => id === deed.job) ?? jobs[0] ?? {};
      const writer = writers.find((each) => each.output === output);
      if (writer === undefined) return HELD;
      return violated(
        `${sayProcess(writer.process)} was started although a lock of somebody else stood there`,
      );
    }),
  );
}

function sayWriter(evidence: Evidence, { process }: Writer): string {
  return evidence.jobs.length > 1 ? `${sayProcess(process)} of job ${process.job}` : sayProcess(process);
}
