import type { Child, Processes, ProcessIdentity, StopSignal, Usage } from '../host/processes.js';
import type { SimClock } from './sim-clock.js';
import type { SimProcess } from './sim-process.js';

/** A direct child, as whoever started it holds it. */
export class SimChild implements Child {
  readonly #clock: SimClock;
  readonly #machine: Pick<Processes, 'identity'>;
  readonly #process: SimProcess;
  readonly abandon: () => void;

  constructor(
    clock: SimClock,
    machine: Pick<Processes, 'identity'>,
    process: SimProcess,
    abandon: () => void,
  ) {
    this.#clock = clock;
    this.#machine = machine;
    this.#process = process;
    this.abandon = abandon;
  }

  get pid(): number | undefined {
    return this.#process.pid === 0 ? undefined : this.#process.pid;
  }

  signal(name: StopSignal): boolean {
    return this.#process
      .tree()
      .map((process) => process.signal(name))
      .some((reached) => reached);
  }

  treeAlive(): boolean {
    return this.#process.tree().some((process) => process.alive);
  }

  living(): readonly ProcessIdentity[] {
    return this.#process.tree().flatMap(({ alive, pid }) => (alive && this.#machine.identity(pid)) || []);
  }

  usage(): Promise<Usage | undefined> {
    const living = this.#process.tree().filter((process) => process.alive);
    const sum = (of: (process: SimProcess) => number): number =>
      living.reduce((total, each) => total + of(each), 0);
    const usage: Usage | undefined =
      living.length === 0
        ? undefined
        : {
            cpuMs: sum((process) => process.cpuMs(this.#clock.now())),
            readBytes: sum((process) => process.readBytes),
            writtenBytes: sum((process) => process.writtenBytes),
            states: living.map((process) => process.state).join(''),
            waits: [],
          };
    return new Promise((resolve) => this.#clock.deliver(() => resolve(usage), true));
  }
}
