/**
 * What a message says about a run that failed:
 *
 * - `ignore`: nothing; good runs print it too;
 * - `next-rung`: another rung of the ladder can do better;
 * - `fail`: no rung can;
 * - `final`: not ffmpeg's doing, and another attempt would make it worse.
 */
export type StderrAction = 'ignore' | 'next-rung' | 'fail' | 'final';

/** What a message is about. */
export const STDERR_CLASSES = ['process', 'damage', 'timestamps', 'options', 'output', 'input'] as const;
export type StderrClass = (typeof STDERR_CLASSES)[number];

/** The levels of ffmpeg's log, the gravest first; `raw` lines have none and appear at every level. */
export const STDERR_LEVELS = ['raw', 'fatal', 'error', 'warning', 'info', 'verbose'] as const;
export type StderrLevel = (typeof STDERR_LEVELS)[number];

/**
 * How grave a message is wherever it appears: `harmless`: good runs print it; `warning`: another rung may be needed;
 * `critical`: a run that prints it has not done what it should.
 */
export type StderrSeverity = 'harmless' | 'warning' | 'critical';

/** A message that ffmpeg, or what starts it, prints on stderr. */
export interface StderrRule {
  readonly id: string;
  readonly class: StderrClass;
  /** A regular expression for the wording of every version, in one line without its end. */
  readonly pattern: string;
  /** The line as ffmpeg 5.1 prints it, without the mark of its level. */
  readonly example: string;
  readonly level: StderrLevel;
  /** Versions of ffmpeg that print it. */
  readonly versions: string;
  readonly severity: StderrSeverity;
  readonly action: StderrAction;
  /** Why this action, where it does not go without saying. */
  readonly why?: string | undefined;
  /** Where it was seen. */
  readonly evidence: string;
}
