import { blockBytes } from './block-bytes.js';
import { advanceMedia, type MediaState } from './media-state.js';
import type { Op, WriteOp } from './op.js';
import { blockAt, formatBlock, type PrintedBlock } from './progress-block.js';

/** Prints one block whole. Text and bytes are made for who asks for them: no world needs both. */
class BlockWrite implements WriteOp {
  readonly op = 'write';
  readonly stream = 'stdout';
  readonly #block: PrintedBlock;

  constructor(block: PrintedBlock) {
    this.#block = block;
  }

  get blocks(): readonly PrintedBlock[] {
    return [this.#block];
  }

  get text(): string {
    return formatBlock(this.#block);
  }

  get bytes(): Uint8Array {
    return blockBytes(this.#block);
  }
}

export function writeBlock(block: PrintedBlock): WriteOp {
  return new BlockWrite(block);
}

/** An honest block where the media stands. */
export function writeProgress(media: MediaState): WriteOp {
  return new BlockWrite(blockAt(media));
}

/** How far the media goes in how long. */
export interface MediaStep {
  readonly everyMs: number;
  readonly stepUs: number;
  readonly growthBytes?: number | undefined;
}

/** The media goes on, without a word. */
export function grow(media: MediaState, step: MediaStep): Op {
  const bytes = advanceMedia(media, step.stepUs, step.growthBytes);
  if (step.everyMs > 0) media.speed = step.stepUs / 1000 / step.everyMs;
  return { op: 'append', bytes };
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
