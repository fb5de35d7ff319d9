import { expect, it } from 'vitest';
import { SimClock } from '../../src/sim/sim-clock.js';
import type { SimProcess } from '../../src/sim/sim-process.js';
import { type SimPipes, SimProcesses } from '../../src/sim/sim-processes.js';
import { SimUnguarded } from '../../src/sim/sim-unguarded.js';

const SILENT = { onStdout: () => {}, onStderr: () => {}, onExit: () => {}, onClose: () => {} };
const COMMAND = { file: '/bin/ffmpeg', args: [] };

it('outlives the supervisor with what it started, and is no longer blocked by a pipe that nobody reads', async () => {
  const clock = new SimClock();
  const started: { process: SimProcess; pipes: SimPipes }[] = [];
  const machine = new SimProcesses({
    clock,
    launch: () => (process, pipes) => void started.push({ process, pipes }),
  });
  machine.spawn(COMMAND, SILENT);
  new SimUnguarded(machine, machine).spawn(COMMAND, SILENT);
  await clock.run(() => started.length === 2);
  const [guarded, orphan] = started;
  if (guarded === undefined || orphan === undefined) throw new Error('neither was started');
  const descendant = machine.create(orphan.process, [], () => {});
  let wroteAll = false;
  clock.pause();
  orphan.pipes.stdout.write(new Uint8Array(100_000), () => {
    wroteAll = true;
  });
  expect(wroteAll).toBe(false);
  machine.endSupervisor();
  expect(machine.living()).toEqual([orphan.process, descendant]);
  expect(guarded.process.alive).toBe(false);
  expect(wroteAll).toBe(true);
});

it('is the same supervisor to the others', () => {
  const machine = new SimProcesses({ clock: new SimClock(), launch: () => undefined });
  const neighbour = machine.forAnother();
  const unguarded = new SimUnguarded(neighbour, machine);
  expect(unguarded.identity()).toEqual(neighbour.identity());
  expect(unguarded.identity(machine.self.pid)).toEqual(machine.self);
});
