import type { Cancel } from '../host/clock.js';
import type { Host } from '../host/host.js';
import type { Child, Command, ExitStatus, ProcessIdentity } from '../host/processes.js';
import { scheduleAwake } from './awake-timer.js';
import { MACHINE } from './config.js';
import { awaitTreeDeath, type TreeDeath } from './tree-death.js';

/** Why this supervisor ended a process. */
export type StopCause = 'stalled' | 'timeout' | 'cancelled' | 'too-much-output';

/** How a process ended, and whether anything of it is left. */
export interface ProcessEnd {
  /** Undefined when it could not be killed. */
  readonly exit: ExitStatus | undefined;
  /** Set when this supervisor ended it; never inferred from the exit. */
  readonly cause: StopCause | undefined;
  /** Descendants outlived it and were ended. */
  readonly leaked: boolean;
  /** Part of the tree survived SIGKILL for longer than the reap bound: `onUnkillable` was told. */
  readonly unkillable: boolean;
  /** Whole milliseconds. */
  readonly elapsedMs: number;
}

/** A tree of which something survived SIGKILL for longer than the reap bound. */
export interface Survivor {
  /** Of the process that was started; it may be the one that is dead. */
  readonly pid: number | undefined;
  /** Who lives on, as far as the platform can tell. */
  readonly living: readonly ProcessIdentity[];
  /** Resolves when no process of the tree is left. */
  readonly gone: Promise<void>;
}

export interface ProcessHandlers {
  onStdout(bytes: Uint8Array): void;
  onStderr(bytes: Uint8Array): void;
  /** The process itself is over; descendants may not be. */
  onExit?(): void;
  /** A stop has begun, or descendants that outlived the process are being ended. */
  onStopping?(why: StopCause | 'leaked'): void;
  /**
   * Called before `ended` settles. Not optional: whoever starts a process has to see to what it may still write to, and
   * a result that is passed on from hand to hand can be dropped on the way.
   */
  onUnkillable(survivor: Survivor): void;
}

export interface SupervisedProcess {
  readonly child: Child;
  /**
   * Ends the whole tree. The first cause wins. `kill` sends SIGKILL at once; `ask` sends SIGTERM and kills after
   * {@link MACHINE.termToKillMs}. Without effect once the process has exited by itself.
   */
  stop(cause: StopCause, how: 'kill' | 'ask'): void;
  /** Settles exactly once, also when something cannot be killed. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
}

/** Runs a process to its end and its whole tree to its death. */
export function superviseProcess(host: Host, command: Command, handlers: ProcessHandlers): SupervisedProcess {
  const run = new Run(host, command, handlers);
  return { child: run.child, stop: (cause, how) => run.stop(cause, how), ended: run.ended };
}

class Run {
  readonly child: Child;
  readonly ended: Promise<ProcessEnd>;
  readonly #host: Host;
  readonly #handlers: ProcessHandlers;
  readonly #startedAtMs: number;
  #settle: (end: ProcessEnd) => void = () => {};
  #resolveGone: () => void = () => {};
  readonly #gone: Promise<void>;
  #exit: ExitStatus | undefined;
  #cause: StopCause | undefined;
  #leaked = false;
  #closed = false;
  #settled = false;
  #treeGone = false;
  #death: TreeDeath | undefined;
  #cancelKill: Cancel = () => {};
  #cancelWait: Cancel = () => {};

  constructor(host: Host, command: Command, handlers: ProcessHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    this.#startedAtMs = host.clock.now();
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#gone = new Promise((resolve) => {
      this.#resolveGone = resolve;
    });
    this.child = host.processes.spawn(command, {
      onStdout: (bytes) => {
        if (!this.#settled) handlers.onStdout(bytes);
      },
      onStderr: (bytes) => {
        if (!this.#settled) handlers.onStderr(bytes);
      },
      onExit: (status) => this.#onExit(status),
      onClose: () => this.#onClose(),
    });
  }

  stop(cause: StopCause, how: 'kill' | 'ask'): void {
    if (this.#exit !== undefined || this.#cause !== undefined) return;
    this.#cause = cause;
    if (how === 'kill') this.#kill();
    else this.#ask();
    // Told only now: whoever listens must not hold up the kill.
    this.#handlers.onStopping?.(cause);
  }

  #ask(): void {
    this.child.signal('SIGTERM');
    // A stopped process acts on SIGTERM only once it runs again.
    this.child.signal('SIGCONT');
    this.#cancelKill = this.#host.clock.schedule(MACHINE.termToKillMs, () => this.#kill());
  }

  #onExit(status: ExitStatus): void {
    this.#exit = status;
    this.#cancelKill();
    this.#handlers.onExit?.();
    if (this.#treeGone) this.#finishWhenClosed();
    else if (this.#death !== undefined) this.#death.look();
    else if (this.#closed) this.#afterDrain();
    else this.#cancelWait = scheduleAwake(this.#host.clock, MACHINE.drainMs, () => this.#afterDrain());
  }

  #onClose(): void {
    this.#closed = true;
    if (this.#exit === undefined) return;
    this.#cancelWait();
    if (this.#treeGone) this.#finish(false);
    else if (this.#death === undefined) this.#afterDrain();
  }

  /** The process is over and its output read: now nothing of its tree may be left. */
  #afterDrain(): void {
    if (!this.child.treeAlive()) {
      this.#finish(false);
      return;
    }
    this.#leaked = true;
    this.#kill();
    this.#handlers.onStopping?.('leaked');
  }

  #kill(): void {
    this.child.signal('SIGKILL');
    this.#death = awaitTreeDeath(this.#host.clock, this.child, MACHINE.reapBoundMs, {
      gone: () => this.#onTreeGone(),
      overdue: () => this.#finish(true),
    });
  }

  #onTreeGone(): void {
    this.#treeGone = true;
    if (this.#settled) this.#resolveGone();
    else if (this.#exit !== undefined) this.#finishWhenClosed();
    // The exit and its status reach this side a moment after the kernel has ended the tree.
    else this.#cancelWait = this.#host.clock.schedule(MACHINE.reapBoundMs, () => this.#finish(false));
  }

  /** Nobody is left to hold the pipes, so their end is near; the last words in them are worth the moment. */
  #finishWhenClosed(): void {
    this.#cancelWait();
    if (this.#closed) this.#finish(false);
    else this.#cancelWait = scheduleAwake(this.#host.clock, MACHINE.drainMs, () => this.#finish(false));
  }

  #finish(unkillable: boolean): void {
    if (!unkillable) this.#resolveGone();
    if (this.#settled) return;
    this.#settled = true;
    this.#cancelWait();
    this.#cancelKill();
    if (!this.#closed) this.child.abandon();
    if (unkillable) {
      const { pid } = this.child;
      this.#handlers.onUnkillable({ pid, living: this.child.living(), gone: this.#gone });
    }
    this.#settle({
      exit: this.#exit,
      cause: this.#cause,
      leaked: this.#leaked,
      unkillable,
      elapsedMs: Math.round(this.#host.clock.now() - this.#startedAtMs),
    });
  }
}
