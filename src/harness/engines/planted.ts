import type { ProcessIdentity } from '../../host/processes.js';
import type { LockOwner, MachineAction, PlantedAt } from '../../scenario/scenario.js';
import type { LockRecord } from '../../supervisor/lock.js';

export type PlantAction = Extract<MachineAction, { action: 'plant' }>;

/** Who the lock of an owner names; `self` is the process that plays the scenario, and lives as long as it lasts. */
export function ownerOf(
  owner: Exclude<LockOwner, 'garbage'>,
  self: ProcessIdentity,
  deadPid: number,
): ProcessIdentity {
  switch (owner) {
    case 'living':
      return self;
    case 'dead':
      return { ...self, pid: deadPid };
    case 'reused-pid':
      return { ...self, startTime: `${self.startTime}0` };
    case 'rebooted':
      return { ...self, bootId: 'the-boot-before' };
    case 'foreign-host':
      return { ...self, host: 'another-host.invalid', bootId: 'another-boot' };
  }
}

/** The text of a lock that stood there before, in the production format. */
export function lockText(owner: ProcessIdentity, since: string): string {
  const record: LockRecord = { v: 1, token: 'planted', owner, jobId: 'planted', since };
  return `${JSON.stringify(record)}\n`;
}

export const GARBAGE_LOCK = 'locked by hand, ask before removing\n';

/** What stands under the names of artefacts that an earlier job left. */
export const STALE_TEXTS: Readonly<Record<PlantedAt, string>> = {
  output: 'not a film any more\n',
  lock: GARBAGE_LOCK,
  'error-log': 'stalled: an older failure\n',
  metadata: '{"v":1,"stale":true}\n',
};

/** What stands behind a planted link, and must stand there to the end: in the case of a lock, one that tempts. */
export function bystanderText(at: PlantedAt, dead: ProcessIdentity): string {
  return at === 'lock' ? lockText(dead, '') : 'belongs to somebody else\n';
}

export function bystanderName(at: PlantedAt): string {
  return `bystander-${at}`;
}
