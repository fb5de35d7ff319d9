/** The nominal times of the headline. Policy: they are what a supervisor is told. */
export const RELEASE = {
  stallMs: 2_000,
  graceMs: 1_000,
  /** Of the polling watchdog, and of ours, where it delays nothing. */
  tickMs: 5_000,
  /** Jobs of each system at the same time. */
  batch: 10,
  /**
   * A limit for the whole run cannot know when ffmpeg will stall. This one is set as if somebody knew it to within
   * a second; in practice it is minutes or hours.
   */
  naiveAllowanceMs: 2_000,
  /** Advances that a job makes before it stalls. */
  advances: 2,
} as const;

/** A job that has not ended after this long is given up, and counted. */
export const JOB_BOUND_MS = 60_000;
