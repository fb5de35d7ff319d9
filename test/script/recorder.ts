import type { Actor } from '../../src/script/actor.js';
import { type MediaState, openMedia } from '../../src/script/media-state.js';
import type { Op } from '../../src/script/op.js';
import type { Recording } from '../../src/script/plan.js';
import { opsOf } from '../../src/script/player.js';
import type { PrintedBlock } from '../../src/script/progress-block.js';
import type { Step } from '../../src/script/step.js';

export const RECORDING: Recording = {
  sizeBytes: 1_000_000,
  durationMs: 600_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
};

/** The first operations of a script, at most 10 000. */
export function firstOps(steps: readonly Step[], media: MediaState = openMedia(RECORDING)): Op[] {
  const ops: Op[] = [];
  for (const op of opsOf(steps, media)) {
    ops.push(op);
    if (ops.length >= 10_000) break;
  }
  return ops;
}

export function blocksOf(ops: readonly Op[]): PrintedBlock[] {
  return ops.flatMap((op) => (op.op === 'write' ? (op.blocks ?? []) : []));
}

export function textOf(ops: readonly Op[], stream: 'stdout' | 'stderr'): string {
  return ops.map((op) => (op.op === 'write' && op.stream === stream ? op.text : '')).join('');
}

export function waitedMs(ops: readonly Op[]): number {
  return ops.reduce((sum, op) => sum + (op.op === 'wait' ? op.forMs : 0), 0);
}

/** Does everything at once, except where told to wait for `resumeNow`. */
export class RecordingActor implements Actor {
  readonly ops: Op[] = [];
  readonly #pausesAt: ReadonlySet<Op['op']>;
  resumeNow: () => void = () => {};

  constructor(...pausesAt: Op['op'][]) {
    this.#pausesAt = new Set(pausesAt);
  }

  perform(op: Op, resume: () => void): boolean {
    this.ops.push(op);
    this.resumeNow = resume;
    return !this.#pausesAt.has(op.op);
  }

  get names(): string[] {
    return this.ops.map((op) => op.op);
  }
}
