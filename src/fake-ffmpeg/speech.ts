import { closeSync, openSync, writeSync } from 'node:fs';
import { monotonicMs } from '../node/clock.js';
import { lastLine } from '../script/last-line.js';
import { isPrinted, markLevel } from '../script/log-level.js';
import type { OutputStream, WriteOp } from '../script/op.js';
import { formatStats, type PrintedBlock } from '../script/progress-block.js';
import type { EventLog } from './event-log.js';
import type { Voice } from './role.js';

const FDS: Record<OutputStream, number> = { stdout: 1, stderr: 2 };
const LOG_EVERY_MS = 100;
const RETRY_AFTER_MS = 2;

/** Writes to stdout and stderr, blocking like ffmpeg does when nobody reads, and logs what has left. */
export class Speech {
  readonly #voice: Voice;
  readonly #log: EventLog;
  readonly #unlogged: Record<OutputStream, number> = { stdout: 0, stderr: 0 };
  /** Of stderr, since it was last logged. */
  #lastLine: string | undefined;
  readonly #closed = new Set<number>();
  #lastLoggedMs = Number.NEGATIVE_INFINITY;
  /** A flood writes the same text again and again: its bytes are made once. */
  #latest = { text: '', binary: false, bytes: Buffer.alloc(0) };

  constructor(voice: Voice, log: EventLog) {
    this.#voice = voice;
    this.#log = log;
  }

  write(op: WriteOp): void {
    if (op.level !== undefined && !isPrinted(op.level, this.#voice.logLevel)) return;
    if (op.stream === 'stdout') {
      this.#writeProgress(op);
      return;
    }
    const marked = op.level !== undefined && this.#voice.logLevel.marked;
    this.#say('stderr', marked ? markLevel(op.text, op.level) : op.text, op.binary);
  }

  /** What a reader sees is the end of the stream; what is written afterwards goes nowhere. */
  close(stream: OutputStream): void {
    this.#closed.add(FDS[stream]);
    closeSync(FDS[stream]);
    // The number must stay taken, or the next file that is opened would become the stream.
    openSync('/dev/null', 'w');
  }

  /** Logs what the limit on events has held back. */
  flush(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const bytes = this.#unlogged[stream];
      const line = stream === 'stderr' ? this.#lastLine : undefined;
      const last = line !== undefined && { lastLine: line };
      if (bytes > 0) this.#log.log({ kind: 'wrote', stream, bytes, ...last });
      this.#unlogged[stream] = 0;
    }
  }

  #writeProgress(op: WriteOp): void {
    const blocks = op.blocks ?? [];
    const { progress, stats } = this.#voice;
    let left = progress !== undefined || stats;
    if (progress !== undefined) left = this.#put(FDS[progress], op.text, op.binary);
    if (stats) left = blocks.every((block) => this.#put(FDS.stderr, formatStats(block), undefined)) && left;
    if (!left) return;
    for (const block of blocks) this.#logBlock(block);
    if (blocks.length === 0 && progress !== undefined) this.#count(progress, op.text.length);
  }

  #say(stream: OutputStream, text: string, binary: true | undefined): void {
    if (!this.#put(FDS[stream], text, binary)) return;
    if (stream === 'stderr') this.#lastLine = lastLine(text);
    this.#count(stream, this.#latest.bytes.length);
  }

  #logBlock(block: PrintedBlock): void {
    const { outTimeUs, totalSizeBytes, end } = block;
    this.#log.log({
      kind: 'progress',
      ...(outTimeUs !== undefined && { outTimeUs }),
      ...(totalSizeBytes !== undefined && { totalSizeBytes }),
      end,
    });
  }

  #count(stream: OutputStream, bytes: number): void {
    this.#unlogged[stream] += bytes;
    const nowMs = monotonicMs();
    if (nowMs - this.#lastLoggedMs < LOG_EVERY_MS) return;
    this.#lastLoggedMs = nowMs;
    this.flush();
  }

  /** Returns whether all of it left. A reader that is gone is none of ffmpeg's business: it ignores SIGPIPE. */
  #put(fd: number, text: string, binary: true | undefined): boolean {
    // What reaches nobody is no deed.
    if (this.#closed.has(fd)) return false;
    const { bytes } = this.#encoded(text, binary === true);
    for (let offset = 0; offset < bytes.length; ) {
      try {
        offset += writeSync(fd, bytes, offset);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER_MS);
      }
    }
    return true;
  }

  #encoded(text: string, binary: boolean): { readonly bytes: Buffer } {
    if (this.#latest.text !== text || this.#latest.binary !== binary) {
      this.#latest = { text, binary, bytes: Buffer.from(text, binary ? 'latin1' : 'utf8') };
    }
    return this.#latest;
  }
}
