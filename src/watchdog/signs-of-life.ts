/** What a tree's counters say at one instant. */
export interface Sample {
  /** Bytes read and written by the tree, without what the supervisor has received from it. */
  readonly ioBytes: number;
  /**
   * Of what was received, so much came so shortly before that the tree may not have it on its account yet: the kernel
   * counts a write when it is over, and a long one is read meanwhile. Default: none.
   */
  readonly freshBytes?: number;
  readonly cpuMs: number;
  /** Scheduler state letters of its processes. */
  readonly states: string;
}

/** A sample and when it was taken. */
export interface TimedSample extends Sample {
  readonly atMs: number;
}

/**
 * Less than this between two samples is noise: ffmpeg's own progress blocks are 0.4 kB/s, and the amount that
 * is still in the pipe when the sample is taken varies by as much.
 */
export const IO_FLOOR_BYTES = 16 * 1024;

/** A share of one core that a loop without end gets on any machine that others leave some of. */
export const BUSY_SHARE = 0.2;

/**
 * A share of one core below which CPU time is bookkeeping, not encoding. A blocked ffmpeg that prints its progress takes less
 * than a hundredth; an x264 beside ten other busy processes was seen to get less than a fifth.
 */
export const DRAIN_SHARE = 0.05;

/**
 * What a tree can have written to its supervisor that this has not received yet: Node's pipes are pairs of sockets, of
 * which each holds 208 KiB by default.
 */
export const MOST_UNREAD_BYTES = 512 * 1024;

/**
 * The tree moved data: the faststart pass does so without a word of progress.
 * @param unreadBytes how much of the later sample was on its way to the supervisor, which is no work
 */
export function ioMoved(earlier: Sample, later: Sample, unreadBytes = 0): boolean {
  const mostBytes = earlier.ioBytes + (earlier.freshBytes ?? 0);
  return later.ioBytes - unreadBytes - mostBytes >= IO_FLOOR_BYTES;
}

/** The tree computed: an encoder that drains does so without progress or io. */
export function cpuUsed(earlier: TimedSample, later: TimedSample): boolean {
  return coreShare(earlier, later) >= DRAIN_SHARE;
}

function coreShare(earlier: TimedSample, later: TimedSample): number {
  const elapsedMs = later.atMs - earlier.atMs;
  return elapsedMs > 0 ? (later.cpuMs - earlier.cpuMs) / elapsedMs : 0;
}

/** What a tree that is called stalled was doing, as far as its counters tell. */
export type StallCondition = 'blocked' | 'spinning' | 'stopped' | 'finalising';

/**
 * @param first the first sample of the silence, undefined where the platform shows none
 * @param last the last one
 * @param finalising whether ffmpeg was past its last progress: it said `progress=end`, or still moved data
 */
export function stallCondition(
  first: TimedSample | undefined,
  last: TimedSample | undefined,
  finalising: boolean,
): StallCondition {
  if (last !== undefined && /[Tt]/.test(last.states) && !/[RD]/.test(last.states)) return 'stopped';
  if (finalising) return 'finalising';
  if (first !== undefined && last !== undefined && coreShare(first, last) >= BUSY_SHARE) return 'spinning';
  return 'blocked';
}
