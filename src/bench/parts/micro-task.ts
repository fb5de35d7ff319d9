/** The subject of what is ours. */
export const OURS = 'stallproof';

/** One thing that is done again and again, to be compared with others of the same scene. */
export interface MicroTask {
  /** What is done, such as reading by `64 KiB`. */
  readonly scene: string;
  /** Who does it. */
  readonly subject: string;
  /** How much one run does, in the unit of the scene. */
  readonly amount: number;
  /** What else is worth telling of each run, such as bytes. */
  readonly bytes?: number;
  run(): void | Promise<void>;
}
