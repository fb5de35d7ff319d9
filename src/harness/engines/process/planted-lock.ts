import { execa } from 'execa';
import type { ProcessIdentity } from '../../../host/processes.js';
import { ownIdentity } from '../../../node/process-identity.js';
import type { MachineAction } from '../../../scenario/scenario.js';
import type { LockRecord } from '../../../supervisor/lock.js';

type LockOwner = Extract<MachineAction, { action: 'lock' }>['owner'];

/** The text of a lock file that stood there before, in the production format. */
export async function plantedLock(owner: LockOwner, since: Date): Promise<string> {
  if (owner === 'garbage') return 'locked by hand, ask before removing\n';
  const record: LockRecord = {
    v: 1,
    token: 'planted',
    owner: await identityOf(owner),
    jobId: 'planted',
    since: since.toISOString(),
  };
  return `${JSON.stringify(record)}\n`;
}

async function identityOf(owner: Exclude<LockOwner, 'garbage'>): Promise<ProcessIdentity> {
  // The harness itself is alive for as long as the run lasts.
  const self = ownIdentity();
  switch (owner) {
    case 'living':
      return self;
    case 'foreign-host':
      return { ...self, host: 'another-host.invalid', bootId: 'another-boot' };
    case 'dead': {
      const ended = execa('true', { reject: false });
      const pid = ended.pid ?? 0;
      await ended;
      return { ...self, pid };
    }
  }
}
