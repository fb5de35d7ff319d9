import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class BudgetPerRung extends BaseSupervisor {
  protected override timeoutAtMs(job: SpecimenJob): Promise<number> {
    return super.timeoutAtMs(job, this.host.clock.now());
  }
}

export const budgetPerRung: Specimen = {
  name: 'budget-per-rung',
  flaw: 'It gives each rung the total time of the job, so a job can take three times as long as it may.',
  from: 'origin design: dynamic timeout',
  caughtBy: 'ladder-order',
  shownBy: 'a timeout, and rungs that each exit with 1 after more than half of it',
  create: (options) => new BudgetPerRung(options),
};
