import { describe, expect, it } from 'vitest';
import { ofOneProgram, truthOf } from '../../../src/gates/measure/truth.js';
import { audioFacts, facts, videoFacts } from '../measured.js';

describe('what a recording holds', () => {
  it('is what decodes, whatever is announced', () => {
    expect(truthOf(facts(videoFacts({ frames: 0 }), audioFacts()))).toEqual({ video: false, audio: true });
    expect(truthOf(facts())).toEqual({ video: false, audio: false });
  });

  it('is that of the best program, not the sum of all', () => {
    const streams = [videoFacts({ programs: [7] }), audioFacts({ programs: [8] })];
    expect(truthOf(facts(...streams))).toEqual({ video: true, audio: false });
    expect(truthOf(facts(...streams, audioFacts({ index: 2, programs: [7] })))).toEqual({
      video: true,
      audio: true,
    });
  });

  it('may be of no program', () => {
    const streams = [videoFacts({ programs: [] }), audioFacts({ programs: [] })];
    expect(truthOf(facts(...streams))).toEqual({ video: true, audio: true });
  });
});

it('knows whether two streams belong together', () => {
  const two = facts(
    videoFacts({ programs: [7] }),
    audioFacts({ programs: [8] }),
    audioFacts({ index: 2, programs: [7, 8] }),
  );
  expect(ofOneProgram(two, { video: 0, audio: 1 })).toBe(false);
  expect(ofOneProgram(two, { video: 0, audio: 2 })).toBe(true);
  expect(ofOneProgram(two, { video: 0 })).toBe(true);
});
