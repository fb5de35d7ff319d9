import type { Host } from '../host/host.js';
import type { Processes, StopSignal } from '../host/processes.js';

/** The host, and the ways to be careless that it does not offer. Its members can be replaced one by one. */
export interface SpecimenHost extends Host {
  /** Sends a signal to one process and to nothing that descends from it. */
  signalOne(pid: number, name: StopSignal): void;
  /** Processes of the same machine that live on when this one dies. */
  readonly unguarded: Processes;
  /**
   * Calls `fn` as soon as other events have had their turn.
   * @param takesMs simulated time that goes by meanwhile, for work that takes real time by itself. Default 0: for whoever
   * does this again and again, simulated time stands still
   */
  soon(fn: () => void, takesMs?: number): void;
}
