import type { StopSignal } from '../../host/processes.js';
import { createNodeHost } from '../../node/host.js';
import { NodeProcesses } from '../../node/processes.js';
import type { SpecimenHost } from '../specimen-host.js';

/** The operating system, for the careless. */
export function createNodeSpecimenHost(): SpecimenHost {
  return {
    ...createNodeHost(),
    signalOne,
    unguarded: new NodeProcesses({ guarded: false }),
    soon: (fn) => void setImmediate(fn),
  };
}

function signalOne(pid: number, name: StopSignal): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}
