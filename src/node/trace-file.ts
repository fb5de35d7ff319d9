import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { TraceHeader, TraceRecord } from '../trace/trace.js';
import { headerLine, recordLine } from '../trace/trace-line.js';

/** What a killed recorder may lose at most. */
const FLUSH_BYTES = 16 * 1024;
const FLUSH_EVERY_MS = 1000;

/** What may wait for a slow disk; beyond it records are counted and dropped. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** How long the end of a recording waits for the disk. */
const CLOSE_BOUND_MS = 5000;

const LF = '\n';

/** Why some records were not written, and how many. */
export interface TraceTrouble {
  readonly refused: number;
  readonly why: string;
}

/**
 * Appends traces to a file, never over what stands there, in whole lines: a recorder that is killed leaves a shorter
 * trace, not a damaged one. Nobody waits for the disk; what it cannot take is counted, and the run goes on.
 */
export class TraceFile {
  readonly #file: Promise<FileHandle>;
  #waiting = '';
  #writing: Promise<void> | undefined;
  /** Dropped since the last record that says so. */
  #lost = 0;
  #refused = 0;
  #why: string | undefined;
  #flushedAtMs = 0;
  /** A write that failed may have left half a line. */
  #torn = false;

  /** @throws {Error} with the platform's `code` when the file cannot be opened */
  static async open(path: string): Promise<TraceFile> {
    const file = await openToAppend(path);
    return new TraceFile(Promise.resolve(file));
  }

  /** Waits for nothing: a file that cannot be opened takes no records, and its `trouble` says why. */
  static openLater(path: string): TraceFile {
    return new TraceFile(openToAppend(path));
  }

  private constructor(file: Promise<FileHandle>) {
    this.#file = file;
    // Told by the first write.
    file.catch(() => {});
  }

  /** Undefined when all was written. */
  get trouble(): TraceTrouble | undefined {
    return this.#why === undefined ? undefined : { refused: this.#refused, why: this.#why };
  }

  begin(header: TraceHeader): void {
    this.#lost = 0;
    this.#take(headerLine(header));
    this.#flushedAtMs = 0;
    this.#flush();
  }

  record(record: TraceRecord): void {
    const { atMs } = record;
    if (this.#lost > 0 && this.#take(recordLine({ kind: 'lost', atMs, count: this.#lost }))) this.#lost = 0;
    if (!this.#take(recordLine(record))) this.#lost++;
    const due = record.kind === 'exit' || atMs - this.#flushedAtMs >= FLUSH_EVERY_MS;
    if (!due && this.#waiting.length < FLUSH_BYTES) return;
    this.#flushedAtMs = atMs;
    this.#flush();
  }

  /** Writes what is left and closes the file; gives a disk that does not answer up after 5 s. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), CLOSE_BOUND_MS);
    });
    const ended = await Promise.race([this.#finish(), late]);
    clearTimeout(timer);
    if (ended === 'late') this.#why ??= 'the disk does not answer';
  }

  #take(line: string): boolean {
    if (this.#waiting.length + line.length <= MAX_WAITING_BYTES) {
      this.#waiting += line;
      return true;
    }
    this.#refused++;
    this.#why ??= 'the disk is too slow';
    return false;
  }

  /** One write at a time; what comes meanwhile waits. */
  #flush(): void {
    if (this.#writing !== undefined || this.#waiting === '') return;
    const text = this.#waiting;
    this.#waiting = '';
    this.#writing = this.#write(text).then(() => {
      this.#writing = undefined;
      if (this.#waiting.length >= FLUSH_BYTES) this.#flush();
    });
  }

  async #write(text: string): Promise<void> {
    try {
      await (await this.#file).appendFile(this.#torn ? LF + text : text);
      this.#torn = false;
    } catch (error) {
      this.#torn = true;
      this.#why = codeOf(error);
      const lines = text.split(LF).length - 1;
      this.#refused += lines;
      this.#lost += lines;
    }
  }

  async #finish(): Promise<void> {
    while (this.#writing !== undefined || this.#waiting !== '') {
      this.#flush();
      await this.#writing;
    }
    const file = await this.#file.catch(() => undefined);
    await file?.sync().catch((error: unknown) => {
      this.#why ??= codeOf(error);
    });
    await file?.close().catch(() => undefined);
  }
}

async function openToAppend(path: string): Promise<FileHandle> {
  const { O_WRONLY, O_APPEND, O_CREAT } = constants;
  const file = await open(path, O_WRONLY | O_APPEND | O_CREAT, 0o644);
  // What cannot be read back is no reason not to record.
  if (await endsTorn(path, file).catch(() => false)) await file.appendFile(LF).catch(() => {});
  return file;
}

/** A disk that ran full, or power that failed, may have left half a line: nothing may be written into it. */
async function endsTorn(path: string, file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  // Also true of pipes and devices, which are not to be opened twice.
  if (size === 0) return false;
  const reader = await open(path, 'r');
  try {
    const { buffer } = await reader.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString('latin1') !== LF;
  } finally {
    await reader.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
