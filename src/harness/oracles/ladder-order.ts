import { STRATEGIES, type Strategy } from '../../ffmpeg/strategy.js';
import type { Recording } from '../../script/plan.js';
import type { Step } from '../../script/step.js';
import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { fileDelayMs } from '../readings/file-troubles.js';
import { attemptsOf, type Invocation } from '../readings/invocations.js';
import { pausedMs, submittedAtMs, supervisorStarts, totalTimeoutMs } from '../readings/moments.js';
import { sayMs, sayProcess } from '../readings/say.js';
import { TOLERANCE, toActMs } from '../tolerance.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, unobservable, violated } from '../verdicts.js';

export const ladderOrder: Oracle = {
  name: 'ladder-order',
  claim:
    'tries default, fallback, transcode in this order, each at most once, as the probe says, under one total time',
  timing: true,
  judge: (evidence) =>
    eachJob(evidence, ({ id }) => {
      const lives = byLife(evidence, attemptsOf(evidence, id));
      return gravest(lives.map((attempts) => judge(evidence, id, attempts)));
    }),
};

function judge(evidence: Evidence, job: string, attempts: readonly Invocation[]): Verdict {
  const rungs = attempts.flatMap(({ strategy }) => strategy ?? []);
  if (rungs.length < attempts.length) {
    return unobservable('its ffmpeg command lines are none of the three known rungs');
  }
  return gravest([
    judgeOrder(rungs),
    judgeFirst(evidence, job, rungs[0]),
    judgeBudget(evidence, job, attempts),
  ]);
}

function judgeOrder(rungs: readonly Strategy[]): Verdict {
  for (const [index, rung] of rungs.entries()) {
    const before = rungs[index - 1];
    if (before === undefined) continue;
    if (rungs.indexOf(rung) < index) return violated(`the rung ${rung} was tried more than once`);
    if (STRATEGIES.indexOf(rung) < STRATEGIES.indexOf(before)) {
      return violated(`the rung ${rung} was tried after ${before}`);
    }
  }
  return HELD;
}

/** What the probe said decides where the ladder starts. Where none could say anything, codecs are unknown. */
function judgeFirst(evidence: Evidence, job: string, first: Strategy | undefined): Verdict {
  const scripted = evidence.scenario.jobs.find(({ id }) => id === job);
  if (scripted === undefined || first === undefined) return HELD;
  if (scripted.ffprobe !== undefined) {
    if (scripted.ffprobe.some(isWholeAnswer)) return HELD;
    return violated(`began with ${first}, although no probe could say what the recording holds`);
  }
  const right = firstRung(scripted.recording);
  if (right === undefined || right === first) return HELD;
  const { video, pixelFormat } = scripted.recording;
  return violated(`began with ${first}; ${video} ${pixelFormat} asks for ${right}`);
}

function isWholeAnswer({ fault, config }: Step): boolean {
  return fault === 'answer' && config.share === 1;
}

/** Undefined where the decision is not about the rung: no video, or a codec that nobody knows. */
function firstRung({ video, pixelFormat }: Recording): Strategy | undefined {
  if (video === 'hevc' || video === 'mpeg2video') return 'transcode';
  if (video !== 'h264') return undefined;
  return /10|12|16/.test(pixelFormat) ? 'transcode' : 'default';
}

function judgeBudget(evidence: Evidence, job: string, attempts: readonly Invocation[]): Verdict {
  const submitted = submittedAtMs(evidence, job);
  if (submitted === undefined) return NOT_APPLICABLE;
  const endMs = submitted + totalTimeoutMs(evidence, job);
  // The subject's clock for the job starts when the job has its slot, at the latest with the first attempt.
  const startedLateMs = Math.max(0, (attempts[0]?.spawnedAtMs ?? submitted) - submitted);
  const late = attempts.find(
    ({ spawnedAtMs }) =>
      spawnedAtMs >
      endMs +
        startedLateMs +
        // What the subject slept through, the job could not use.
        pausedMs(evidence, submitted, spawnedAtMs) +
        toActMs(evidence, TOLERANCE.reactionMs) +
        fileDelayMs(evidence),
  );
  if (late === undefined) return HELD;
  return violated(
    `${sayProcess(late)} was started ${sayMs(evidence, late.spawnedAtMs - submitted)} into the job, after its total time of ${sayMs(evidence, endMs - submitted)}`,
  );
}

/** A supervisor that was killed and started anew climbs the ladder anew. */
function byLife(evidence: Evidence, attempts: readonly Invocation[]): Invocation[][] {
  const lives = new Map<number, Invocation[]>();
  for (const attempt of attempts) {
    const starts = supervisorStarts(evidence, attempt.job);
    const life = starts.filter(({ atMs }) => atMs < attempt.startedAtMs).length;
    lives.set(life, [...(lives.get(life) ?? []), attempt]);
  }
  return [...lives.values()];
}
