import type { Strategy } from '../../ffmpeg/strategy.js';
import type { FakeEvent } from '../../script/fake-event.js';
import type { Evidence } from '../evidence.js';
import { harnessEvents } from './moments.js';
import { remembered, rememberedByJob } from './remembered.js';

/** One fake process, by what it really did. */
export interface Invocation {
  readonly tool: 'ffmpeg' | 'ffprobe';
  readonly job: string;
  readonly pid: number;
  /** Absent where the fake could not tell from its arguments, and for ffprobe. */
  readonly strategy: Strategy | undefined;
  readonly writesTo: string | undefined;
  /** By the kernel's account where that was read, else its first words. */
  readonly spawnedAtMs: number;
  readonly startedAtMs: number;
  /** Everything it and its descendants logged, in order. */
  readonly events: readonly FakeEvent[];
  /** When it was seen to be gone, at the latest; undefined when it was alive to the end. */
  readonly goneAtMs: number | undefined;
  /** When SIGKILL had reached all of it: before it was gone where the kernel held it; else the same. */
  readonly doomedAtMs: number | undefined;
}

/** All processes of a job, in order of their start. */
export const invocationsOf = rememberedByJob((evidence, job): readonly Invocation[] => {
  const groups = groupsOf(evidence).filter(([first]) => first?.job === job);
  return groups
    .flatMap((events) => read(evidence, events) ?? [])
    .sort((a, b) => a.startedAtMs - b.startedAtMs);
});

/** What each process logged, with all that descended from it. Nearly every event is of the same one as the event before. */
const groupsOf = remembered((evidence): readonly (readonly FakeEvent[])[] => {
  const groups: FakeEvent[][] = [];
  let latest: FakeEvent[] | undefined;
  for (const { from, event } of evidence.events) {
    if (from !== 'fake') continue;
    if (!isOfSame(latest, event)) latest = groups.find((group) => isOfSame(group, event));
    if (latest === undefined) {
      latest = [];
      groups.push(latest);
    }
    latest.push(event);
  }
  return groups;
});

function isOfSame(group: readonly FakeEvent[] | undefined, event: FakeEvent): boolean {
  const first = group?.[0];
  return (
    first !== undefined &&
    first.invocation === event.invocation &&
    first.tool === event.tool &&
    first.job === event.job
  );
}

/** The runs of ffmpeg among them. */
export const attemptsOf = rememberedByJob((evidence, job): readonly Invocation[] =>
  invocationsOf(evidence, job).filter(({ tool }) => tool === 'ffmpeg'),
);

function read(evidence: Evidence, events: readonly FakeEvent[]): Invocation | undefined {
  const started = events.find((event) => event.kind === 'started');
  if (started?.kind !== 'started') return undefined;
  const spawned = harnessEvents(evidence, 'spawned').find(
    (event) => event.pid === started.pid && event.atMs <= started.atMs,
  );
  const gone = goneAtMs(evidence, started, events);
  const doomed = harnessEvents(evidence, 'doomed').find(
    (event) => event.pid === started.pid && event.atMs >= started.atMs,
  );
  return {
    tool: started.tool,
    job: started.job,
    pid: started.pid,
    strategy: started.strategy,
    writesTo: started.writesTo,
    spawnedAtMs: spawned?.atMs ?? started.atMs,
    startedAtMs: started.atMs,
    events,
    goneAtMs: gone,
    doomedAtMs: doomed?.atMs ?? gone,
  };
}

/** A pid can be given anew: what was seen before this start was another process. */
function goneAtMs(evidence: Evidence, started: FakeEvent, events: readonly FakeEvent[]): number | undefined {
  const seenGone = harnessEvents(evidence, 'process-gone').find(
    (event) => event.pid === started.pid && event.atMs >= started.atMs,
  );
  if (seenGone !== undefined) return seenGone.atMs;
  const exiting = events.find((event) => event.kind === 'exiting' && event.pid === started.pid);
  if (exiting !== undefined) return exiting.atMs;
  return harnessEvents(evidence, 'tree-gone').find(
    (event) => event.job === started.job && event.atMs >= started.atMs,
  )?.atMs;
}
