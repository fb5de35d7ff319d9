import { describe, expect, it } from 'vitest';
import { checkOutput, strictDecodingArgs } from '../../src/ffmpeg/output-check.js';
import { audio, empty, probe, video } from './probes.js';

const both = { video: true, audio: true };
const whole = probe([video(0), audio(1)], { format: 'mov,mp4', durationMs: 60_000 });

describe('an output', () => {
  it('passes with what was promised', () => {
    expect(checkOutput(whole, { ...both, durationMs: 60_000 })).toEqual({
      ...{ ok: true, durationChecked: true, durationMs: 60_000 },
    });
  });

  it('passes unchecked where nothing promises a duration, and says so', () => {
    expect(checkOutput(whole, both)).toEqual({ ok: true, durationChecked: false, durationMs: 60_000 });
  });

  it('fails when it cannot be read', () => {
    expect(checkOutput(undefined, both)).toMatchObject({ ok: false, why: 'the output cannot be read' });
  });

  it('fails without a promised stream, or with an empty one', () => {
    const why = (streams: Parameters<typeof probe>[0]) =>
      checkOutput(probe(streams, { durationMs: 1 }), both);
    expect(why([video(0)])).toMatchObject({
      ok: false,
      why: 'the output has no audio',
      packetsDecide: false,
    });
    expect(why([empty('video', 0), audio(1)])).toMatchObject({ ok: false, why: 'the output has no video' });
    expect(why([])).toMatchObject({ ok: false, why: 'the output has no video' });
  });

  it('fails when its video is there and shows nothing', () => {
    const lookedAt = (readPackets: number, decodedFrames: number) =>
      checkOutput(probe([video(0, { readPackets, decodedFrames }), audio(1)], { durationMs: 1 }), both);
    expect(lookedAt(23, 0)).toMatchObject({ ok: false, why: 'the video of the output does not decode' });
    expect(lookedAt(23, 1).ok).toBe(true);
    // All packets that were looked at are sound, as where the sound starts long before.
    expect(lookedAt(0, 0).ok).toBe(true);
  });

  it('fails without a duration', () => {
    expect(checkOutput(probe([video(0), audio(1)]), both)).toMatchObject({ ok: false });
  });
});

describe('a duration', () => {
  const lasts = (outputMs: number, promisedMs: number) =>
    checkOutput({ ...whole, durationMs: outputMs }, { ...both, durationMs: promisedMs }).ok;

  it.each([
    [1_000, 1_200, true],
    [1_000, 1_201, false],
    [1_400, 1_200, true],
    [1_401, 1_200, false],
    [990_000, 1_000_000, true],
    [989_999, 1_000_000, false],
    [1_010_000, 1_000_000, true],
    [1_010_001, 1_000_000, false],
  ])('of %i ms where %i ms are promised: %s', (outputMs, promisedMs, ok) => {
    expect(lasts(outputMs, promisedMs)).toBe(ok);
  });

  it('is the end of the last stream, where streams tell', () => {
    const streams = [
      video(0, { startMs: 1_500, durationMs: 10_000 }),
      audio(1, { startMs: 0, durationMs: 11_000 }),
    ];
    const output = probe(streams, { durationMs: 11_000 });
    expect(checkOutput(output, { ...both, durationMs: 11_500 })).toMatchObject({
      ok: true,
      durationMs: 11_500,
    });
  });

  it('that disagrees is told, and the packets are asked to decide', () => {
    const promised = { ...both, durationMs: 2_425_000 };
    const cut = { ...whole, durationMs: 60_000 };
    expect(checkOutput(cut, promised)).toEqual({
      ok: false,
      why: 'the output lasts 60 s, the recording 40 min 25 s',
      packetsDecide: true,
    });
    expect(checkOutput(cut, promised, 2_425_100)).toMatchObject({ ok: true, durationMs: 2_425_100 });
    expect(checkOutput(cut, promised, 61_000)).toMatchObject({ ok: false, packetsDecide: false });
  });
});

it('is decoded without forgiveness by an ffmpeg that ends at the first error', () => {
  const args = strictDecodingArgs('/out/-a.mp4', 400).join(' ');
  expect(args).toContain('-xerror -threads 1 -err_detect explode');
  expect(args).toMatch(/-i file:\/out\/-a\.mp4 -map 0:v:0 -frames:v 400 -f null -$/);
});
