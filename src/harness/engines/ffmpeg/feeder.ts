import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Cancel, Clock } from '../../../host/clock.js';
import type { Step } from '../../../script/step.js';

/** Where the recording goes: a FIFO, a connection. */
export interface FeedSink {
  /** Settles once more may be written, or when nobody reads any more. @returns whether somebody still does */
  write(bytes: Uint8Array): Promise<boolean>;
  /** An orderly end. */
  end(): void;
  reset(): void;
}

export interface FeedOptions {
  readonly clock: Clock;
  /** The recording. */
  readonly file: string;
  readonly steps: readonly Step[];
  /** Nominal time by real time. */
  readonly speed: number;
  /** Stops the ffmpeg that reads; without a time, for ever. */
  freeze(forMs: number | undefined): void;
}

const CHUNK_BYTES = 64 * 1024;

/** Evenly means a piece each 20 ms: less than a frame of most recordings. */
const PIECE_MS = 20;

/** Plays the source of a recording: one run of ffmpeg, one feeder. */
export class Feeder {
  readonly #options: FeedOptions;
  readonly #sink: FeedSink;
  readonly #fd: number;
  readonly #sizeBytes: number;
  readonly #buffer = new Uint8Array(CHUNK_BYTES);
  #sentBytes = 0;
  #over = false;
  #wake: () => void = () => {};

  constructor(options: FeedOptions, sink: FeedSink) {
    this.#options = options;
    this.#sink = sink;
    this.#fd = openSync(options.file, 'r');
    this.#sizeBytes = fstatSync(this.#fd).size;
  }

  /** Until the input has ended, or until it is stopped; a feed that hangs does so until then. Never rejects. */
  async play(): Promise<void> {
    for (const { fault, config } of this.#options.steps) {
      if (this.#over) break;
      await this.#perform(fault, config);
    }
    if (!this.#over) {
      await this.#sendTo(this.#sizeBytes);
      this.#sink.end();
    }
    closeSync(this.#fd);
  }

  /** Lets go at once; what is under way ends. */
  stop(): void {
    this.#over = true;
    this.#wake();
  }

  async #perform(deed: string, config: Step['config']): Promise<void> {
    const { speed, freeze } = this.#options;
    const scaledMs = (nominal: unknown): number => Number(nominal) / speed;
    switch (deed) {
      case 'send':
        return this.#send(Number(config.percent), config.over === undefined ? 0 : scaledMs(config.over));
      case 'trickle':
        return this.#trickle(Number(config.percent), Number(config.pieces), scaledMs(config.every));
      case 'wait':
        return this.#sleep(scaledMs(config.for));
      case 'freeze': {
        const forMs = config.for === undefined ? undefined : scaledMs(config.for);
        freeze(forMs);
        return this.#sleep(forMs);
      }
      case 'close':
        this.#over = true;
        return this.#sink.end();
      case 'reset':
        this.#over = true;
        return this.#sink.reset();
      default:
        return this.#sleep(undefined);
    }
  }

  async #send(percent: number, overMs: number): Promise<void> {
    const { clock } = this.#options;
    const [fromBytes, toBytes] = [this.#sentBytes, this.#offset(percent)];
    const fromMs = clock.now();
    for (let atMs = 0; atMs < overMs && !this.#over; atMs = clock.now() - fromMs) {
      await this.#sendTo(fromBytes + Math.floor(((toBytes - fromBytes) * atMs) / overMs));
      await this.#sleep(PIECE_MS);
    }
    await this.#sendTo(toBytes);
  }

  async #trickle(percent: number, pieces: number, everyMs: number): Promise<void> {
    const [fromBytes, toBytes] = [this.#sentBytes, this.#offset(percent)];
    for (let piece = 1; piece <= pieces && !this.#over; piece++) {
      await this.#sleep(everyMs);
      await this.#sendTo(fromBytes + Math.floor(((toBytes - fromBytes) * piece) / pieces));
    }
  }

  #offset(percent: number): number {
    return Math.floor((this.#sizeBytes * percent) / 100);
  }

  async #sendTo(offsetBytes: number): Promise<void> {
    while (this.#sentBytes < offsetBytes && !this.#over) {
      const wantedBytes = Math.min(CHUNK_BYTES, offsetBytes - this.#sentBytes);
      const count = readSync(this.#fd, this.#buffer, 0, wantedBytes, this.#sentBytes);
      if (count === 0) return;
      this.#sentBytes += count;
      // The buffer is used again, and the sink may keep what it was given.
      if (!(await this.#sink.write(this.#buffer.slice(0, count)))) this.#over = true;
    }
  }

  /** Undefined: until it is stopped. */
  #sleep(forMs: number | undefined): Promise<void> {
    if (this.#over) return Promise.resolve();
    return new Promise((resolve) => {
      let cancel: Cancel = () => {};
      this.#wake = () => {
        cancel();
        resolve();
      };
      if (forMs !== undefined) cancel = this.#options.clock.schedule(forMs, resolve);
    });
  }
}
