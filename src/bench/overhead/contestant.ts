/** One remux that is to be done. */
export interface RemuxTask {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** What the binaries need in their environment. */
  readonly toolEnv: Readonly<Record<string, string>>;
  readonly input: string;
  readonly output: string;
}

/** What a remux has cost whoever had it done. */
export interface RemuxCost {
  /** From right before the spawn of ffmpeg to its exit. */
  readonly wallMs: number;
  /** CPU time of the supervising process meanwhile, all its threads. */
  readonly ownCpuMs: number;
  /** What came before and after, where there is such a thing. */
  readonly phases?: Readonly<Record<string, number>>;
}

/** One way to run ffmpeg. */
export interface Contestant {
  /** @throws when the remux does not succeed */
  remux(task: RemuxTask): Promise<RemuxCost>;
}

export const CONTESTANTS = ['bare', 'spawn', 'execa', 'fluent-ffmpeg', 'stallproof'] as const;

export type ContestantName = (typeof CONTESTANTS)[number];
