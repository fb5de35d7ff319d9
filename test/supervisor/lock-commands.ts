import type fc from 'fast-check';
import { expect } from 'vitest';
import type { ProcessIdentity } from '../../src/host/processes.js';
import type { JobContext } from '../../src/supervisor/job-context.js';
import { type TakenLock, takeLock } from '../../src/supervisor/lock.js';
import type { LockRecord } from '../../src/supervisor/lock-record.js';
import { sweepTemps } from '../../src/supervisor/sweep-temps.js';
import { type TempNames, tempNames } from '../../src/supervisor/temp-names.js';
import { type Fate, type Owner, OwnersMachine } from './mortal-owners.js';

const OUTPUT = '/out/film.mp4';
const LOCK = `${OUTPUT}.lock`;

export interface Model {
  /** Whether the lock names a process that lives. */
  held: boolean;
}

/** A process that was told that the lock is its own. */
export interface Holder {
  readonly owner: Owner;
  readonly names: TempNames;
  readonly lock: TakenLock;
  /** A process that it could not kill. */
  child?: ProcessIdentity;
}

/** Processes that want the lock of one output, and what is seen of it. */
export class Real {
  readonly machine = new OwnersMachine();
  /** Living or dead; whoever gave the lock back is none any more. */
  holders: Holder[] = [];
  /** What was seen and must not be. */
  readonly faults: string[] = [];

  constructor() {
    this.machine.files.onChange = () => this.#look();
  }

  get holder(): Holder | undefined {
    return this.holders.find(({ owner }) => owner.alive);
  }

  get child(): ProcessIdentity | undefined {
    return this.holders.flatMap(({ child }) => child ?? []).find((child) => this.machine.isRunning(child));
  }

  get record(): LockRecord | undefined {
    const text = this.machine.files.entries.get(LOCK)?.text;
    return text === undefined ? undefined : (JSON.parse(text) as LockRecord);
  }

  get namesTheLiving(): boolean {
    const { owner, holders = [] } = this.record ?? {};
    return [owner, ...holders].some((each) => each !== undefined && this.machine.isRunning(each));
  }

  /** A job's start: the lock, and then the sweep. */
  async take(owner: Owner): Promise<'taken' | 'taken over' | 'held'> {
    const names = tempNames(OUTPUT, owner.host.random);
    const lock = await takeLock(owner.host, owner.files, LOCK, names, 'job');
    if (lock.kind === 'held') return 'held';
    const holder = { owner, names, lock };
    this.holders.push(holder);
    this.#look();
    await sweep(holder);
    return lock.recovered ? 'taken over' : 'taken';
  }

  /** A job's end, once nothing of it runs: the sweep, and then the lock. */
  async giveBack(holder: Holder): Promise<void> {
    if (holder.child !== undefined) this.machine.end(holder.child);
    await sweep(holder);
    this.holders = this.holders.filter((each) => each !== holder);
    await holder.lock.release();
  }

  #look(): void {
    const living = this.holders.filter(({ owner }) => owner.alive);
    if (living.length > 1) this.faults.push('two living processes hold the lock');
    for (const { lock } of living) {
      if (this.record?.token !== lock.token) this.faults.push('the lock of a living process is gone');
    }
  }
}

async function sweep({ owner, names }: Holder): Promise<void> {
  const { host, files } = owner;
  await sweepTemps({ host, files, names, output: OUTPUT } as JobContext);
}

/** Jobs that start, and perhaps the holder's end, all in the same instant. */
export class AtOnce implements fc.AsyncCommand<Model, Real> {
  readonly #starters: readonly Fate[];
  /** How the present holder, if there is one, gives the lock back. */
  readonly #ending: Fate | undefined;

  constructor(starters: readonly Fate[], ending: Fate | undefined) {
    this.#starters = starters;
    this.#ending = ending;
  }

  check(model: Readonly<Model>): boolean {
    return model.held || this.#ending === undefined;
  }

  async run(model: Model, real: Real): Promise<void> {
    const { machine, holder } = real;
    const ends = holder !== undefined && this.#ending !== undefined;
    if (ends && this.#ending !== undefined) {
      holder.owner.meet(this.#ending);
      void real.giveBack(holder);
    }
    const stood = machine.files.entries.has(LOCK);
    const answers: string[] = [];
    const owners = this.#starters.map((fate) => machine.start(fate));
    for (const owner of owners) void real.take(owner).then((answer) => answers.push(answer));
    await machine.settle();
    expect(real.faults).toEqual([]);
    const doomed = owners.some(({ alive }) => !alive);
    expect(answers.length).toBe(owners.filter(({ alive }) => alive).length);
    const got = answers.filter((answer) => answer !== 'held');
    if (model.held && !ends) expect(got).toEqual([]);
    // Where nobody dies on the way, somebody gets what is free or a dead process's.
    else if (!ends && !doomed) {
      expect(got).toHaveLength(1);
      // Of several, one may take away what the dead has left, and another be the first to take the lock.
      if (owners.length === 1 || !stood) expect(got).toEqual([stood ? 'taken over' : 'taken']);
    }
    for (const owner of owners) if (owner.alive && real.holder?.owner !== owner) owner.die();
    model.held = real.namesTheLiving;
  }

  toString(): string {
    const starts = this.#starters.map((fate) => `start(${told(fate)})`);
    const ends = this.#ending === undefined ? [] : [`release(${told(this.#ending)})`];
    return [...ends, ...starts].join(' & ');
  }
}

function told({ delaysMs, death }: Fate): string {
  return `${delaysMs.join(' ')} ms${death === undefined ? '' : `, dies ${death.when} ${death.at}`}`;
}

/** The holder dies while it has nothing to do with files; its pid may be given to a younger process. */
export class HolderDies implements fc.AsyncCommand<Model, Real> {
  readonly #pidIsReused: boolean;

  constructor(pidIsReused: boolean) {
    this.#pidIsReused = pidIsReused;
  }

  check(model: Readonly<Model>): boolean {
    return model.held;
  }

  async run(model: Model, real: Real): Promise<void> {
    const { machine, holder } = real;
    holder?.owner.die();
    if (holder !== undefined && this.#pidIsReused) machine.reuse(holder.owner.identity);
    model.held = real.namesTheLiving;
  }

  toString(): string {
    return this.#pidIsReused ? 'the holder dies and its pid is reused' : 'the holder dies';
  }
}

/** A process that the holder cannot kill gets into the lock, or dies. */
export class Unkillable implements fc.AsyncCommand<Model, Real> {
  readonly #naming: Fate;

  constructor(naming: Fate) {
    this.#naming = naming;
  }

  check(model: Readonly<Model>): boolean {
    return model.held;
  }

  async run(model: Model, real: Real): Promise<void> {
    const { machine, holder, child } = real;
    if (child !== undefined) machine.end(child);
    else if (holder !== undefined) {
      holder.child = machine.startProcess();
      holder.owner.meet(this.#naming);
      void holder.lock.nameHolders([holder.child]);
      await machine.settle();
      expect(real.faults).toEqual([]);
    }
    model.held = real.namesTheLiving;
  }

  toString(): string {
    return `unkillable(${told(this.#naming)})`;
  }
}

export class Reboot implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    real.machine.reboot();
    model.held = false;
  }

  toString(): string {
    return 'reboot';
  }
}
