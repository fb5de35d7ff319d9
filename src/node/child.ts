import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Child, ChildSink, ExitStatus, ProcessIdentity, StopSignal, Usage } from '../host/processes.js';
import { hasProc, ifReadable, isRunning } from './proc-stat.js';
import { UsageMeter } from './proc-usage.js';
import { identityFrom, identityOf } from './process-identity.js';
import type { ProcessTree } from './process-tree.js';

/** Members that a tree got since the last reading of `/proc` may be missing in its usage for this long. */
const MEMBERS_MAX_AGE_MS = 1_000;

/** What spawning with two pipes gives. */
type PipedProcess = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };

/** A started child: its pipes and exit go to the sink, everything else concerns its tree. */
export class StartedChild implements Child {
  readonly #process: PipedProcess;
  readonly #tree: ProcessTree;
  readonly #meter = new UsageMeter();
  #abandoned = false;

  constructor(started: PipedProcess, tree: ProcessTree, sink: ChildSink) {
    this.#process = started;
    this.#tree = tree;
    const unlessAbandoned = (fn: () => void): void => {
      if (!this.#abandoned) fn();
    };
    started.stdout.on('data', (bytes: Uint8Array) => unlessAbandoned(() => sink.onStdout(bytes)));
    started.stderr.on('data', (bytes: Uint8Array) => unlessAbandoned(() => sink.onStderr(bytes)));
    // A pipe that fails to be read has ended; its `close` says so.
    started.stdout.on('error', () => {});
    started.stderr.on('error', () => {});
    started.on('exit', (code, signal) => {
      tree.leaderReaped();
      unlessAbandoned(() => sink.onExit(exitStatus(code, signal)));
    });
    started.on('close', () => unlessAbandoned(() => sink.onClose()));
  }

  get pid(): number {
    return this.#tree.pid;
  }

  signal(name: StopSignal): boolean {
    return this.#tree.signal(name);
  }

  treeAlive(): boolean {
    return this.#tree.running();
  }

  living(): readonly ProcessIdentity[] {
    if (hasProc) return ifReadable(() => this.#tree.members(0).filter(isRunning).map(identityFrom), []);
    const leader = identityOf(this.pid);
    return leader === undefined ? [] : [leader];
  }

  async usage(): Promise<Usage | undefined> {
    return ifReadable(() => this.#meter.read(this.#tree.members(MEMBERS_MAX_AGE_MS)), undefined);
  }

  abandon(): void {
    this.#abandoned = true;
    this.#process.stdout.destroy();
    this.#process.stderr.destroy();
    this.#process.unref();
  }
}

/** A child that never ran: its sink hears of it in a later turn, as of any other end. */
export class UnstartedChild implements Child {
  readonly pid = undefined;
  readonly #sink: ChildSink;
  #abandoned = false;

  constructor(sink: ChildSink) {
    this.#sink = sink;
  }

  report(reason: string): void {
    setImmediate(() => {
      if (!this.#abandoned) this.#sink.onExit({ kind: 'not-started', reason });
      if (!this.#abandoned) this.#sink.onClose();
    });
  }

  signal(): boolean {
    return false;
  }

  treeAlive(): boolean {
    return false;
  }

  living(): readonly ProcessIdentity[] {
    return [];
  }

  async usage(): Promise<undefined> {
    return undefined;
  }

  abandon(): void {
    this.#abandoned = true;
  }
}

function exitStatus(code: number | null, signal: NodeJS.Signals | null): ExitStatus {
  return signal === null ? { kind: 'code', code: code ?? 0 } : { kind: 'signal', signal };
}
