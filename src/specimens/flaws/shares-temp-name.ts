import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class SharesTempName extends BaseSupervisor {
  protected override tempPath(job: SpecimenJob): string {
    return `${job.output}.tmp`;
  }
}

export const sharesTempName: Specimen = {
  name: 'shares-temp-name',
  flaw: 'It has one temporary name for an output, so whatever still writes there writes into the next attempt.',
  from: 'tubesync 659',
  caughtBy: 'single-writer',
  shownBy: 'exit: 1 on the rung default, and a second rung',
  create: (options) => new SharesTempName(options),
};
