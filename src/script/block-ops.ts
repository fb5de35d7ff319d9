import { advanceMedia, type MediaState } from './media-state.js';
import type { Op, WriteOp } from './op.js';
import { blockAt, formatBlock, type PrintedBlock } from './progress-block.js';

/** Prints one block whole. */
export function writeBlock(block: PrintedBlock): WriteOp {
  return { op: 'write', stream: 'stdout', text: formatBlock(block), blocks: [block] };
}

/** An honest block `everyMs` later and `stepUs` of media further. */
export function* advancingBlock(
  media: MediaState,
  step: { readonly everyMs: number; readonly stepUs: number; readonly growthBytes?: number | undefined },
): Iterable<Op> {
  yield { op: 'wait', forMs: step.everyMs };
  yield* grow(media, step);
  yield writeBlock(blockAt(media));
}

/** The media goes on, without a word. */
export function* grow(
  media: MediaState,
  step: { readonly everyMs: number; readonly stepUs: number; readonly growthBytes?: number | undefined },
): Iterable<Op> {
  const bytes = advanceMedia(media, step.stepUs, step.growthBytes);
  if (step.everyMs > 0) media.speed = step.stepUs / 1000 / step.everyMs;
  yield { op: 'append', bytes };
}

/**
 * The media time of each of `blocks` blocks: what was asked for, or less where the recording would end before
 * the last of them, so that every block advances and none goes beyond.
 */
export function stepWithin(media: MediaState, blocks: number, wantedUs: number): number {
  const remainingUs = media.durationMs * 1000 - media.outTimeUs;
  return Math.max(1, Math.min(wantedUs, Math.floor(remainingUs / (blocks + 1))));
}

/** A wait between things that are repeated for ever; never so short that nothing else gets its turn. */
export function atLeastOneMs(everyMs: number): number {
  return Math.max(1, everyMs);
}
