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
    return this.#process.treeAlive;
  }

  living(): readonly ProcessIdentity[] {
    return this.#process.tree().flatMap(({ alive, pid }) => (alive && this.#machine.identity(pid)) || []);
  }

  usage(): Promise<Usage | undefined> {
    const usage = this.#usageNow();
    return new Promise((resolve) => this.#clock.deliver(() => resolve(usage), true));
  }

  #usageNow(): Usage | undefined {
    const nowMs = this.#clock.now();
    let [cpuMs, readBytes, writtenBytes, states] = [0, 0, 0, ''];
    for (const process of this.#process.tree()) {
      if (!process.alive) continue;
      cpuMs += process.cpuMs(nowMs);
      readBytes += process.readBytes;
      writtenBytes += process.writtenBytes;
      states += process.state;
    }
    return states === '' ? undefined : { cpuMs, readBytes, writtenBytes, states, waits: [] };
  }
}
