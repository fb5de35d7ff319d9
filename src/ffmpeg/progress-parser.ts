/** One block of `-progress` output. A value that ffmpeg printed as N/A, or did not print, is absent. */
export interface ProgressSnapshot {
  readonly frame?: number;
  readonly totalSizeBytes?: number;
  /** Microseconds of output written; can start negative. `out_time_ms` holds microseconds too. */
  readonly outTimeUs?: number;
  /** Times real time. */
  readonly speed?: number;
  /** `progress=end`: ffmpeg says that it is done. Failed runs say it too. */
  readonly end: boolean;
}
