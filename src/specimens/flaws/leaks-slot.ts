import type { SlotLease } from '../../supervisor/slots.js';
import type { Climb } from '../base-ladder.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class LeaksSlot extends BaseSupervisor {
  protected override releaseSlot(job: SpecimenJob, lease: SlotLease, climb: Climb): void {
    if (climb.kind === 'failed' && climb.cause.kind === 'refused') return;
    super.releaseSlot(job, lease, climb);
  }
}

export const leaksSlot: Specimen = {
  name: 'leaks-slot',
  flaw: 'It does not give the slot back when a recording is refused, so after a few of those nothing runs any more.',
  from: 'origin design: slots',
  caughtBy: 'slot-released',
  shownBy: 'slots: 1, a job whose recording is refused, and a healthy one after it',
  create: (options) => new LeaksSlot(options),
};
