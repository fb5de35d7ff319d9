import type { ProbedRecording, ProbeOutcome } from '../../supervisor/probe-recording.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

const streams = { video: 0, audio: 1 };
const ladder = ['default', 'fallback', 'transcode'] as const;

const ASSUMED: ProbedRecording = {
  decision: { kind: 'run', ladder, streams, reason: 'H.264 and AC-3, as nearly always' },
  streams,
  durationMs: undefined,
  measuredMs: async () => undefined,
};

class AssumesH264 extends BaseSupervisor {
  protected override async probe(job: SpecimenJob): Promise<ProbeOutcome> {
    const probed = await super.probe(job);
    if (probed.kind === 'probed' || job.signal?.aborted) return probed;
    return { kind: 'probed', recording: ASSUMED };
  }
}

export const assumesH264: Specimen = {
  name: 'assumes-h264',
  flaw: 'When the probe fails it assumes H.264 with AC-3, and publishes what nobody knows under false metadata.',
  from: 'origin flaw 12',
  caughtBy: 'ladder-order',
  shownBy: 'ffprobe: [ exit: 1 ], [ answer-garbage ] or [ answer-partial ]',
  create: (options) => new AssumesH264(options),
};
