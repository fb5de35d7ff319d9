import { checkOutput, type OutputCheck } from '../ffmpeg/output-check.js';
import type { RecordingProbe } from '../ffmpeg/recording-probe.js';
import { outputStreams, remuxArgs } from '../ffmpeg/remux-args.js';
import type { Strategy } from '../ffmpeg/strategy.js';
import { createNew } from './create-new.js';
import type { JobContext } from './job-context.js';
import { type AttemptFailure, type AttemptVerdict, incompleteOutput, judgeAttempt } from './judge-attempt.js';
import type { AttemptReport } from './outcome.js';
import { measureDuration, type ProbedRecording, probeOutput } from './probe-recording.js';
import { type FfmpegResult, runFfmpegWithProgress } from './run-ffmpeg-with-progress.js';

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
      readonly failure: AttemptFailure;
      readonly result: FfmpegResult;
      readonly report: AttemptReport;
      /** Set when a process could not be killed: resolves when it is gone after all. */
      readonly gone?: Promise<void>;
    };

/** Runs ffmpeg once and puts its output through the gate. What fails leaves no file behind. */
export async function attemptRung(
  context: JobContext,
  strategy: Strategy,
  recording: ProbedRecording,
  timeoutAtMs: number,
): Promise<Attempt> {
  const tempPath = context.names.path(strategy);
  // The name is taken before ffmpeg opens it: nobody can have planted a link there.
  await createNew(context.files, tempPath, '');
  const result = await runAttempt(context, strategy, recording, tempPath, timeoutAtMs);
  const verdict = judgeAttempt(result);
  if (verdict.kind !== 'ok') {
    const gone = result.end.unkillable ? result.end.gone : undefined;
    return await failed(context, strategy, tempPath, { ...verdict, kind: verdict.kind }, result, gone);
  }
  if (result.end.unkillable) {
    return await failed(context, strategy, tempPath, stillWritten(verdict.finding), result, result.end.gone);
  }
  const { probe, end } = await probeOutput(context, tempPath);
  const checked = await check(context, recording, tempPath, probe);
  const gone = end.unkillable ? end.gone : undefined;
  if (context.signal?.aborted) {
    const failure = { kind: 'cancelled', reason: 'cancelled before publishing', finding: undefined } as const;
    return await failed(context, strategy, tempPath, failure, result, gone);
  }
  if (!checked.ok) {
    const failure = incompleteOutput(checked.why, verdict.finding);
    return await failed(context, strategy, tempPath, failure, result, gone);
  }
  const report = tell(context, strategy, verdict, result);
  const { durationMs, durationChecked } = checked;
  return { kind: 'ready', strategy, tempPath, durationMs, durationChecked, report };
}

/** Whoever outlived ffmpeg may write to the output for as long as he lives: it is not looked at. */
function stillWritten(finding: AttemptFailure['finding']): AttemptFailure {
  const reason = 'ffmpeg exited with 0, but a process that it left behind could not be killed';
  return { kind: 'incomplete', reason, finding };
}

async function failed(
  context: JobContext,
  strategy: Strategy,
  tempPath: string,
  failure: AttemptFailure,
  result: FfmpegResult,
  gone: Promise<void> | undefined,
): Promise<Attempt> {
  if (gone === undefined) await context.files.remove(tempPath).catch(() => false);
  const report = tell(context, strategy, failure, result);
  return { kind: 'failed', failure, result, report, ...(gone && { gone }) };
}

/** Where the output is not as long as the header promises, the packets of both have the last word. */
async function check(
  context: JobContext,
  recording: ProbedRecording,
  tempPath: string,
  probe: RecordingProbe | undefined,
): Promise<OutputCheck> {
  const { streams, durationMs } = recording;
  const promised = { durationMs, video: streams.video !== undefined, audio: streams.audio !== undefined };
  const first = checkOutput(probe, promised);
  if (first.ok || !first.packetsDecide) return first;
  const byPackets = await recording.measuredMs();
  if (byPackets === undefined) return first;
  const outputMs = await measureDuration(context, tempPath, outputStreams(streams), probe?.sizeBytes);
  return checkOutput(probe, { ...promised, durationMs: byPackets }, outputMs);
}

function runAttempt(
  context: JobContext,
  strategy: Strategy,
  recording: ProbedRecording,
  tempPath: string,
  timeoutAtMs: number,
): Promise<FfmpegResult> {
  const { config, host, emit, recordingId } = context;
  const { source = context.input, durationMs, streams } = recording;
  const args = remuxArgs(strategy, { input: source, output: tempPath, streams });
  return runFfmpegWithProgress(host, {
    ffmpeg: config.ffmpeg,
    args,
    ...(config.toolEnv && { env: config.toolEnv }),
    watch: { ...config.watch, strategy, recordingId },
    timeoutAtMs,
    expectedDurationMs: durationMs,
    signal: context.signal,
    on: {
      started: (pid) =>
        emit({
          event: 'attempt-started',
          strategy,
          pid,
          command: [config.ffmpeg, ...args],
          timeoutMs: timeoutAtMs - host.clock.now(),
        }),
      progress: (progress) => {
        const fraction = fractionDone(progress.outTimeUs, durationMs);
        emit({ event: 'progress', strategy, progress, ...(fraction !== undefined && { fraction }) });
      },
      silent: (silentForMs, working) => emit({ event: 'silent', strategy, silentForMs, working }),
      overslept: (lateByMs) => emit({ event: 'overslept', strategy, lateByMs }),
      stalled: (stall) => emit({ event: 'stalled', strategy, stall }),
      stopping: (why) => {
        if (why !== 'too-much-output') emit({ event: 'stopping', strategy, why });
      },
      unkillable: (pid) => emit({ event: 'unkillable', strategy, pid }),
    },
  });
}

function tell(
  context: JobContext,
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
  context.emit({ event: 'attempt-ended', ...report });
  return report;
}

function fractionDone(outTimeUs: number | undefined, durationMs: number | undefined): number | undefined {
  if (outTimeUs === undefined || durationMs === undefined || durationMs <= 0) return undefined;
  return Math.min(1, Math.max(0, outTimeUs / 1000 / durationMs));
}
