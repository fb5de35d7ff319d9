import { seededRandom } from '../../src/base/random.js';
import type { FileOperation, Files } from '../../src/host/files.js';
import type { Host } from '../../src/host/host.js';
import type { ProcessIdentity } from '../../src/host/processes.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';

/**
 * The file operation, counted from 1, that a process dies at: before its effect, after it and before the answer, or
 * in the middle, which matters where a file is made and then written.
 */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after' | 'torn';
}

/** How long each file operation of a process takes, over and over; and which one it does not survive. */
export interface Fate {
  readonly delaysMs: readonly number[];
  readonly death?: Death | undefined;
}

/** They consist of operations, and their owner can die at each of those. */
const COMPOUND: ReadonlySet<FileOperation> = new Set(['writeAtomically', 'removeIf']);

type Work = (given: readonly unknown[]) => Promise<unknown>;

const UNHURRIED: Fate = { delaysMs: [0.05] };

/** One machine with several processes that work on the same files, each of which can die alone. */
export class OwnersMachine {
  readonly clock = new SimClock();
  readonly files = new SimFiles(this.clock);
  readonly #random = seededRandom(1);
  readonly #running = new Map<number, ProcessIdentity>();
  #nextPid = 100;
  #bootId = 1;
  /** What shall become of the operation that is being started. */
  #fault: ReturnType<SimFiles['fault']>;

  constructor() {
    this.files.fault = () => this.#fault;
  }

  start(fate: Fate = UNHURRIED): Owner {
    const pid = this.#nextPid++;
    return new Owner(this, this.#put(pid), fate, this.#random);
  }

  /** One that has nothing to do with files. */
  startProcess(): ProcessIdentity {
    return this.#put(this.#nextPid++);
  }

  end(identity: ProcessIdentity): void {
    if (this.isRunning(identity)) this.#running.delete(identity.pid);
  }

  /** A younger process gets a pid that was somebody's. */
  reuse({ pid }: ProcessIdentity): void {
    if (!this.#running.has(pid)) this.#put(pid);
  }

  reboot(): void {
    this.#running.clear();
    this.#bootId++;
  }

  /** Whether that very process runs. */
  isRunning({ bootId, pid, startTime }: ProcessIdentity): boolean {
    const now = this.#running.get(pid);
    return now?.bootId === bootId && now.startTime === startTime;
  }

  identity(pid: number): ProcessIdentity | undefined {
    return this.#running.get(pid);
  }

  withFault<T>(fault: ReturnType<SimFiles['fault']>, work: () => T): T {
    this.#fault = fault;
    const result = work();
    this.#fault = undefined;
    return result;
  }

  /** Lets time go on until nothing is planned any more. */
  async settle(): Promise<void> {
    if ((await this.clock.run(() => false)) !== 'idle') throw new Error('something never came to rest');
  }

  #put(pid: number): ProcessIdentity {
    const startTime = String(this.#nextPid++);
    const identity = { host: 'simulated', bootId: `boot-${this.#bootId}`, pid, startTime };
    this.#running.set(pid, identity);
    return identity;
  }
}

/** One process. From its death on nothing of it has an effect, and nothing that it waits for ever comes. */
export class Owner {
  readonly identity: ProcessIdentity;
  readonly files: Files;
  readonly host: Host;
  readonly #machine: OwnersMachine;
  #fate: Fate;
  #operations = 0;

  constructor(machine: OwnersMachine, identity: ProcessIdentity, fate: Fate, random: () => number) {
    this.#machine = machine;
    this.identity = identity;
    this.#fate = fate;
    const { clock } = machine;
    this.files = this.#mortalFiles(machine.files);
    const processes: Host['processes'] = {
      identity: ((pid?: number) => (pid === undefined ? identity : machine.identity(pid))) as never,
      spawn: () => {
        throw new Error('owners of locks start nothing here');
      },
    };
    this.host = { clock, files: this.files, processes, random };
  }

  get alive(): boolean {
    return this.#machine.isRunning(this.identity);
  }

  /** What befalls its operations from now on. */
  meet(fate: Fate): void {
    this.#fate = fate;
    this.#operations = 0;
  }

  die(): void {
    this.#machine.end(this.identity);
  }

  #mortalFiles(files: SimFiles): Files {
    return new Proxy<Files>(files, {
      get: (target, name) => {
        const operation = name as FileOperation;
        const own: unknown = target[operation];
        if (typeof own !== 'function' || COMPOUND.has(operation)) return own;
        return (...given: unknown[]) =>
          this.#operate(operation, given, (args) => Reflect.apply(own, target, args) as Promise<unknown>);
      },
    });
  }

  #operate(operation: FileOperation, given: readonly unknown[], work: Work): Promise<unknown> {
    const never = new Promise<never>(() => {});
    if (!this.alive) return never;
    const { delaysMs, death } = this.#fate;
    const afterMs = delaysMs[this.#operations % delaysMs.length] ?? 0;
    this.#operations++;
    const dies = death?.at === this.#operations ? death.when : undefined;
    if (dies === 'before' || (dies === 'torn' && operation !== 'createExclusive')) {
      this.die();
      return never;
    }
    return new Promise((resolve, reject) => {
      const done =
        operation === 'createExclusive'
          ? this.#makeAndWrite(given, afterMs, dies, work)
          : this.#once(given, afterMs, dies === 'after', work);
      done.then(
        (value) => this.alive && resolve(value),
        (error: unknown) => this.alive && reject(error),
      );
    });
  }

  #once(given: readonly unknown[], afterMs: number, isLast: boolean, work: Work): Promise<unknown> {
    const afterwards = isLast ? { afterwards: () => this.die() } : {};
    return this.#machine.withFault({ afterMs, ...afterwards }, () => work(given));
  }

  /** First the file is there, then its text; whoever looks in between sees that it is empty. */
  async #makeAndWrite(
    [path, text]: readonly unknown[],
    afterMs: number,
    dies: Death['when'] | undefined,
    work: Work,
  ): Promise<unknown> {
    const made = await this.#once([path, ''], afterMs / 2, dies === 'torn', work);
    const file = this.#machine.files.entries.get(String(path));
    if (made !== true || !this.alive || file === undefined) return made;
    await new Promise<void>((resolve) => {
      this.#machine.clock.world(afterMs / 2, () => {
        if (this.alive) file.text = String(text);
        if (dies === 'after') this.die();
        this.#machine.clock.deliver(resolve, true);
      });
    });
    return true;
  }
}
