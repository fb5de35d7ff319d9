import { writeBlock } from './block-ops.js';
import { HEADER_BYTES } from './fake-media.js';
import type { MediaState } from './media-state.js';
import type { Op, PoliteSignal, SignalReaction } from './op.js';
import { blockAt } from './progress-block.js';

/** The signals that ffmpeg answers; all others do what they do to any process. */
export const POLITE_SIGNALS: readonly PoliteSignal[] = ['SIGTERM', 'SIGINT'];

/** What ffmpeg does when nothing is in its way: a short but whole file, and exit code 255. */
export const DEFAULT_REACTION: SignalReaction = { kind: 'finish', afterMs: 0, code: 255 };

/** After more signals than this, ffmpeg gives up its files and exits at once with 123. */
export const PATIENT_SIGNALS = 3;

/** What it says then, at any log level. */
export const HARD_EXIT: readonly Op[] = [
  { op: 'write', stream: 'stderr', text: 'Received > 3 system signals, hard exiting\n' },
  { op: 'exit', code: 123 },
];

/** What a process does when it answers a polite signal. It replaces the rest of its script. */
export function* politeExit(
  media: MediaState,
  reaction: SignalReaction & { readonly kind: 'finish' },
): Iterable<Op> {
  if (reaction.afterMs > 0) yield { op: 'wait', forMs: reaction.afterMs };
  if (!media.finished && media.totalSizeBytes > HEADER_BYTES) {
    media.finished = true;
    yield { op: 'finish', durationMs: media.outTimeUs / 1000, lose: 'nothing' };
  }
  yield writeBlock(blockAt(media, true));
  yield { op: 'exit', code: reaction.code };
}
