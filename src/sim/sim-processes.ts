import type { Child, ChildSink, Command, ExitStatus, Processes, ProcessIdentity } from '../host/processes.js';
import { SimChild } from './sim-child.js';
import type { Deliver, SimClock } from './sim-clock.js';
import { SimPipe } from './sim-pipe.js';
import { type SimExit, SimProcess } from './sim-process.js';

/** The two pipes of a direct child. */
export interface SimPipes {
  readonly stdout: SimPipe;
  readonly stderr: SimPipe;
}

/** Starts what a command names inside a fresh process; undefined: there is no such binary. */
export type Launch = (command: Command) => ((process: SimProcess, pipes: SimPipes) => void) | undefined;

/** What a machine is called in simulation. */
const HOST_NAME = 'simulated';

export interface SimProcessesOptions {
  readonly clock: SimClock;
  readonly launch: Launch;
  readonly cut?: (bytes: Uint8Array) => readonly Uint8Array[];
  /** How long bytes take through a pipe. Default: no time, so that they are read before an exit is known. */
  readonly pipeLagMs?: number;
  /** Told of every death. */
  readonly onDeath?: (process: SimProcess) => void;
  /** Changes when the simulated machine reboots. */
  readonly bootId?: string;
}

/** Processes in simulated time. */
export class SimProcesses implements Processes {
  readonly #options: SimProcessesOptions;
  readonly #table = new Map<number, SimProcess>();
  /** Supervisors beside the first one, by pid. */
  readonly #others = new Map<number, ProcessIdentity>();
  #nextPid = 100;
  /** The supervisor's own identity; a restarted one is another process. */
  self: ProcessIdentity;

  constructor(options: SimProcessesOptions) {
    this.#options = options;
    this.self = this.#newIdentity(this.#takePid());
  }

  spawn(command: Command, sink: ChildSink): Child {
    const start = this.#options.launch(command);
    if (start === undefined) return this.#unstarted(command, sink);
    const { clock } = this.#options;
    const deliver = clock.mailbox();
    const through = this.#lagging(deliver);
    const ends = { stdout: false, stderr: false, exited: false };
    const child: { process?: SimProcess; abandoned: boolean } = { abandoned: false };
    const closeIfOver = (): void => {
      if (ends.stdout && ends.stderr && ends.exited && !child.abandoned) sink.onClose();
    };
    const pipe = (name: 'stdout' | 'stderr', onBytes: (bytes: Uint8Array) => void): SimPipe =>
      new SimPipe(
        through,
        {
          bytes: (bytes) => {
            if (!child.abandoned) onBytes(bytes);
          },
          end: () => {
            ends[name] = true;
            closeIfOver();
          },
        },
        this.#options.cut,
      );
    const pipes: SimPipes = {
      stdout: pipe('stdout', (bytes) => sink.onStdout(bytes)),
      stderr: pipe('stderr', (bytes) => sink.onStderr(bytes)),
    };
    const process = this.create(undefined, [pipes.stdout, pipes.stderr], (exit) =>
      deliver(() => {
        ends.exited = true;
        if (!child.abandoned) sink.onExit(statusOf(exit));
        closeIfOver();
      }, true),
    );
    clock.world(0, () => {
      if (process.alive) start(process, pipes);
    });
    return new SimChild(clock, this, process, () => {
      child.abandoned = true;
      pipes.stdout.stopReading();
      pipes.stderr.stopReading();
    });
  }

  /** A process of the world: a direct child, or a descendant of one. */
  create(
    parent: SimProcess | undefined,
    pipes: readonly SimPipe[],
    onExit: (exit: SimExit) => void,
  ): SimProcess {
    const pid = this.#takePid();
    const died = (exit: SimExit): void => {
      onExit(exit);
      this.#options.onDeath?.(process);
    };
    const process = new SimProcess({ pid, startTime: startTimeOf(pid), parent, pipes }, died);
    this.#table.set(pid, process);
    return process;
  }

  identity(): ProcessIdentity;
  identity(pid: number): ProcessIdentity | undefined;
  identity(pid?: number): ProcessIdentity | undefined {
    if (pid === undefined || pid === this.self.pid) return this.self;
    const other = this.#others.get(pid);
    if (other !== undefined) return other;
    return this.#table.get(pid)?.alive ? this.#newIdentity(pid) : undefined;
  }

  /**
   * The supervisor process dies, and what the kernel and the guardian end with it dies too. Whoever supervises
   * next is another process.
   */
  endSupervisor(): void {
    this.#options.clock.endSupervisor();
    this.#others.clear();
    for (const process of this.living()) process.outliveSupervisor();
    this.self = this.#newIdentity(this.#takePid());
  }

  /** The same machine as seen from one more supervisor, in a process of its own. */
  forAnother(): SimNeighbour {
    const own = this.#newIdentity(this.#takePid());
    this.#others.set(own.pid, own);
    return new SimNeighbour(this, own.pid);
  }

  /** The one with that pid, alive or dead. */
  process(pid: number): SimProcess | undefined {
    return this.#table.get(pid);
  }

  /** All that run now. */
  living(): SimProcess[] {
    return [...this.#table.values()].filter((process) => process.alive);
  }

  #lagging(deliver: Deliver): Deliver {
    const { clock, pipeLagMs = 0 } = this.#options;
    if (pipeLagMs === 0) return deliver;
    return (fn, settles) => void clock.world(pipeLagMs, () => deliver(fn, settles));
  }

  #unstarted(command: Command, sink: ChildSink): Child {
    this.#options.clock.deliver(() => {
      sink.onExit({ kind: 'not-started', reason: `no such file: ${command.file}` });
      sink.onClose();
    }, true);
    const nobody = new SimProcess({ pid: 0, startTime: '', parent: undefined, pipes: [] }, () => {});
    nobody.exit = { code: 127 };
    return new SimChild(this.#options.clock, this, nobody, () => {});
  }

  #takePid(): number {
    return this.#nextPid++;
  }

  #newIdentity(pid: number): ProcessIdentity {
    return { host: HOST_NAME, bootId: this.#options.bootId ?? 'boot-1', pid, startTime: startTimeOf(pid) };
  }
}

/** The processes of a machine for a supervisor beside the first one. */
export class SimNeighbour implements Processes {
  readonly machine: SimProcesses;
  readonly #ownPid: number;

  constructor(machine: SimProcesses, ownPid: number) {
    this.machine = machine;
    this.#ownPid = ownPid;
  }

  spawn(command: Command, sink: ChildSink): Child {
    return this.machine.spawn(command, sink);
  }

  identity(): ProcessIdentity;
  identity(pid: number): ProcessIdentity | undefined;
  identity(pid = this.#ownPid): ProcessIdentity | undefined {
    return this.machine.identity(pid);
  }
}

function statusOf(exit: SimExit): ExitStatus {
  return 'code' in exit ? { kind: 'code', code: exit.code } : { kind: 'signal', signal: exit.signal };
}

function startTimeOf(pid: number): string {
  return String(1_000 + pid);
}
