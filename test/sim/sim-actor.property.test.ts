import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { step } from '../../src/script/vocabulary.js';
import { bundleFakes } from '../fake-ffmpeg/workbench.js';
import { randomPlay } from './random-play.js';
import { type Play, playReal, playSimulated } from './two-worlds.js';

/** The fake once went on with its script before it heard what had come while it was stopped. */
const WOKEN_BY_SIGNALS: Play = { steps: [step('freeze')], signals: ['SIGTERM', 'SIGCONT', 'SIGKILL'] };

describe('any script', () => {
  let fakes: ReturnType<typeof bundleFakes>;
  beforeAll(() => {
    fakes = bundleFakes();
  });
  afterAll(() => fakes.remove());

  it('gives one exit and a close after everything, and the same bytes and deeds however they are cut', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(randomPlay, sizes, async (play, pieceSizes) => {
        const { seen } = await playSimulated(play);
        expect(seen).toMatchObject({ closed: true, closedLast: true, exits: 1 });
        const cut = await playSimulated(play, (bytes) => inPieces(bytes, pieceSizes));
        expect(cut.seen).toEqual(seen);
      }),
      { numRuns: 100 },
    );
  });

  it('is the same to a supervisor in both worlds', async () => {
    await fc.assert(
      fc.asyncProperty(randomPlay, async (play) => {
        const { seen, rests } = await playSimulated(play);
        expect(await playReal(play, fakes, rests)).toEqual(seen);
      }),
      // Each run is a process of the operating system: few are played, and none for a smaller counterexample.
      { numRuns: 6, endOnFailure: true, examples: [[WOKEN_BY_SIGNALS]] },
    );
  });
});

function inPieces(bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + (sizes[pieces.length % sizes.length] ?? 1);
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}
