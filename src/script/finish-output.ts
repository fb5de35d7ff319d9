import type { MediaState } from './media-state.js';
import type { LostStreams, Op } from './op.js';

/** Writes what is missing of `fraction` of the recording, and the trailer. Only once. */
export function* finishOutput(
  media: MediaState,
  fraction: number,
  lose: LostStreams = 'nothing',
): Iterable<Op> {
  if (media.finished) return;
  const share = Math.min(1, fraction);
  const bytes = Math.max(0, Math.floor(media.sizeBytes * share) - media.totalSizeBytes);
  media.totalSizeBytes += bytes;
  media.outTimeUs = Math.max(media.outTimeUs, Math.round(media.durationMs * 1000 * share));
  media.finished = true;
  yield { op: 'append', bytes };
  yield { op: 'finish', durationMs: media.durationMs * fraction, lose };
}
