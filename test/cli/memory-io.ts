import { PassThrough, Writable } from 'node:stream';
import type { Io, Output } from '../../src/cli/io.js';

/** An output that keeps what was printed. */
export class MemoryOutput extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(terminal?: { readonly columns: number }) {
    super();
    this.isTTY = terminal !== undefined;
    this.columns = terminal?.columns ?? 80;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  get lines(): string[] {
    return this.text.split('\n').filter((line) => line !== '');
  }
}

export interface MemoryIo extends Io {
  readonly stdin: PassThrough;
  readonly stdout: MemoryOutput & Output;
  readonly stderr: MemoryOutput & Output;
  readonly stopper: AbortController;
}

/** Everything a command reads and prints, in memory. */
export function memoryIo(env: Readonly<Record<string, string>> = {}): MemoryIo {
  const stopper = new AbortController();
  return {
    stdin: new PassThrough(),
    stdout: new MemoryOutput(),
    stderr: new MemoryOutput(),
    env,
    stop: stopper.signal,
    stopper,
  };
}
