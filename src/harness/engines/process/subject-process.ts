import { execa } from 'execa';
import { BoundedTail } from '../../../base/bounded-tail.js';
import { LineSplitter } from '../../../base/line-splitter.js';
import { type CommandOrigin, SubjectNotStartedError } from './subject-not-started.js';

const MAX_LINE_BYTES = 1024 * 1024;
const KEEP = { headBytes: 16 * 1024, tailBytes: 64 * 1024 };

export interface SubjectCommand {
  readonly command: readonly string[];
  /** The whole environment: nothing of the harness's own reaches the subject. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Where the command stands, for messages. */
  readonly origin: CommandOrigin;
}

export interface SubjectHandlers {
  /** Absent where nobody needs lines: splitting a flood is work that slows the subject down. */
  readonly onStdoutLine?: ((line: string) => void) | undefined;
  readonly onStderrLine?: ((line: string) => void) | undefined;
  /** Once. Output may follow for a moment. */
  onExit(exit: { readonly code?: number; readonly signal?: string }): void;
}

/** A supervisor under test, as a process with pipes. */
export class SubjectProcess {
  readonly pid: number;
  readonly stdout = new BoundedTail(KEEP);
  readonly stderr = new BoundedTail(KEEP);
  readonly #child: ReturnType<typeof start>;
  #exited = false;

  /** @throws SubjectNotStartedError */
  static async start(command: SubjectCommand, handlers: SubjectHandlers): Promise<SubjectProcess> {
    const child = start(command);
    if (child.pid !== undefined) return new SubjectProcess(child, child.pid, handlers);
    const { code, originalMessage: message = 'unknown reason' } = await child;
    const [program = ''] = command.command;
    throw new SubjectNotStartedError(command.origin, { program, cwd: command.cwd, code, message });
  }

  private constructor(child: ReturnType<typeof start>, pid: number, handlers: SubjectHandlers) {
    this.#child = child;
    this.pid = pid;
    pipe(child.stdout, this.stdout, handlers.onStdoutLine);
    pipe(child.stderr, this.stderr, handlers.onStderrLine);
    // A subject that ends without reading its jobs closes the pipe.
    child.stdin.on('error', () => {});
    child.once('exit', (code, signal) => {
      this.#exited = true;
      handlers.onExit({ ...(code !== null && { code }), ...(signal !== null && { signal }) });
    });
  }

  get exited(): boolean {
    return this.#exited;
  }

  /** Writes one line to its stdin. */
  send(message: object): void {
    if (this.#child.stdin.writable) this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    if (!this.#exited) this.#child.kill(name);
  }

  /** Lets go of the pipes: a descendant that holds them is no reason to wait. */
  abandon(): void {
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
  }
}

function start({ command, env, cwd }: SubjectCommand) {
  const [file = '', ...args] = command;
  const child = execa(file, args, {
    env,
    extendEnv: false,
    cwd,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
    forceKillAfterDelay: false,
  });
  // Its promise waits for the end of every pipe; the exit is what counts, and abandoning is no error.
  child.catch(() => {});
  return child;
}

function pipe(
  stream: NodeJS.ReadableStream,
  tail: BoundedTail,
  onLine: ((line: string) => void) | undefined,
): void {
  const splitter = onLine === undefined ? undefined : new LineSplitter(MAX_LINE_BYTES, onLine);
  stream.on('data', (chunk: Buffer) => {
    tail.push(chunk);
    splitter?.push(chunk);
  });
  stream.on('end', () => splitter?.end());
  stream.on('error', () => {});
}
