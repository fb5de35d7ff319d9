/** Where a real ffmpeg gets its recording from. */
export interface Source {
  /** What ffmpeg is to read; empty for the recording's own file, and for a FIFO, which each run has for itself. */
  readonly url: string;
  /** A run of ffmpeg has begun; where it reads from a FIFO, from this one. */
  onStarted(fifo: string): void;
  /** To be called every few ms. */
  look(): void;
  stop(): void;
}
