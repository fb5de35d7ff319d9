import type { ProcessIdentity } from '../../host/processes.js';
import type { LockOwner, PlantedAs, PlantedAt, Scenario } from '../../scenario/scenario.js';
import { lockText } from '../../supervisor/lock-record.js';

/** What stands under the name of an artefact before anything starts. */
export interface Planted {
  readonly job: string;
  readonly at: PlantedAt;
  readonly as: PlantedAs;
  /** Of a file, or of the bystander that a link leads to; empty for a folder. */
  readonly text: string;
}

/** Whom planted locks name. */
export interface Owners {
  /** The process that plays the scenario, and lives as long as it lasts. */
  readonly self: ProcessIdentity;
  readonly deadPid: number;
  /** ISO 8601, or empty. */
  readonly since: string;
}

/** Everything that the scenario plants, in its order. */
export function plantedBy({ machine, jobs }: Scenario, owners: Owners): Planted[] {
  return machine.flatMap((deed): Planted[] => {
    if (deed.action !== 'lock' && deed.action !== 'plant') return [];
    const job = deed.job ?? jobs[0]?.id ?? '';
    if (deed.action === 'lock')
      return [{ job, at: 'lock', as: 'file', text: textOfLock(deed.owner, owners) }];
    const { at, as } = deed;
    if (as === 'folder') return [{ job, at, as, text: '' }];
    return [{ job, at, as, text: as === 'file' ? STALE_TEXTS[at] : bystanderText(at, owners) }];
  });
}

function textOfLock(owner: LockOwner, owners: Owners): string {
  if (owner === 'garbage') return GARBAGE_LOCK;
  const { since } = owners;
  return lockText({ v: 1, token: 'planted', owner: ownerOf(owner, owners), jobId: 'planted', since });
}

function ownerOf(owner: Exclude<LockOwner, 'garbage'>, { self, deadPid }: Owners): ProcessIdentity {
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

const GARBAGE_LOCK = 'locked by hand, ask before removing\n';

/** What stands under the names of artefacts that an earlier job left. */
const STALE_TEXTS: Readonly<Record<PlantedAt, string>> = {
  output: 'not a film any more\n',
  lock: GARBAGE_LOCK,
  'error-log': 'stalled: an older failure\n',
  metadata: '{"v":1,"stale":true}\n',
};

/** What stands behind a planted link, and must stand there to the end: in the case of a lock, one that tempts. */
function bystanderText(at: PlantedAt, owners: Owners): string {
  return at === 'lock' ? textOfLock('dead', owners) : 'belongs to somebody else\n';
}

export function bystanderName(at: PlantedAt): string {
  return `bystander-${at}`;
}
