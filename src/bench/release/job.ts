/** One stall that is to be ended. */
export interface StallJob {
  readonly id: string;
  /** Path or URL. */
  readonly input: string;
  /** In a folder of its own. */
  readonly output: string;
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

/** What a system tells of its jobs, with the monotonic time at which it happened. */
export type JobEvent = { readonly job: string; readonly atMs: number } & (
  | { readonly kind: 'spawned'; readonly pid: number | undefined; readonly temp: string }
  /** A block that advances has arrived: the stall is counted from here. */
  | { readonly kind: 'advanced' }
  /** The first signal is about to be sent. */
  | { readonly kind: 'killing' }
  | { readonly kind: 'slot-free' }
);

export type Tell = (event: JobEvent) => void;

/** Whoever supervises such jobs. */
export interface ReleaseSystem {
  /** Settles when the job is over and everything given back. */
  run(job: StallJob, tell: Tell): Promise<void>;
  /** Ends what still runs, at once. */
  abandon(): void;
}

export const SYSTEMS = ['stallproof', 'bare', 'polling', 'execa timeout'] as const;

export type SystemName = (typeof SYSTEMS)[number];
