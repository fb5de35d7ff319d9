import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { Feeder, type FeedOptions } from './feeder.js';
import type { Source } from './source.js';
import { streamSink } from './stream-sink.js';

/** Feeds each run of ffmpeg through a FIFO of its own. */
export class FifoSource implements Source {
  readonly url = '';
  readonly #feed: FeedOptions;
  readonly #streams: Socket[] = [];
  readonly #feeders: Feeder[] = [];
  #waiting: string | undefined;

  constructor(feed: FeedOptions) {
    this.#feed = feed;
  }

  onStarted(fifo: string): void {
    const isAbsent = this.#feed.steps[0]?.fault === 'absent';
    this.#waiting = isAbsent ? undefined : fifo;
  }

  /** A FIFO can be opened for writing once ffmpeg has opened it for reading. */
  look(): void {
    const fd = this.#waiting === undefined ? undefined : openForWriting(this.#waiting);
    if (fd === undefined) return;
    this.#waiting = undefined;
    const stream = new Socket({ fd, readable: false, writable: true });
    const feeder = new Feeder(
      this.#feed,
      streamSink(stream, () => stream.destroy()),
    );
    this.#streams.push(stream);
    this.#feeders.push(feeder);
    void feeder.play();
  }

  stop(): void {
    this.#waiting = undefined;
    for (const feeder of this.#feeders) feeder.stop();
    for (const stream of this.#streams) stream.destroy();
  }
}

/** Undefined while nobody reads. */
function openForWriting(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENXIO' || code === 'ENOENT') return undefined;
    throw error;
  }
}
