import { formatBlock, formatStats, type PrintedBlock } from '../../script/progress-block.js';

/** What ffmpeg says of its progress, in the two forms that supervisors read. */
export interface ProgressText {
  readonly updates: number;
  /** `-progress`: blocks of keys and values. */
  readonly blocks: Uint8Array;
  /** `-stats`: one line, overwritten with `\r`. */
  readonly stats: Uint8Array;
  /** How many bytes each block has. */
  readonly blockBytes: readonly number[];
  readonly statsBytes: readonly number[];
  /** The output time of the last update, microseconds. */
  readonly lastOutTimeUs: number;
}

const STEP_US = 12_345_678;
const STEP_BYTES = 1_234_567;

export function progressText(updates: number): ProgressText {
  const printed = Array.from({ length: updates }, (_, index): PrintedBlock => {
    const number = index + 1;
    const outTimeUs = number * STEP_US;
    const totalSizeBytes = number * STEP_BYTES;
    return { outTimeUs, totalSizeBytes, speed: 20 + (number % 100) / 10, frame: number * 300, end: false };
  });
  const [blocks, stats] = [printed.map(formatBlock), printed.map(formatStats)];
  return {
    updates,
    blocks: Buffer.from(blocks.join('')),
    stats: Buffer.from(stats.join('')),
    blockBytes: blocks.map((text) => text.length),
    statsBytes: stats.map((text) => text.length),
    lastOutTimeUs: updates * STEP_US,
  };
}

/** How output arrives: in chunks of one size, or of one update each. */
export type Chunking = number | 'update';

export function cutUp(bytes: Uint8Array, updateBytes: readonly number[], chunking: Chunking): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, update = 0; at < bytes.length; update++) {
    const next = at + (chunking === 'update' ? (updateBytes[update] ?? bytes.length) : chunking);
    chunks.push(bytes.subarray(at, next));
    at = next;
  }
  return chunks;
}
