/**
 * What a message says about a run that failed:
 *
 * - `ignore`: nothing; good runs print it too;
 * - `next-rung`: another rung of the ladder can do better;
 * - `fail`: no rung can;
 * - `final`: not ffmpeg's doing, and another attempt would make it worse.
 */
export type StderrAction = 'ignore' | 'next-rung' | 'fail' | 'final';

/** A message that ffmpeg, or what starts it, prints on stderr. */
export interface StderrEntry {
  readonly id: string;
  /** Matches the wording of every version, in one line without its end. */
  readonly pattern: RegExp;
  /** The line as ffmpeg 5.1 prints it, without the mark of its level. */
  readonly example: string;
  /** The level it is printed at; `raw` lines have none and appear at every level. */
  readonly level: 'fatal' | 'error' | 'warning' | 'info' | 'verbose' | 'raw';
  /** Versions of ffmpeg that print it. */
  readonly versions: string;
  readonly action: StderrAction;
}
