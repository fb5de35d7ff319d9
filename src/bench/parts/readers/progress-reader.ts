import type { Readable } from 'node:stream';

/** What a reader has made of a stream. */
export interface ReadProgress {
  readonly updates: number;
  /** Of the last update, seconds; readers of statistics know hundredths. */
  readonly lastOutTimeS: number;
}

/** One way to follow ffmpeg's progress, as its users do. */
export interface ProgressReader {
  readonly name: string;
  readonly reads: 'blocks' | 'stats';
  read(stream: Readable): Promise<ReadProgress>;
}
