import { attemptsOf, invocationsOf } from '../harness/readings/invocations.js';
import { isCalm } from './calm-jobs.js';
import type { Sight } from './sight.js';

/** A rare situation that a campaign must have been in: one that never is proves nothing about it. */
export interface Sometimes {
  readonly name: string;
  reached(sight: Sight): boolean;
}

/** A campaign of so many runs must have reached every one. */
export const RUNS_TO_REACH_ALL = 20_000;

export const SOMETIMES: readonly Sometimes[] = [
  stallOn('default'),
  stallOn('fallback'),
  stallOn('transcode'),
  stallOf('blocked'),
  stallOf('spinning'),
  stallOf('stopped'),
  stallOf('finalising'),
  stallOf('unkillable'),
  {
    name: 'stall before the first progress',
    reached: (sight) => sight.told('stalled').some(({ stall }) => stall.lastProgress === undefined),
  },
  {
    name: 'stall after the supervisor slept',
    reached: (sight) =>
      sight
        .told('overslept')
        .some(({ at, jobId }) =>
          sight.told('stalled').some((later) => later.jobId === jobId && later.at > at),
        ),
  },
  {
    name: 'cancel while ffmpeg runs',
    reached: (sight) => sight.told('stopping').some(({ why }) => why === 'cancelled'),
  },
  {
    name: 'cancel of an ffmpeg that is deaf to it',
    reached: (sight) =>
      sight
        .told('attempt-ended')
        .some(({ result, signal }) => result === 'cancelled' && signal === 'SIGKILL'),
  },
  {
    name: 'cancel while waiting for a slot',
    reached: (sight) =>
      sight
        .told('job-ended')
        .some(
          ({ outcome, jobId }) =>
            outcome.kind === 'cancelled' && !sight.told('slot-taken').some((taken) => taken.jobId === jobId),
        ),
  },
  { name: 'cancel during finalise', reached: cancelDuringFinalise },
  {
    name: 'cancel while publishing',
    reached: (sight) => sight.between('publishing', 'machine cancel', 'job-ended'),
  },
  {
    name: 'cancel after the attempt, before publishing',
    reached: (sight) =>
      sight
        .told('job-ended')
        .some(
          ({ outcome }) =>
            outcome.kind === 'cancelled' && outcome.attempts.some(({ result }) => result === 'ok'),
        ),
  },
  {
    name: 'crash between accepting and locking',
    reached: (sight) => sight.between('job-accepted', 'machine kill', 'lock-taken'),
  },
  {
    name: 'crash while ffmpeg runs',
    reached: (sight) => sight.between('attempt-started', 'machine kill', 'attempt-ended'),
  },
  { name: 'crash between fsync and rename', reached: (sight) => crashBeforeRename(sight, '.mp4') },
  { name: 'crash between the two renames', reached: (sight) => crashBeforeRename(sight, '.meta.json') },
  { name: 'two crashes', reached: (sight) => sight.seen('machine kill').length > 1 },
  {
    name: 'lock of a dead owner taken over',
    reached: (sight) => sight.told('lock-taken').some(({ recovered }) => recovered),
  },
  { name: 'temp files of the dead removed', reached: (sight) => sight.told('recovered').length > 0 },
  {
    name: 'two takeovers of one lock',
    reached: (sight) =>
      sight.seen('file-appeared').filter(({ name }) => name?.includes('-takeover-')).length > 1,
  },
  outcome('published'),
  outcome('busy'),
  outcome('refused'),
  outcome('incomplete'),
  outcome('crashed'),
  outcome('killed'),
  outcome('no-space'),
  outcome('timeout'),
  outcome('io-error'),
  {
    name: 'unkillable ffprobe',
    reached: (sight) => sight.told('unkillable').some(({ strategy }) => strategy === undefined),
  },
  {
    name: 'unkillable process gone after all',
    reached: (sight) =>
      sight
        .told('unkillable')
        .some(({ jobId, at }) =>
          sight.told('lock-released').some((later) => later.jobId === jobId && later.at > at),
        ),
  },
  {
    name: 'descendants left behind by an exit',
    reached: (sight) => sight.told('attempt-ended').some(({ leaked }) => leaked),
  },
  { name: 'progress after the exit', reached: progressAfterExit },
  {
    name: 'file timeout while publishing',
    reached: (sight) => sight.between('publishing', 'file-trouble hangs', 'job-ended'),
  },
  {
    name: 'file error while publishing',
    reached: (sight) => sight.between('publishing', 'file-trouble fails', 'job-ended'),
  },
  {
    name: 'file error while locking',
    reached: (sight) => sight.between('job-accepted', 'file-trouble fails', 'lock-taken'),
  },
  {
    name: 'all three rungs tried',
    reached: (sight) => sight.told('job-ended').some(({ outcome: { attempts } }) => attempts.length === 3),
  },
  {
    name: 'published by the last rung after others',
    reached: (sight) =>
      sight
        .told('job-ended')
        .some(({ outcome: { kind, attempts } }) => kind === 'published' && attempts.length > 1),
  },
  { name: 'recording measured by its packets', reached: measured },
  {
    name: 'job done by the supervisor that came after a crash',
    reached: (sight) => {
      const restartMs = sight.seen('subject-started')[1]?.atMs;
      return (
        restartMs !== undefined &&
        sight
          .told('job-ended')
          .some(
            ({ outcome: { kind }, jobId, atMs }) =>
              kind === 'published' && !isCalm({ id: jobId }) && atMs > restartMs,
          )
      );
    },
  },
];

function stallOn(strategy: string): Sometimes {
  return {
    name: `stall during ${strategy}`,
    reached: (sight) => sight.told('stalled').some((stalled) => stalled.strategy === strategy),
  };
}

function stallOf(condition: string): Sometimes {
  return {
    name: `stall of class ${condition}`,
    reached: (sight) =>
      condition === 'unkillable'
        ? sight
            .told('job-ended')
            .some(({ outcome: told }) => 'cause' in told && told.cause.stall?.class === condition)
        : sight.told('stalled').some(({ stall }) => stall.class === condition),
  };
}

function outcome(kind: string): Sometimes {
  return {
    name: `job that ended as ${kind}`,
    reached: (sight) =>
      sight.told('job-ended').some((ended) => ended.outcome.kind === kind && !isCalm({ id: ended.jobId })),
  };
}

function cancelDuringFinalise(sight: Sight): boolean {
  return sight.seen('machine cancel').some(({ at, job }) => {
    const last = sight.evidence.events
      .slice(0, at)
      .findLast((earlier) => earlier.from === 'fake' && earlier.event.job === job);
    return last?.from === 'fake' && last.event.kind === 'churned';
  });
}

/** A kill after publishing had begun, and before that name came to be. */
function crashBeforeRename(sight: Sight, ending: string): boolean {
  return sight.told('publishing').some((publishing) => {
    const kill = sight.seen('machine kill').find(({ at }) => at > publishing.at);
    const ended = sight
      .told('job-ended')
      .find(({ at, jobId }) => jobId === publishing.jobId && at > publishing.at);
    if (kill === undefined || (ended !== undefined && ended.at < kill.at)) return false;
    const names = sight
      .seen('file-appeared')
      .filter(({ at }) => at > publishing.at && at < kill.at)
      .map(({ name }) => name ?? '');
    const written = names.some((name) => name.endsWith('-meta'));
    const published = names.some((name) => name.endsWith('.mp4'));
    if (ending === '.mp4') return written && !published;
    return published && !names.some((name) => name.endsWith('.meta.json'));
  });
}

function progressAfterExit(sight: Sight): boolean {
  return sight.evidence.jobs.some(({ id }) =>
    attemptsOf(sight.evidence, id).some(({ events, pid, strategy }) => {
      const exit = events.find((event) => event.kind === 'exiting' && event.pid === pid);
      return (
        exit !== undefined &&
        sight
          .told('progress')
          .some(
            (progress) =>
              progress.jobId === id && progress.strategy === strategy && progress.atMs > exit.atMs,
          )
      );
    }),
  );
}

/** Two looks of ffprobe at a recording before ffmpeg has its turn. */
function measured({ evidence }: Sight): boolean {
  return evidence.jobs.some(({ id }) => {
    const tools = invocationsOf(evidence, id).map(({ tool }) => tool);
    return tools[0] === 'ffprobe' && tools[1] === 'ffprobe';
  });
}
