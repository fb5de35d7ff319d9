import { assert } from '../base/assert.js';
import type { Host } from '../host/host.js';
import { SimNeighbour, SimProcesses } from '../sim/sim-processes.js';
import type { SpecimenHost } from './specimen-host.js';

/** Short beside every bound, and long enough that a day of busy polling ends within minutes. */
const SOON_MS = 5;

/** A simulated machine, for the careless. Nothing outlives a simulated supervisor, guarded or not. */
export function simSpecimenHost(host: Host): SpecimenHost {
  const { clock, processes } = host;
  const machine = processes instanceof SimNeighbour ? processes.machine : processes;
  assert(machine instanceof SimProcesses, 'a simulated host has simulated processes');
  return {
    ...host,
    unguarded: processes,
    signalOne: (pid, name) => {
      machine
        .living()
        .find((process) => process.pid === pid)
        ?.signal(name);
    },
    soon: (fn) => {
      clock.schedule(SOON_MS, fn);
    },
  };
}
