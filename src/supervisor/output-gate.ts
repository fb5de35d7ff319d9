import { checkOutput, type OutputCheck } from '../ffmpeg/output-check.js';
import { DEFAULT_POLICY } from '../ffmpeg/policy.js';
import { outputStreams } from '../ffmpeg/remux-args.js';
import type { RunningJob } from './job-context.js';
import { type AttemptFailure, type AttemptVerdict, incompleteOutput, judgeAttempt } from './judge-attempt.js';
import { decodeStrictly, describeFile, measureDuration, type ProbedRecording } from './probe-recording.js';
import type { FfmpegResult } from './run-ffmpeg-with-progress.js';

/** What stands between an attempt and publishing. */
export type Gate =
  | {
      readonly kind: 'open';
      readonly verdict: AttemptVerdict;
      readonly check: Extract<OutputCheck, { ok: true }>;
    }
  | { readonly kind: 'closed'; readonly failure: AttemptFailure };

/** Judges how ffmpeg ended, and, when that was well, what it left under the temporary name. */
export async function passGate(
  job: RunningJob,
  recording: ProbedRecording,
  tempPath: string,
  result: FfmpegResult,
): Promise<Gate> {
  const verdict = judgeAttempt(result, job.config.policy);
  const { kind, finding } = verdict;
  if (kind !== 'ok') return closed({ ...verdict, kind });
  // Whoever outlived ffmpeg may write to the output for as long as he lives: it is not looked at.
  if (result.end.unkillable) {
    const reason = 'ffmpeg exited with 0, but a process that it left behind could not be killed';
    return closed({ kind: 'incomplete', reason, finding });
  }
  const check = await checkFile(job, recording, tempPath);
  if (job.signal?.aborted) {
    return closed({ kind: 'cancelled', reason: 'cancelled before publishing', finding: undefined });
  }
  if (job.quarantine.occupied) {
    const reason = 'ffmpeg exited with 0, but the ffprobe that looked at the output could not be killed';
    return closed({ kind: 'incomplete', reason, finding });
  }
  if (check.ok) return { kind: 'open', verdict, check };
  if (job.budget.usedUp) {
    const reason = `timed out while the output was looked at: ${check.why}`;
    return closed({ kind: 'timeout', reason, finding: undefined });
  }
  return closed(incompleteOutput(check.why, finding));
}

/** Where the output is not as long as the header promises, the packets of both have the last word. */
async function checkFile(
  job: RunningJob,
  recording: ProbedRecording,
  tempPath: string,
): Promise<OutputCheck> {
  const { outputCheck } = job.config.policy ?? DEFAULT_POLICY;
  const described = await describeFile(job, tempPath, outputCheck.packets);
  const probe = described.kind === 'described' ? described.probe : undefined;
  const { streams, durationMs } = recording;
  const promised = { durationMs, video: streams.video !== undefined, audio: streams.audio !== undefined };
  const first = checkOutput(probe, promised);
  if (first.ok && outputCheck.strict && promised.video) {
    return checkStrictly(job, tempPath, outputCheck.packets, first);
  }
  if (first.ok || !first.packetsDecide) return first;
  const byPackets = await recording.measuredMs();
  if (byPackets === undefined) return first;
  const outputMs = await measureDuration(job, tempPath, outputStreams(streams), probe?.sizeBytes);
  return checkOutput(probe, { ...promised, durationMs: byPackets }, outputMs);
}

/** What ffmpeg's own decoders conceal, a browser does not forgive. */
async function checkStrictly(
  job: RunningJob,
  tempPath: string,
  pictures: number,
  passed: OutputCheck,
): Promise<OutputCheck> {
  const answer = await decodeStrictly(job, tempPath, pictures);
  if (answer.kind === 'answered') return passed;
  return { ok: false, why: `the video of the output is damaged: ${answer.reason}`, packetsDecide: false };
}

function closed(failure: AttemptFailure): Gate {
  return { kind: 'closed', failure };
}
