import { assert } from '../base/assert.js';
import type { Host } from '../host/host.js';
import { SimNeighbour, SimProcesses } from '../sim/sim-processes.js';
import { SimUnguarded } from '../sim/sim-unguarded.js';
import type { SpecimenHost } from './specimen-host.js';

/** A simulated machine, for the careless. */
export function simSpecimenHost(host: Host): SpecimenHost {
  const { clock, processes } = host;
  const machine = processes instanceof SimNeighbour ? processes.machine : processes;
  assert(machine instanceof SimProcesses, 'a simulated host has simulated processes');
  return {
    ...host,
    unguarded: new SimUnguarded(processes, machine),
    signalOne: (pid, name) => {
      machine
        .living()
        .find((process) => process.pid === pid)
        ?.signal(name);
    },
    soon: (fn, takesMs = 0) => {
      clock.schedule(takesMs, fn);
    },
  };
}
