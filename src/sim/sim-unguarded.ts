import type { Child, ChildSink, Command, Processes, ProcessIdentity } from '../host/processes.js';
import type { SimProcesses } from './sim-processes.js';

/** The processes of a supervisor that has nobody end its children when it dies itself. */
export class SimUnguarded implements Processes {
  readonly #processes: Processes;
  readonly #machine: SimProcesses;

  /** @param processes as the supervisor sees them @param machine where they run */
  constructor(processes: Processes, machine: SimProcesses) {
    this.#processes = processes;
    this.#machine = machine;
  }

  spawn(command: Command, sink: ChildSink): Child {
    const child = this.#processes.spawn(command, sink);
    const process = child.pid === undefined ? undefined : this.#machine.process(child.pid);
    if (process !== undefined) process.guarded = false;
    return child;
  }

  identity(): ProcessIdentity;
  identity(pid: number): ProcessIdentity | undefined;
  identity(pid?: number): ProcessIdentity | undefined {
    return pid === undefined ? this.#processes.identity() : this.#processes.identity(pid);
  }
}
