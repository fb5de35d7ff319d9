import type { Strategy } from '../../ffmpeg/strategy.js';
import type { AttemptFailure } from '../../supervisor/judge-attempt.js';
import { artefactPaths } from '../../supervisor/publish.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class StaleErrorLog extends BaseSupervisor {
  protected override async beforeRetry(
    job: SpecimenJob,
    strategy: Strategy,
    failure: AttemptFailure,
  ): Promise<void> {
    await job.files.createExclusive(artefactPaths(job.output).errorLog, failure.reason);
    return super.beforeRetry(job, strategy, failure);
  }
}

export const staleErrorLog: Specimen = {
  name: 'stale-error-log',
  flaw: 'It writes the error log when a rung fails and leaves it there when a later rung succeeds: a published job has an error log.',
  from: 'origin flaw 13',
  caughtBy: 'artefacts-tell-the-truth',
  shownBy: 'exit: 1 on the rung default, complete on the rung fallback',
  create: (options) => new StaleErrorLog(options),
};
