import type { LockResult } from '../../supervisor/lock.js';
import { artefactPaths } from '../../supervisor/publish.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class LockExpires extends BaseSupervisor {
  protected override async takeLock(job: SpecimenJob): Promise<LockResult> {
    const { lock } = artefactPaths(job.output);
    const standing = await job.files.stat(lock);
    const nowMs = this.host.clock.wallTime().getTime();
    if (standing !== undefined && nowMs - standing.modifiedAtMs > this.config.watch.stallTimeoutMs) {
      await job.files.remove(lock);
    }
    return super.takeLock(job);
  }
}

export const lockExpires: Specimen = {
  name: 'lock-expires',
  flaw: 'It takes a lock that is older than the stall time for abandoned, although its owner is at work: two jobs write one output.',
  from: 'origin flaw 7',
  caughtBy: 'single-writer',
  shownBy:
    'two jobs for one output, the second after more than the stall time and while the first makes progress',
  create: (options) => new LockExpires(options),
};
