import { remuxArgs } from '../ffmpeg/remux-args.js';
import type { Strategy } from '../ffmpeg/strategy.js';
import { callOff } from './call-off.js';
import { createNew } from './create-new.js';
import type { RunningJob } from './job-context.js';
import type { AttemptFailure, AttemptVerdict } from './judge-attempt.js';
import type { AttemptReport, Cause } from './outcome.js';
import { passGate } from './output-gate.js';
import { outputSigns } from './output-signs.js';
import type { ProbedRecording } from './probe-recording.js';
import {
  type FfmpegResult,
  type FfmpegRunListener,
  runFfmpegWithProgress,
} from './run-ffmpeg-with-progress.js';
import type { StopCause } from './supervised-process.js';

/** One rung of the ladder, tried. */
export type Attempt =
  | {
      readonly kind: 'ready';
      readonly strategy: Strategy;
      /** A complete output that passed the gate, under a temporary name. */
      readonly tempPath: string;
      readonly durationMs: number | undefined;
      readonly durationChecked: boolean;
      readonly report: AttemptReport;
    }
  | {
      readonly kind: 'failed';
      readonly tempPath: string;
      readonly failure: AttemptFailure;
      readonly result: FfmpegResult;
      readonly report: AttemptReport;
    }
  /** ffmpeg was not started. */
  | { readonly kind: 'called-off'; readonly cause: Cause };

/** Runs ffmpeg once and puts its output through the gate. What fails stands under its temp name until somebody removes it. */
export async function attemptRung(
  job: RunningJob,
  strategy: Strategy,
  recording: ProbedRecording,
): Promise<Attempt> {
  const tempPath = job.names.path(strategy);
  // The name is taken before ffmpeg opens it: nobody can have planted a link there.
  await createNew(job.files, tempPath, '');
  // A slow disk takes its time for that.
  const cause = callOff(job, `the ${strategy} attempt`, strategy);
  if (cause !== undefined) return { kind: 'called-off', cause };
  const result = await runAttempt(job, strategy, recording, tempPath);
  const gate = await passGate(job, recording, tempPath, result);
  if (gate.kind === 'closed') {
    const report = tell(job, strategy, gate.failure, result);
    return { kind: 'failed', tempPath, failure: gate.failure, result, report };
  }
  const { durationMs, durationChecked } = gate.check;
  const report = tell(job, strategy, gate.verdict, result);
  return { kind: 'ready', strategy, tempPath, durationMs, durationChecked, report };
}

function runAttempt(
  job: RunningJob,
  strategy: Strategy,
  recording: ProbedRecording,
  tempPath: string,
): Promise<FfmpegResult> {
  const { config, host, budget, recordingId, signal } = job;
  const { source = job.input, durationMs, streams, decision } = recording;
  const copyFlags = decision.kind === 'run' ? decision.copyFlags : undefined;
  const request = { input: source, output: tempPath, streams, copyFlags };
  const args = remuxArgs(strategy, request, config.policy);
  return runFfmpegWithProgress(host, {
    ffmpeg: config.ffmpeg,
    args,
    ...(config.toolEnv && { env: config.toolEnv }),
    watch: { ...config.watch, strategy, recordingId },
    timeoutAtMs: budget.endsAtMs,
    expectedDurationMs: durationMs,
    outputSigns: outputSigns(job.files, tempPath),
    signal,
    on: {
      ...listener(job, strategy, args, durationMs),
      stopping: (why) => onStopping(job, strategy, tempPath, why),
    },
  });
}

function listener(
  { config, emit, budget, quarantine }: RunningJob,
  strategy: Strategy,
  args: readonly string[],
  durationMs: number | undefined,
): Omit<FfmpegRunListener, 'stopping'> {
  return {
    started: (pid) => {
      const timeoutMs = Math.round(budget.leftMs);
      emit({ event: 'attempt-started', strategy, pid, command: [config.ffmpeg, ...args], timeoutMs });
    },
    progress: (progress) => {
      const fraction = fractionDone(progress.outTimeUs, durationMs);
      if (fraction === undefined) emit({ event: 'progress', strategy, progress });
      else emit({ event: 'progress', strategy, progress, fraction });
    },
    silent: (silentForMs, working) =>
      emit({ event: 'silent', strategy, silentForMs: Math.round(silentForMs), working }),
    overslept: (lateByMs) => {
      budget.giveBack(lateByMs);
      emit({ event: 'overslept', strategy, lateByMs: Math.round(lateByMs) });
    },
    stalled: (stall) => emit({ event: 'stalled', strategy, stall }),
    unkillable: (survivor) => {
      quarantine.add(survivor);
      emit({ event: 'unkillable', strategy, pid: survivor.pid });
    },
  };
}

function onStopping(
  { files, emit }: RunningJob,
  strategy: Strategy,
  tempPath: string,
  why: StopCause | 'leaked',
): void {
  if (why !== 'too-much-output') emit({ event: 'stopping', strategy, why });
  // Whoever does file operations has slept, perhaps for hours. He wakes up while the tree dies, and not when it is gone.
  files.lstat(tempPath).catch(() => undefined);
}

function tell(
  job: RunningJob,
  strategy: Strategy,
  verdict: Omit<AttemptVerdict, 'finding'>,
  result: FfmpegResult,
): AttemptReport {
  const { exit, elapsedMs, leaked } = result.end;
  const report: AttemptReport = {
    strategy,
    result: verdict.kind,
    reason: verdict.reason,
    ...(exit?.kind === 'code' && { exitCode: exit.code }),
    ...(exit?.kind === 'signal' && { signal: exit.signal }),
    elapsedMs,
    leaked,
  };
  job.emit({ event: 'attempt-ended', ...report });
  return report;
}

function fractionDone(outTimeUs: number | undefined, durationMs: number | undefined): number | undefined {
  if (outTimeUs === undefined || durationMs === undefined || durationMs <= 0) return undefined;
  return Math.min(1, Math.max(0, outTimeUs / 1000 / durationMs));
}
