import type { Strategy } from '../../ffmpeg/strategy.js';
import type { ProbedRecording } from '../../supervisor/probe-recording.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class BudgetPerRung extends BaseSupervisor {
  protected override async tryRung(job: SpecimenJob, strategy: Strategy, recording: ProbedRecording) {
    const timeoutAtMs = this.host.clock.now() + (await this.totalTimeoutMs(job));
    return super.tryRung(job, strategy, recording, timeoutAtMs);
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
