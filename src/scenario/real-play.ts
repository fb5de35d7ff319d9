import type { Step } from '../script/step.js';

/** How a real ffmpeg gets the recording: as the file that it is, or from the harness. */
export const FEEDS_THROUGH = ['file', 'fifo', 'tcp', 'http'] as const;
export type FeedThrough = (typeof FEEDS_THROUGH)[number];

export const REAL_OUTPUTS = ['file', 'fifo'] as const;
export const REAL_PROBES = ['file', 'silent'] as const;

/** Encoder settings that a scenario may put in the place of the supervisor's own. */
export const PRESETS = ['veryfast', 'medium', 'slow', 'slower', 'veryslow'] as const;

/** What is made to happen to a real ffmpeg, on every rung alike. */
export interface RealPlay {
  /** A scenario with a fake that shows the same: what happens must agree. */
  readonly twin?: string;
  readonly through: FeedThrough;
  /** Steps of {@link FEED_DEEDS}; what is left after them is sent at once, and the input ends. */
  readonly feed: readonly Step[];
  /** Width and height of the picture, such as `320x180`. */
  readonly picture: string;
  /** How many of a thousand packets of the recording are damaged. */
  readonly damaged: number;
  /** What ffmpeg may read and write in a second of real time, bytes; undefined: as fast as it can. */
  readonly storageBytes?: number;
  /** `fifo`: the output is a FIFO that nobody reads. */
  readonly output: (typeof REAL_OUTPUTS)[number];
  /** `silent`: ffprobe gets a FIFO that nobody writes to. */
  readonly probe: (typeof REAL_PROBES)[number];
  readonly preset?: (typeof PRESETS)[number];
}
