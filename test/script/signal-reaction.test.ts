import { describe, expect, it } from 'vitest';
import { openMedia } from '../../src/script/media-state.js';
import { politeExit } from '../../src/script/signal-reaction.js';
import { step } from '../../src/script/vocabulary.js';
import { blocksOf, firstOps, RECORDING } from './recorder.js';

const reaction = { kind: 'finish', afterMs: 0, code: 255 } as const;

describe('politeExit', () => {
  it('leaves a short but whole file', () => {
    const media = openMedia(RECORDING);
    firstOps([step('progress', { blocks: 2, speed: 10 })], media);
    const ops = [...politeExit(media, { ...reaction, afterMs: 30 })];
    expect(ops.map((op) => op.op)).toEqual(['wait', 'finish', 'write', 'exit']);
    expect(ops[1]).toMatchObject({ durationMs: 10_000 });
    expect(blocksOf(ops)[0]).toMatchObject({ outTimeUs: 10_000_000, end: true });
    expect(ops.at(-1)).toEqual({ op: 'exit', code: 255 });
  });

  it('writes no trailer where there is no media, and no second one', () => {
    expect([...politeExit(openMedia(RECORDING), reaction)].map((op) => op.op)).toEqual(['write', 'exit']);
    const media = openMedia(RECORDING);
    firstOps([step('finish')], media);
    expect([...politeExit(media, reaction)].map((op) => op.op)).toEqual(['write', 'exit']);
  });
});
