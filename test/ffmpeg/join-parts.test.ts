import { describe, expect, it } from 'vitest';
import { type JoinedRecording, joinParts, type RecordingPart } from '../../src/ffmpeg/join-parts.js';
import type { ProbedStream } from '../../src/ffmpeg/recording-probe.js';
import { audio, empty, probe, video } from './probes.js';

const VIDEO = video(0, { id: 0x100 });
const AUDIO = audio(1, { id: 0x101 });

/** A part whose clock starts at `startMs`; its chosen streams start `leadMs` later and play for `spanMs`. */
function part(
  startMs: number | undefined,
  spanMs: number | undefined,
  streams: readonly ProbedStream[] = [VIDEO, AUDIO],
  leadMs = 0,
): RecordingPart {
  const timed = streams.map((stream) =>
    startMs === undefined ? stream : { ...stream, startMs: startMs + leadMs },
  );
  return { path: '/rec/a.ts', probe: probe(timed, startMs === undefined ? {} : { startMs }), spanMs };
}

function joined(parts: readonly RecordingPart[]): Extract<JoinedRecording, { kind: 'joined' }> {
  const result = joinParts(parts);
  if (result.kind !== 'joined') throw new Error(result.reason);
  return result;
}

function lengths(parts: readonly RecordingPart[]): (number | undefined)[] {
  return joined(parts).parts.map(({ lengthMs }) => lengthMs);
}

function reason(...parts: RecordingPart[]): string | undefined {
  const result = joinParts(parts);
  return result.kind === 'refuse' ? result.reason : undefined;
}

describe('the time line of parts', () => {
  it('follows the clock where it goes on, so that what overlaps makes no gap', () => {
    const parts = [part(1_400, 4_147), part(5_048, 3_699)];
    expect(lengths(parts)).toEqual([3_648, 3_699]);
    expect(joined(parts).durationMs).toBe(3_648 + 3_699);
  });

  it.each([
    ['an hour later', 3_600_000],
    ['at zero again', 0],
    ['before the first part', 1_000],
  ])('puts a part whose clock starts %s behind the one before', (_, startMs) => {
    const parts = [part(50_000, 10_000), part(startMs, 20_000)];
    expect(lengths(parts)).toEqual([10_000, 20_000]);
    expect(joined(parts).durationMs).toBe(30_000);
  });

  it('counts from the first chosen stream to the end of the last', () => {
    const parts = [part(0, 10_000, [VIDEO, AUDIO], 300), part(100_000, 5_000, [VIDEO, AUDIO], 200)];
    expect(lengths(parts)).toEqual([10_300, 5_200]);
    expect(joined(parts).durationMs).toBe(10_300 + 5_200 - 300);
  });

  it('does without clocks', () => {
    expect(lengths([part(undefined, 1_000), part(undefined, 2_000)])).toEqual([1_000, 2_000]);
  });

  it.each([[[part(0, undefined), part(1_000, 2_000)]], [[part(0, 1_000), part(1_000, undefined)]]])(
    'has no length where that of a part is not known, %#',
    (parts) => {
      expect(joined(parts).durationMs).toBeUndefined();
    },
  );
});

describe('the streams of parts', () => {
  it('are selected by their numbers, and then stand in the order of the list', () => {
    const shifted = [audio(4, { id: 0x101 }), video(7, { id: 0x100 })];
    const result = joined([part(0, 1_000), part(9_000, 1_000, shifted)]);
    expect(result.streamIds).toEqual([0x100, 0x101]);
    expect(result.streams).toEqual({ video: 0, audio: 1 });
  });

  it('are selected by their order where a container does not number them', () => {
    const result = joined([part(0, 1_000, [video(2), audio(3)]), part(9_000, 1_000, [video(2), audio(3)])]);
    expect(result.streamIds).toEqual([]);
    expect(result.streams).toEqual({ video: 2, audio: 3 });
  });

  it('may be announced and empty in a later part: a last one of few packets', () => {
    const last = [{ ...empty('video', 0), id: 0x100 }, AUDIO];
    expect(joined([part(0, 1_000), part(1_000, 10, last)]).parts).toHaveLength(2);
  });

  it.each([
    ['is missing', [VIDEO], 'part 2 has no ac3 audio where the first part has it'],
    ['has another number', [VIDEO, audio(1, { id: 0x202 })], /part 2 has no ac3 audio/],
    ['is of another codec', [video(0, { id: 0x100, codec: 'hevc' }), AUDIO], /part 2 has hevc video.*h264/],
    ['is of another depth', [video(0, { id: 0x100, bitDepth: 10 }), AUDIO], /part 2 has video of 10 bits/],
  ])('are refused where one %s', (_, streams, why) => {
    expect(reason(part(0, 1_000), part(1_000, 1_000, streams))).toMatch(why);
  });
});

it('refuses what it would refuse of one file, and names that cannot be listed', () => {
  expect(reason(part(0, 1, [video(0, { codec: 'cinepak' })]), part(0, 1))).toMatch(/cinepak/);
  expect(reason(part(0, 1), { ...part(1, 1), path: '/a\nb' })).toMatch(/part 2 has a line break/);
});
