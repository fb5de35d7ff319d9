import type { LockResult } from '../../supervisor/lock.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class ForgetsLock extends BaseSupervisor {
  protected override async takeLock(job: SpecimenJob): Promise<LockResult> {
    const lock = await super.takeLock(job);
    return lock.kind === 'held' ? lock : { ...lock, release: async () => {} };
  }
}

export const forgetsLock: Specimen = {
  name: 'forgets-lock',
  flaw: 'It never removes its lock, and leaves one beside every output.',
  from: 'origin design: lock files cleaned up',
  caughtBy: 'no-litter',
  shownBy: 'any job',
  create: (options) => new ForgetsLock(options),
};
