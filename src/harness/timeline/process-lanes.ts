import type { Evidence } from '../evidence.js';
import { type Invocation, invocationsOf } from '../readings/invocations.js';
import { deadlineOf, drainOf, mutePids, type Silence, silencesOf } from '../readings/life.js';
import { harnessEvents, scaledMs, watchedUntilMs } from '../readings/moments.js';
import { sayProcess } from '../readings/say.js';
import { type Stop, stopOf } from '../readings/stops.js';
import { earlinessSlackMs } from '../tolerance.js';
import type { Scale } from './scale.js';
import type { Lane, Mark, Span } from './timeline.js';

/** A silence that is shorter than this part of the stall time is nothing that anybody would wait for. */
const NOTABLE_SHARE = 0.2;
/** One that came near to its deadline is shown with it, though it ended well. */
const NEAR_SHARE = 0.8;

/** A row for each process of a job, in order of their start, and one for each descendant below its own. */
export function processLanes(evidence: Evidence, job: string, scale: Scale): Lane[] {
  return invocationsOf(evidence, job).flatMap((process) => [
    process.tool === 'ffmpeg' ? ffmpegLane(evidence, process, scale) : toolLane(evidence, process, scale),
    ...descendants(evidence, process, scale),
  ]);
}

function toolLane(evidence: Evidence, process: Invocation, scale: Scale): Lane {
  return {
    kind: process.tool,
    name: sayProcess(process),
    job: process.job,
    spans: [scale.span('alive', process.spawnedAtMs, process.goneAtMs ?? scale.endMs)],
    marks: [...signs(process, scale), ...endMarks(process, stopOf(evidence, process), scale)],
  };
}

function ffmpegLane(evidence: Evidence, process: Invocation, scale: Scale): Lane {
  const lane = toolLane(evidence, process, scale);
  const stop = stopOf(evidence, process);
  const untilMs = Math.min(
    stop.kind === 'alive' ? scale.endMs : stop.atMs,
    watchedUntilMs(evidence, process),
  );
  const stallMs = scaledMs(evidence, evidence.scenario.watch.stallTimeoutMs);
  const graceMs = scaledMs(evidence, evidence.scenario.watch.startupGraceMs);
  const graceEndMs = Math.min(process.spawnedAtMs + graceMs, untilMs);
  const spans: Span[] = [...lane.spans, scale.span('grace', process.spawnedAtMs, graceEndMs)];
  const marks: Mark[] = [...lane.marks];
  for (const silence of hidesProgress(process) ? [] : silencesOf(process, drainOf(evidence, process))) {
    const endMs = Math.min(silence.untilMs ?? untilMs, untilMs);
    const lastedMs = endMs - silence.sinceMs;
    if (lastedMs < NOTABLE_SHARE * stallMs) continue;
    spans.push(scale.span('silent', silence.sinceMs, endMs));
    for (const atMs of silence.heartbeats) {
      marks.push({ kind: 'heartbeat', atMs: scale.at(atMs), text: 'a block without advance' });
    }
    const isJudged = stop.kind === 'stopped' && stop.why === 'judgement' && silence.untilMs === undefined;
    if (isJudged || lastedMs >= NEAR_SHARE * stallMs) {
      marks.push(deadlineMark(evidence, process, silence, endMs, scale));
    }
  }
  return {
    ...lane,
    spans,
    marks: marks.sort((a, b) => a.atMs - b.atMs),
    progress: progressOf(process, scale),
  };
}

/** Nothing can be said of its silences. */
function hidesProgress({ events }: Invocation): boolean {
  return events.some((event) => event.kind === 'started' && event.hidesProgress === true);
}

function deadlineMark(
  evidence: Evidence,
  process: Invocation,
  silence: Silence,
  untilMs: number,
  scale: Scale,
): Mark {
  const { earliestMs, latestMs } = deadlineOf(evidence, process, silence, untilMs);
  const mark = (atMs: number, text: string): Mark => ({ kind: 'deadline', atMs: scale.at(atMs), text });
  if (untilMs >= latestMs) return mark(latestMs, 'deadline: no sign of life by then, so it has to be ended');
  if (silence.untilMs !== undefined) return mark(latestMs, 'deadline, had it stayed silent');
  const isEarly = untilMs < earliestMs - earlinessSlackMs(evidence);
  return isEarly
    ? mark(earliestMs, 'deadline: it had time until then')
    : mark(latestMs, 'deadline: by then at the latest');
}

/** Pairs of a time and the output time in ms, as far as the subject could see it. */
function progressOf(process: Invocation, scale: Scale): number[] {
  const mute = mutePids(process);
  return process.events.flatMap((event) => {
    if (event.kind !== 'progress' || event.outTimeUs === undefined || mute.has(event.pid)) return [];
    return [scale.at(event.atMs), Math.round(event.outTimeUs / 1000)];
  });
}

function signs({ events, pid }: Invocation, scale: Scale): Mark[] {
  return events.flatMap((event): Mark[] => {
    const atMs = scale.at(event.atMs);
    switch (event.kind) {
      case 'signalled':
        return [{ kind: 'signal', atMs, text: `got ${event.signal}` }];
      case 'froze':
        return [{ kind: 'sign', atMs, text: 'stopped itself (SIGSTOP)' }];
      case 'stuck':
        return [{ kind: 'sign', atMs, text: 'entered a system call that no signal ends' }];
      case 'forked':
        return event.pid === pid ? [{ kind: 'sign', atMs, text: 'started a process of its own' }] : [];
      case 'output':
        return event.complete ? [{ kind: 'sign', atMs, text: 'completed its output' }] : [];
      default:
        return [];
    }
  });
}

const WHY: Readonly<Record<Extract<Stop, { kind: 'stopped' }>['why'], string>> = {
  judgement: 'killed: taken for stalled',
  cancel: 'ended: the job was cancelled',
  'total-timeout': 'killed: the total time was used up',
  'subject-ended': 'ended with its supervisor',
  harness: 'ended by the harness',
};

function endMarks({ goneAtMs }: Invocation, stop: Stop, scale: Scale): Mark[] {
  if (stop.kind === 'alive') return [{ kind: 'trouble', atMs: scale.at(scale.endMs), text: 'still alive' }];
  if (stop.kind === 'own-will') {
    return [{ kind: 'exit', atMs: scale.at(stop.atMs), text: `exited: ${stop.signal ?? stop.code ?? 0}` }];
  }
  const gone: Mark[] =
    goneAtMs === undefined ? [] : [{ kind: 'gone', atMs: scale.at(goneAtMs), text: 'dead' }];
  return [{ kind: 'kill', atMs: scale.at(stop.atMs), text: WHY[stop.why] }, ...gone];
}

function descendants(evidence: Evidence, { job, events }: Invocation, scale: Scale): Lane[] {
  return events.flatMap((event) => {
    if (event.kind !== 'forked') return [];
    const gone = harnessEvents(evidence, 'process-gone').find(
      ({ pid, atMs }) => pid === event.childPid && atMs >= event.atMs,
    );
    const marks: Mark[] = [
      gone
        ? { kind: 'gone', atMs: scale.at(gone.atMs), text: 'dead' }
        : { kind: 'trouble', atMs: scale.at(scale.endMs), text: 'still alive' },
    ];
    const how = event.newSession ? 'a daemon' : 'a child';
    const spans = [scale.span('alive', event.atMs, gone?.atMs ?? scale.endMs)];
    return [{ kind: 'descendant' as const, name: `${how} of it`, job, spans, marks }];
  });
}
