import type { SimPipe } from './sim-pipe.js';

/** How a simulated process ended. */
export type SimExit = { readonly code: number } | { readonly signal: string };

/** What plays inside a process: told of signals that a process can answer. */
export interface SimProgram {
  /** @returns false when the signal does what it does by default: end the process */
  onPoliteSignal(name: 'SIGTERM' | 'SIGINT'): boolean;
  /** The process is gone; nothing of it may happen any more. */
  onDeath(): void;
  /** It runs again after a stop. */
  onContinue(): void;
}

export interface SimProcessOrigin {
  readonly pid: number;
  readonly startTime: string;
  /** Who started it; undefined for the supervisor's direct child. */
  readonly parent: SimProcess | undefined;
  readonly pipes: readonly SimPipe[];
}

/** One simulated process. Trees are kept by descent, which no process can leave. */
export class SimProcess {
  readonly pid: number;
  readonly startTime: string;
  readonly children: SimProcess[] = [];
  readonly onExit: (exit: SimExit) => void;
  program: SimProgram | undefined;
  /** Told when SIGKILL has come and cannot end it yet. */
  onDoomed: (() => void) | undefined;
  /** In a system call that no signal interrupts; SIGKILL waits for its end. */
  uninterruptible = false;
  stopped = false;
  /** Whether it, and what it starts from now on, is ended with the supervisor. */
  guarded: boolean;
  exit: SimExit | undefined;
  readBytes = 0;
  writtenBytes = 0;
  #pipes: readonly SimPipe[];
  #killPending = false;
  #spunMs = 0;
  #spinningSinceMs: number | undefined;

  constructor(origin: SimProcessOrigin, onExit: (exit: SimExit) => void) {
    this.pid = origin.pid;
    this.startTime = origin.startTime;
    this.#pipes = origin.pipes;
    this.onExit = onExit;
    this.guarded = origin.parent?.guarded ?? true;
    origin.parent?.children.push(this);
    for (const pipe of this.#pipes) pipe.open();
  }

  get alive(): boolean {
    return this.exit === undefined;
  }

  /** Whether it can do nothing at all now. */
  get held(): boolean {
    return this.stopped || this.uninterruptible;
  }

  /** Scheduler state, as `/proc` shows it. */
  get state(): 'D' | 'R' | 'S' | 'T' {
    if (this.uninterruptible) return 'D';
    if (this.stopped) return 'T';
    return this.#spinningSinceMs !== undefined ? 'R' : 'S';
  }

  /** Burns CPU from now on, deaf to signals that it would have to handle. */
  startSpinning(nowMs: number): void {
    this.#spinningSinceMs = nowMs;
  }

  stopSpinning(nowMs: number): void {
    this.#spunMs = this.cpuMs(nowMs);
    this.#spinningSinceMs = undefined;
    for (const name of this.#asked.splice(0)) this.#ask(name);
  }

  cpuMs(nowMs: number): number {
    return this.#spunMs + (this.#spinningSinceMs === undefined ? 0 : nowMs - this.#spinningSinceMs);
  }

  /** This process and all that descend from it. */
  tree(): SimProcess[] {
    if (this.children.length === 0) return [this];
    return [this, ...this.children.flatMap((child) => child.tree())];
  }

  /** Whether any of these lives. */
  get treeAlive(): boolean {
    return this.alive || this.children.some((child) => child.treeAlive);
  }

  /** @returns whether there was a process to receive it */
  signal(name: string): boolean {
    if (!this.alive) return false;
    if (name === 'SIGKILL') this.#kill();
    else if (name === 'SIGSTOP') this.stopped = true;
    else if (name === 'SIGCONT') this.#continue();
    else if (name === 'SIGTERM' || name === 'SIGINT') this.#ask(name);
    return true;
  }

  /** Ends it, from inside or outside. Only the first time counts. */
  end(exit: SimExit): void {
    if (!this.alive) return;
    this.exit = exit;
    this.program?.onDeath();
    for (const pipe of this.#pipes) pipe.close();
    this.#pipes = [];
    this.onExit(exit);
  }

  /** The supervisor is dead: what is guarded dies with it, and the rest writes to nobody. */
  outliveSupervisor(): void {
    if (this.guarded) this.signal('SIGKILL');
    else for (const pipe of this.#pipes) pipe.stopReading();
  }

  /** The write end of one of its pipes is closed while it lives. */
  closePipe(pipe: SimPipe): void {
    if (!this.#pipes.includes(pipe)) return;
    this.#pipes = this.#pipes.filter((each) => each !== pipe);
    pipe.close();
  }

  /** A system call that no signal interrupts has come to its end. */
  interruptible(): void {
    this.uninterruptible = false;
    if (this.#killPending) this.end({ signal: 'SIGKILL' });
    else this.#goOn();
  }

  readonly #asked: Array<'SIGTERM' | 'SIGINT'> = [];

  #kill(): void {
    if (!this.uninterruptible) {
      this.end({ signal: 'SIGKILL' });
      return;
    }
    if (!this.#killPending) this.onDoomed?.();
    this.#killPending = true;
  }

  #ask(name: 'SIGTERM' | 'SIGINT'): void {
    if (this.held || this.#spinningSinceMs !== undefined) {
      this.#asked.push(name);
      return;
    }
    if (this.program?.onPoliteSignal(name) !== true) this.end({ signal: name });
  }

  #continue(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.#goOn();
  }

  #goOn(): void {
    if (this.held) return;
    for (const name of this.#asked.splice(0)) this.#ask(name);
    if (this.alive) this.program?.onContinue();
  }
}
