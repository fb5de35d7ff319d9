import type { LockResult } from '../../supervisor/lock.js';
import { artefactPaths } from '../../supervisor/publish.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class LockWithoutOwner extends BaseSupervisor {
  protected override async takeLock({ files, output, jobId, names }: SpecimenJob): Promise<LockResult> {
    const { lock } = artefactPaths(output);
    if (!(await files.createExclusive(lock, jobId))) return { kind: 'held', by: 'somebody' };
    const release = async (): Promise<void> => {
      await files.remove(lock);
    };
    return { kind: 'taken', recovered: false, token: names.token, nameHolders: async () => {}, release };
  }
}

export const lockWithoutOwner: Specimen = {
  name: 'lock-without-owner',
  flaw: 'Its lock does not say whose it is, so the lock of a dead supervisor turns every job away.',
  from: 'origin flaw 8',
  caughtBy: 'survives-its-own-death',
  shownBy: 'machine: [ lock: dead ], or kill-supervisor with a restart',
  create: (options) => new LockWithoutOwner(options),
};
