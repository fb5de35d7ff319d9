import { HEADER_BYTES } from './fake-media.js';
import type { Recording } from './plan.js';

/** Where the imagined ffmpeg stands; faults read and advance it, so that steps continue one another. */
export interface MediaState {
  /** What the recording promises. */
  readonly durationMs: number;
  readonly sizeBytes: number;
  readonly hasVideo: boolean;
  /** Media written so far, microseconds. */
  outTimeUs: number;
  /** Output written so far, its header included. */
  totalSizeBytes: number;
  /** Media time by nominal time of the latest advance; undefined before the first. */
  speed: number | undefined;
  /** Whether the trailer is written: nothing is added after it. */
  finished: boolean;
}

/** The state of an ffmpeg that has written nothing but the header. */
export function openMedia(recording: Recording): MediaState {
  return {
    durationMs: recording.durationMs,
    sizeBytes: recording.sizeBytes,
    hasVideo: recording.video !== undefined,
    outTimeUs: 0,
    totalSizeBytes: HEADER_BYTES,
    speed: undefined,
    finished: false,
  };
}

/**
 * Moves on by `stepUs` of media, never beyond the recording, and grows in step with it, or by `growthBytes`.
 * @returns the bytes that the output grew by.
 */
export function advanceMedia(media: MediaState, stepUs: number, growthBytes?: number): number {
  const remainingUs = media.durationMs * 1000 - media.outTimeUs;
  const movedUs = Math.max(0, Math.min(Math.round(stepUs), remainingUs));
  const grownBytes = growthBytes ?? growthInStep(media, movedUs, remainingUs);
  media.outTimeUs += movedUs;
  media.totalSizeBytes += grownBytes;
  return grownBytes;
}

/** The share of the output still to come that belongs to the share of media still to come. */
export function growthInStep(media: MediaState, movedUs: number, remainingUs: number): number {
  const remainingBytes = Math.max(0, media.sizeBytes - media.totalSizeBytes);
  return remainingUs <= 0 ? 0 : Math.floor((remainingBytes * movedUs) / remainingUs);
}
