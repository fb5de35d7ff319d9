import { STRATEGIES } from '../../ffmpeg/strategy.js';
import type { ProbeOutcome } from '../../supervisor/probe-recording.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class ClimbsFromTheBottom extends BaseSupervisor {
  protected override async probe(job: SpecimenJob): Promise<ProbeOutcome> {
    const probed = await super.probe(job);
    if (probed.kind === 'failed' || probed.recording.decision.kind === 'refuse') return probed;
    const decision = { ...probed.recording.decision, ladder: STRATEGIES };
    return { kind: 'probed', recording: { ...probed.recording, decision } };
  }
}

export const climbsFromTheBottom: Specimen = {
  name: 'climbs-from-the-bottom',
  flaw: 'It starts with a plain copy whatever the codec, and publishes HEVC and MPEG-2 that no browser plays.',
  from: 'origin design: codecs decide the first rung',
  caughtBy: 'ladder-order',
  shownBy: 'recording: { video: hevc } or { video: mpeg2video }',
  create: (options) => new ClimbsFromTheBottom(options),
};
