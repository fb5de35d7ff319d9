import { describe, expect, it } from 'vitest';
import { plausibleDuration } from '../../src/ffmpeg/duration-plausibility.js';
import { audio, probe, video } from './probes.js';

const hd = [video(0), audio(1)];

describe('a claim', () => {
  it('of a real recording is believed', () => {
    expect(plausibleDuration(probe(hd, { durationMs: 2_425_000, sizeBytes: 2.9e9 }))).toBe(2_425_000);
    expect(plausibleDuration(probe([audio(0)], { durationMs: 3_600_000, sizeBytes: 14e6 }))).toBe(3_600_000);
  });

  it.each([
    ['72054 s for 1.7 s of a multiplex', 72_054_000, 752_000],
    ['19675 s for 3 s', 19_675_000, 3_971_500],
    ['a clock that ran backwards once', 91_861_061, 5_618_192],
    ['2.9 GB in a second', 1_000, 2.9e9],
  ])('that is wild is not: %s', (_, durationMs, sizeBytes) => {
    expect(plausibleDuration(probe(hd, { durationMs, sizeBytes }))).toBeUndefined();
  });

  it('that is missing is none', () => {
    expect(plausibleDuration(probe(hd, { sizeBytes: 1e6 }))).toBeUndefined();
  });

  it('is believed where no size can contradict it', () => {
    expect(plausibleDuration(probe(hd, { durationMs: 72_054_000 }))).toBe(72_054_000);
  });
});

describe('the claims of the streams', () => {
  const timed = (videoMs: number) => [
    video(0, { startMs: 500, durationMs: videoMs }),
    audio(1, { startMs: 0, durationMs: 9_000 }),
  ];

  it('make a believed duration exact', () => {
    const recording = probe(timed(9_600), { durationMs: 10_150, sizeBytes: 5e6 });
    expect(plausibleDuration(recording)).toBe(10_100);
  });

  it('must not contradict the claim of the file', () => {
    const recording = probe(timed(9_600), { durationMs: 12_000, sizeBytes: 5e6 });
    expect(plausibleDuration(recording)).toBeUndefined();
  });

  it('of other programs do not count', () => {
    const other = video(2, { programs: [2], startMs: 19_000_000, durationMs: 9_000 });
    const recording = probe([...timed(9_500), other], { durationMs: 10_000, sizeBytes: 5e6 });
    expect(plausibleDuration(recording)).toBe(10_000);
  });
});
