/** The rungs of the ladder, in the order in which they may be tried. */
export const STRATEGIES = ['default', 'fallback', 'transcode'] as const;

/** default: copy the video. fallback: copy, with timestamps repaired. transcode: encode the video anew. */
export type Strategy = (typeof STRATEGIES)[number];
