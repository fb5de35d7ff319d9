import type { Recording } from '../script/plan.js';

/** A short one: how long a recording plays matters little, and measuring a long one takes its time. */
export const HEALTHY_RECORDING: Recording = {
  sizeBytes: 1e7,
  durationMs: 60_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
};
