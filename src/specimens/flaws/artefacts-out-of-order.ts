import type { OutputCheck } from '../../ffmpeg/output-check.js';
import type { ProbedRecording } from '../../supervisor/probe-recording.js';
import { artefactPaths } from '../../supervisor/publish.js';
import type { FfmpegResult } from '../../supervisor/run-ffmpeg-with-progress.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class ArtefactsOutOfOrder extends BaseSupervisor {
  protected override async verify(
    job: SpecimenJob,
    tempPath: string,
    recording: ProbedRecording,
    result: FfmpegResult,
  ): Promise<OutputCheck> {
    const metadata = JSON.stringify({ recordingId: job.recordingId, durationMs: recording.durationMs });
    await job.files.createExclusive(artefactPaths(job.output).metadata, metadata);
    return super.verify(job, tempPath, recording, result);
  }
}

export const artefactsOutOfOrder: Specimen = {
  name: 'artefacts-out-of-order',
  flaw: 'It writes the metadata before it has looked at the output, so a failed job has metadata of a success.',
  from: 'origin flaw 13',
  caughtBy: 'artefacts-tell-the-truth',
  shownBy: 'output: empty or partial, then exit: 0, on every rung',
  create: (options) => new ArtefactsOutOfOrder(options),
};
