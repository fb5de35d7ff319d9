import type { Scenario, TimedAction } from '../../../scenario/scenario.js';
import type { FakeEvent } from '../../../script/fake-event.js';
import { clockJob } from '../clock-job.js';
import type { VirtualSupervisor } from './virtual-supervisor.js';
import { OUTPUT_FOLDER, type VirtualWorld } from './virtual-world.js';

/** Does what the scenario says, each deed counted from the first start of its job's script. */
export function armMachineActions(
  world: VirtualWorld,
  supervisor: VirtualSupervisor,
  scenario: Scenario,
): void {
  let waiting = scenario.machine.filter((deed) => 'afterMs' in deed);
  world.onStarted = (event) => {
    const due = waiting.filter((deed) => startsWith(scenario, deed, event));
    waiting = waiting.filter((deed) => !due.includes(deed));
    for (const deed of due) world.clock.world(deed.afterMs, () => perform(world, supervisor, deed));
  };
}

function startsWith({ jobs }: Scenario, deed: TimedAction, event: FakeEvent): boolean {
  const id = clockJob(deed) ?? jobs[0]?.id;
  if (event.job !== id) return false;
  return event.tool === 'ffmpeg' || jobs.find((job) => job.id === id)?.ffprobe !== undefined;
}

function perform(world: VirtualWorld, supervisor: VirtualSupervisor, deed: TimedAction): void {
  const { clock, recorder } = world;
  switch (deed.action) {
    case 'cancel':
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
    case 'jump-clock':
      recorder.harness({ kind: 'machine', action: 'jump-clock' });
      clock.jumpCalendar(deed.byMs);
      return;
    case 'remove-folder':
      recorder.harness({ kind: 'machine', action: 'remove-folder' });
      world.files.removeFolder(OUTPUT_FOLDER);
      return;
    case 'fill-disk':
      recorder.harness({ kind: 'machine', action: 'fill-disk' });
      world.files.full = true;
      return;
  }
}
