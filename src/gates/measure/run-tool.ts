import { BoundedTail } from '../../base/bounded-tail.js';
import { LineSplitter } from '../../base/line-splitter.js';
import type { Host } from '../../host/host.js';
import { type ProcessEnd, superviseProcess } from '../../supervisor/supervised-process.js';

/** One run of an external program, under the supervisor's own rules: time limit, bounded output, tree kill. */
export interface ToolRun {
  /** Absolute. */
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes stdout as it comes; without it the text is collected, up to a bound. */
  readonly onStdout?: (bytes: Uint8Array) => void;
  readonly onStderrLine?: (line: string) => void;
}

export interface ToolResult {
  /** `0`, another exit code, the name of a signal, `timeout`, `too-much-output`, or why it did not start. */
  readonly exit: string;
  readonly stdout: string;
  /** Its end. */
  readonly stderr: string;
}

const MAX_STDOUT_BYTES = 16 * 2 ** 20;
const MAX_STDERR_BYTES = 64 * 2 ** 10;
const MAX_LINE_BYTES = 4096;

/** The run was interrupted: what it measured is worth nothing. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/**
 * Runs a program to its end and to the death of its whole tree.
 * @throws InterruptedError when the signal fired
 */
export async function runTool(host: Host, run: ToolRun): Promise<ToolResult> {
  if (run.signal?.aborted) throw new InterruptedError('interrupted');
  const stdout = new BoundedTail({ headBytes: MAX_STDOUT_BYTES, tailBytes: 0 });
  const stderr = new BoundedTail({ headBytes: 0, tailBytes: MAX_STDERR_BYTES });
  const lines = new LineSplitter(MAX_LINE_BYTES, (line) => run.onStderrLine?.(line));
  const process = superviseProcess(
    host,
    { file: run.file, args: run.args, ...(run.env && { env: run.env }) },
    {
      onStdout: (bytes) => {
        if (run.onStdout !== undefined) run.onStdout(bytes);
        else if (stdout.totalBytes + bytes.length <= MAX_STDOUT_BYTES) stdout.push(bytes);
        else process.stop('too-much-output', 'kill');
      },
      onStderr: (bytes) => {
        stderr.push(bytes);
        lines.push(bytes);
      },
      // A measurement gives nothing away that such a process could still write to.
      onUnkillable: () => {},
    },
  );
  const cancelTimeout = host.clock.schedule(run.timeoutMs, () => process.stop('timeout', 'kill'));
  const cancel = (): void => process.stop('cancelled', 'kill');
  run.signal?.addEventListener('abort', cancel, { once: true });
  const end = await process.ended;
  run.signal?.removeEventListener('abort', cancel);
  cancelTimeout();
  lines.end();
  if (end.cause === 'cancelled' || run.signal?.aborted) throw new InterruptedError('interrupted');
  return {
    exit: exitOf(end),
    stdout: stdout.tailText(MAX_STDOUT_BYTES),
    stderr: stderr.tailText(MAX_STDERR_BYTES),
  };
}

function exitOf({ cause, exit }: ProcessEnd): string {
  if (cause !== undefined) return cause;
  switch (exit?.kind) {
    case 'code':
      return String(exit.code);
    case 'signal':
      return exit.signal;
    case 'not-started':
      return `not started: ${exit.reason}`;
    case undefined:
      return 'unknown';
  }
}
