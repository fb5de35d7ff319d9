import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BoundedTail } from '../../base/bounded-tail.js';
import { createNodeClock } from '../../node/clock.js';

const KEPT_STDERR = { headBytes: 0, tailBytes: 4096 };

/** A program that was told to end and has not after this long is killed. */
const END_BOUND_MS = 5_000;

interface Waiting {
  resolve(reply: unknown): void;
  reject(error: Error): void;
}

/** What comes back over the channel. */
export type FromProgram =
  | { readonly id: number; readonly reply: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly event: unknown };

export interface BenchProcessOptions {
  readonly args?: readonly string[];
  readonly nodeOptions?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly onEvent?: (event: unknown) => void;
}

/**
 * A program of the benchmark in a process of its own, so that nobody's garbage and timers disturb anybody else's. It
 * takes requests and answers them; it ends, with all that it has started, when this process lets go of it or dies.
 */
export class BenchProcess {
  readonly pid: number;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #stderr = new BoundedTail(KEPT_STDERR);
  #lastId = 0;
  #ended: string | undefined;

  constructor(program: URL, options: BenchProcessOptions) {
    this.#process = fork(fileURLToPath(program), [...(options.args ?? [])], {
      // A session of its own: Ctrl-C is heard by the command, which ends its programs in order.
      detached: true,
      execArgv: [...(options.nodeOptions ?? [])],
      env: { ...withoutCertificates(process.env), ...options.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.pid = this.#process.pid ?? 0;
    this.#process.stderr?.on('data', (bytes: Uint8Array) => this.#stderr.push(bytes));
    this.#process.on('message', (message: FromProgram) => this.#hear(message, options.onEvent));
    this.#process.on('error', (error) => this.#end(error.message));
    this.#process.on('exit', (code, signal) => this.#end(`ended with ${signal ?? code}`));
  }

  /** @throws when the program fails at it, or ends before it has answered */
  ask<Reply>(request: unknown): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#failure(this.#ended));
        return;
      }
      this.#lastId++;
      this.#waiting.set(this.#lastId, { resolve: resolve as (reply: unknown) => void, reject });
      this.#process.send({ id: this.#lastId, request });
    });
  }

  /** Lets go of it and waits for its end. */
  async stop(): Promise<void> {
    if (this.#ended !== undefined) return;
    const ended = once(this.#process, 'exit');
    if (this.#process.connected) this.#process.disconnect();
    const cancel = createNodeClock().schedule(END_BOUND_MS, () => this.kill());
    await ended;
    cancel();
  }

  /** Ends it at once, and whoever is in its process group. */
  kill(): void {
    if (this.#ended !== undefined || this.pid === 0) return;
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }

  #hear(message: FromProgram, onEvent: ((event: unknown) => void) | undefined): void {
    if ('event' in message) {
      onEvent?.(message.event);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ('error' in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(message.reply);
  }

  #end(why: string): void {
    this.#ended ??= why;
    for (const { reject } of this.#waiting.values()) reject(this.#failure(why));
    this.#waiting.clear();
  }

  #failure(why: string): Error {
    const said = this.#stderr.text().trim();
    return new Error(`a program of the benchmark ${why}${said === '' ? '' : `: ${said}`}`);
  }
}

/** Node reads extra certificates at every start, for 35 to 50 ms. */
function withoutCertificates(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = env;
  return rest;
}
