import type { Host } from '../host/host.js';
import type { Processes, StopSignal } from '../host/processes.js';

/** The host, and the ways to be careless that it does not offer. Its members can be replaced one by one. */
export interface SpecimenHost extends Host {
  /** Sends a signal to one process and to nothing that descends from it. */
  signalOne(pid: number, name: StopSignal): void;
  /** Processes of the same machine that live on when this one dies. */
  readonly unguarded: Processes;
  /**
   * Calls `fn` as soon as other events have had their turn. Simulated time goes on by a few ms, or it would
   * stand still for whoever does this again and again.
   */
  soon(fn: () => void): void;
}
