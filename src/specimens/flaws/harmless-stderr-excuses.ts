import { classifyStderr } from '../../ffmpeg/classify-stderr.js';
import type { OutputCheck } from '../../ffmpeg/output-check.js';
import type { AttemptVerdict } from '../../supervisor/judge-attempt.js';
import type { ProbedRecording } from '../../supervisor/probe-recording.js';
import type { FfmpegResult } from '../../supervisor/run-ffmpeg-with-progress.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class HarmlessStderrExcuses extends BaseSupervisor {
  protected override judge(result: FfmpegResult): AttemptVerdict {
    if (!isExcused(result)) return super.judge(result);
    return { kind: 'ok', reason: 'nothing but warnings on stderr', finding: undefined };
  }

  protected override async verify(
    job: SpecimenJob,
    tempPath: string,
    recording: ProbedRecording,
    result: FfmpegResult,
  ): Promise<OutputCheck> {
    if (isExcused(result)) return { ok: true, durationChecked: false };
    return super.verify(job, tempPath, recording, result);
  }
}

function isExcused({ end, stderrTail }: FfmpegResult): boolean {
  const succeeded = end.exit?.kind === 'code' && end.exit.code === 0;
  return !succeeded && stderrTail.trim() !== '' && classifyStderr(stderrTail) === undefined;
}

export const harmlessStderrExcuses: Specimen = {
  name: 'harmless-stderr-excuses',
  flaw: 'It takes stderr that holds nothing but warnings for success, also when ffmpeg was killed or failed, and publishes what is there.',
  from: 'origin flaw 1',
  caughtBy: 'no-partial-publish',
  shownBy: 'stderr: packet-corrupt, some progress, then hang, exit: 1 or die',
  create: (options) => new HarmlessStderrExcuses(options),
};
