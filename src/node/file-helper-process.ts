import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { LineSplitter } from '../base/line-splitter.js';
import type { FileError } from '../host/files.js';
import { enoughDescriptors } from './file-descriptors.js';
import {
  encodeRequest,
  type FileAnswer,
  type FileRequest,
  fileError,
  HELPER_FD,
  MAX_MESSAGE_BYTES,
} from './file-protocol.js';
import { TurnWriter } from './turn-writer.js';

/** More operations than this at the same time are refused; jobs need two or three each. */
const MAX_OPEN = 1_000;

/** Threads of a helper: so many jobs flush their outputs at the same time. */
const THREADS = 16;

export type FileCall = Omit<FileRequest, 'id'>;

interface OpenCall {
  readonly call: FileCall;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * One file helper, as the supervisor holds it. It keeps the event loop alive while an operation is open, and no
 * longer; nothing of it is ever waited for.
 */
export class FileHelper {
  readonly #process: ChildProcess;
  readonly #socket: Socket;
  readonly #requests: TurnWriter;
  readonly #open = new Map<number, OpenCall>();
  readonly #mount: string;
  #lastId = 0;
  #usable = true;

  /**
   * @param entry the helper's program
   * @param mount for `ps`: it is the last argument of the process
   * @param onExit called once when nothing of the process is left, which a blocked call can delay for ever
   * @throws FileError when too few file descriptors are left to start it.
   */
  constructor(entry: string, mount: string, onExit: () => void) {
    this.#mount = mount;
    if (!enoughDescriptors()) {
      throw fileError(
        'EIO',
        `the file helper of ${mount} could not be started: too few file descriptors are left`,
      );
    }
    this.#process = start(entry, mount);
    this.#socket = this.#process.stdio[HELPER_FD] as Socket;
    this.#requests = new TurnWriter(this.#socket);
    this.#process.on('exit', onExit);
    this.#process.on('error', (error) => {
      this.#close(`could not be started: ${error.message}`);
      if (this.#process.pid === undefined) onExit();
    });
    this.#process.unref();
    this.#socket.unref();
    const answers = new LineSplitter(MAX_MESSAGE_BYTES, (line) => this.#take(line));
    this.#socket.on('data', (bytes: Uint8Array) => answers.push(bytes));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => this.#close('ended before it answered'));
  }

  /** False once it takes no further operations. */
  get usable(): boolean {
    return this.#usable;
  }

  get idle(): boolean {
    return this.#open.size === 0;
  }

  call(call: FileCall): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#open.size >= MAX_OPEN || this.#socket.writableLength > MAX_MESSAGE_BYTES) {
        throw failure('EAGAIN', call, `too many operations wait for ${this.#mount}`);
      }
      const id = ++this.#lastId;
      const line = encodeRequest({ id, ...call });
      this.#open.set(id, { call, resolve, reject });
      this.#socket.ref();
      this.#requests.write(line);
    });
  }

  /** @returns whether an operation on that path was open; all such have been rejected then. */
  giveUp(path: string): boolean {
    const given = [...this.#open].filter(([, { call }]) => call.paths.includes(path));
    for (const [id, { call, reject }] of given) {
      this.#open.delete(id);
      reject(failure('ETIMEDOUT', call, `given up, ${this.#mount} does not answer`));
    }
    return given.length > 0;
  }

  /** Takes nothing more, and is killed when what others wait for is answered or given up. */
  retire(): void {
    this.#usable = false;
    if (!this.idle) return;
    this.#process.kill('SIGKILL');
    this.#socket.destroy();
  }

  #take(line: string): void {
    const { id, value, error } = JSON.parse(line) as FileAnswer;
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (error === undefined) open?.resolve(value);
    else open?.reject(fileError(error.code, error.message));
    if (!this.idle) return;
    this.#socket.unref();
    if (!this.#usable) this.retire();
  }

  /** Whether the operations that were open took effect, nobody knows. */
  #close(why: string): void {
    this.#usable = false;
    for (const { call, reject } of this.#open.values()) {
      reject(failure('EIO', call, `the file helper of ${this.#mount} ${why}`));
    }
    this.#open.clear();
    this.#socket.destroy();
  }
}

export function failure(code: string, { operation, paths }: FileCall, why: string): FileError {
  return fileError(code, `${code}: ${operation} '${paths.join("' -> '")}': ${why}`);
}

function start(entry: string, mount: string): ChildProcess {
  return spawn(process.execPath, [entry, mount], {
    // Out of reach of the terminal's signals, and of the folder that we stand in.
    detached: true,
    cwd: '/',
    // No pipe of ours: a helper that cannot die must not hold one open for whoever waits for its end.
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: environment(),
  });
}

/** Ours, without what tells Node to do more than to run the helper. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_'));
  return { ...Object.fromEntries(kept), UV_THREADPOOL_SIZE: String(THREADS) };
}
