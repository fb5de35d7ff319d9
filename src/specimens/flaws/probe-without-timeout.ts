import type { ProbeOutcome } from '../../supervisor/probe-recording.js';
import { TimeBudget } from '../../supervisor/time-budget.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class ProbeWithoutTimeout extends BaseSupervisor {
  protected override probe(job: SpecimenJob): Promise<ProbeOutcome> {
    job.budget = new TimeBudget(this.host.clock, Number.POSITIVE_INFINITY);
    return super.probe(job);
  }
}

export const probeWithoutTimeout: Specimen = {
  name: 'probe-without-timeout',
  flaw: 'It gives ffprobe no time limit, so a probe that hangs keeps slot and lock for ever.',
  from: 'origin flaw 3',
  caughtBy: 'settles',
  shownBy: 'ffprobe: [ hang ]',
  create: (options) => {
    const config = { ...options.config, probeTimeoutMs: Number.POSITIVE_INFINITY };
    return new ProbeWithoutTimeout({ ...options, config });
  },
};
