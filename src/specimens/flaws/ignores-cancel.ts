import type { RemuxJob } from '../../supervisor/job.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class IgnoresCancel extends BaseSupervisor {
  protected override open(request: RemuxJob): SpecimenJob {
    return super.open(request, undefined);
  }
}

export const ignoresCancel: Specimen = {
  name: 'ignores-cancel',
  flaw: 'It does not hear that it is asked to stop, and runs on to the end.',
  from: 'origin design: cancellation-correct',
  caughtBy: 'cancel-propagates',
  shownBy: 'progress for long, and machine: cancel',
  create: (options) => new IgnoresCancel(options),
};
