import type { MachineAction, Scenario } from '../../../scenario/scenario.js';
import type { FakeEvent } from '../../../script/fake-event.js';
import type { LockRecord } from '../../../supervisor/lock.js';
import type { VirtualSupervisor } from './virtual-supervisor.js';
import type { VirtualWorld } from './virtual-world.js';

type Deed = Exclude<MachineAction, { action: 'lock' }>;

/** Puts the scenario's locks where they stand before anything starts. @returns their texts, by path */
export function plantLocks(world: VirtualWorld, scenario: Scenario): ReadonlyMap<string, string> {
  const planted = new Map<string, string>();
  for (const deed of scenario.machine) {
    if (deed.action !== 'lock') continue;
    const job = world.jobs.find(({ id }) => id === deed.job) ?? world.jobs[0];
    if (job === undefined) continue;
    const text = lockText(world, deed.owner);
    const path = `${job.output}.lock`;
    world.files.entries.set(path, { text, sizeBytes: text.length, modifiedAtMs: 0 });
    planted.set(path, text);
  }
  return planted;
}

function lockText(world: VirtualWorld, owner: Extract<MachineAction, { action: 'lock' }>['owner']): string {
  if (owner === 'garbage') return 'locked by hand, ask before removing\n';
  const { self } = world.processes;
  const identities = {
    living: self,
    dead: { ...self, pid: 1, startTime: '1' },
    'foreign-host': { ...self, host: 'another-host.invalid', bootId: 'another-boot' },
  };
  const record: LockRecord = {
    v: 1,
    token: 'planted',
    owner: identities[owner],
    jobId: 'planted',
    since: '',
  };
  return `${JSON.stringify(record)}\n`;
}

/** Does what the scenario says, each deed counted from the first start of its job's script. */
export function armMachineActions(
  world: VirtualWorld,
  supervisor: VirtualSupervisor,
  scenario: Scenario,
): void {
  let waiting = scenario.machine.flatMap((deed): Deed[] => (deed.action === 'lock' ? [] : [deed]));
  world.onStarted = (event) => {
    const due = waiting.filter((deed) => startsWith(scenario, deed, event));
    waiting = waiting.filter((deed) => !due.includes(deed));
    for (const deed of due) world.clock.world(deed.afterMs, () => perform(world, supervisor, deed));
  };
}

function startsWith({ jobs }: Scenario, deed: Deed, event: FakeEvent): boolean {
  const id = ('job' in deed ? deed.job : undefined) ?? jobs[0]?.id;
  if (event.job !== id) return false;
  return event.tool === 'ffmpeg' || jobs.find((job) => job.id === id)?.ffprobe !== undefined;
}

function perform(world: VirtualWorld, supervisor: VirtualSupervisor, deed: Deed): void {
  const { clock, recorder } = world;
  switch (deed.action) {
    case 'cancel':
      recorder.harness({
        kind: 'machine',
        action: 'cancel',
        ...(deed.job !== undefined && { job: deed.job }),
      });
      supervisor.cancel(deed.job);
      return;
    case 'pause-supervisor':
      recorder.harness({ kind: 'machine', action: 'pause' });
      clock.pause();
      clock.world(deed.forMs, () => {
        recorder.harness({ kind: 'machine', action: 'resume' });
        clock.resume();
      });
      return;
    case 'kill-supervisor':
      recorder.harness({ kind: 'machine', action: 'kill' });
      supervisor.kill(deed.restart);
      return;
  }
}
