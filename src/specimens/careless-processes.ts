import type { Child, ChildSink, Command, ExitStatus, Processes, ProcessIdentity } from '../host/processes.js';

/** The same processes, started in another way. */
export class CarelessProcesses implements Processes {
  readonly #processes: Processes;
  readonly #spawn: (command: Command, sink: ChildSink) => Child;

  constructor(processes: Processes, spawn: (command: Command, sink: ChildSink) => Child) {
    this.#processes = processes;
    this.#spawn = spawn;
  }

  spawn(command: Command, sink: ChildSink): Child {
    return this.#spawn(command, sink);
  }

  identity(): ProcessIdentity;
  identity(pid: number): ProcessIdentity | undefined;
  identity(pid?: number): ProcessIdentity | undefined {
    return pid === undefined ? this.#processes.identity() : this.#processes.identity(pid);
  }
}

/** The same processes, whose exit is told only when all their pipes have ended, as Node's `close` does. */
export function toldAtClose(processes: Processes, onExit: () => void = () => {}): Processes {
  return new CarelessProcesses(processes, (command, sink) => {
    let exit: ExitStatus | undefined;
    return processes.spawn(command, {
      onStdout: (bytes) => sink.onStdout(bytes),
      onStderr: (bytes) => sink.onStderr(bytes),
      onExit: (status) => {
        exit = status;
        onExit();
      },
      onClose: () => {
        if (exit !== undefined) sink.onExit(exit);
        sink.onClose();
      },
    });
  });
}
