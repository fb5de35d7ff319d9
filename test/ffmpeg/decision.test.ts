import { describe, expect, it } from 'vitest';
import { decide } from '../../src/ffmpeg/decision.js';
import type { ProbedStream } from '../../src/ffmpeg/recording-probe.js';
import { audio, empty, probe, video } from './probes.js';

const ladderOf = (...streams: ProbedStream[]) => {
  const decision = decide(probe(streams));
  return decision.kind === 'run' ? decision.ladder : decision.reason;
};
const streamsOf = (...streams: ProbedStream[]) => {
  const decision = decide(probe(streams));
  return decision.kind === 'run' ? decision.streams : decision.reason;
};

describe('the ladder', () => {
  it('has all rungs for h264 of 8 bits', () => {
    expect(ladderOf(video(0), audio(1))).toEqual(['default', 'fallback', 'transcode']);
  });

  it.each([{ codec: 'hevc' }, { codec: 'mpeg2video' }, { bitDepth: 10, pixelFormat: 'yuv420p10le' }])(
    'has only the transcode for $codec $bitDepth',
    (facts) => {
      expect(ladderOf(video(0, facts), audio(1))).toEqual(['transcode']);
    },
  );

  it('does not assume 8 bits where the depth is unknown', () => {
    const { bitDepth, pixelFormat, ...unknown } = video(0);
    expect(ladderOf(unknown, audio(1))).toEqual(['transcode']);
  });

  it('has no transcode where there is no video', () => {
    expect(ladderOf(audio(0))).toEqual(['default', 'fallback']);
  });

  it('is refused for codecs that nobody knows', () => {
    expect(ladderOf(video(0, { codec: 'vvc' }), audio(1))).toBe('unknown video codec vvc');
    expect(ladderOf(video(0), audio(1, { codec: 'ac4' }))).toBe('unknown audio codec ac4');
  });

  it('is refused where nothing carries data', () => {
    expect(ladderOf()).toBe('nothing playable: the recording has neither video nor audio');
    expect(ladderOf(empty('video', 0), empty('audio', 1))).toContain(
      '2 video and audio streams are announced',
    );
  });
});

describe('the streams', () => {
  it('are those that carry data, wherever they stand', () => {
    expect(streamsOf(empty('video', 0), empty('audio', 1), audio(2), video(24))).toEqual({
      video: 24,
      audio: 2,
    });
    expect(streamsOf(video(0), empty('audio', 1))).toEqual({ video: 0 });
    expect(streamsOf(empty('video', 0), empty('audio', 1), audio(3))).toEqual({ audio: 3 });
  });

  it('carry their PIDs along', () => {
    expect(streamsOf(video(0, { id: 0xd2 }), audio(1, { id: 0xdd }))).toEqual({
      ...{ video: 0, videoId: 0xd2 },
      ...{ audio: 1, audioId: 0xdd },
    });
  });

  it('belong to one program, and that is the one with both', () => {
    const streams = [
      ...[video(0, { programs: [7] }), empty('audio', 1, [7])],
      ...[audio(2, { programs: [8] }), video(3, { programs: [8] })],
    ];
    expect(streamsOf(...streams)).toEqual({ video: 3, audio: 2 });
  });

  it('are of the first program where several have both', () => {
    const streams = [
      ...[video(0, { programs: [7] }), audio(1, { programs: [7] })],
      ...[audio(2, { programs: [8] }), video(3, { programs: [8] })],
    ];
    expect(streamsOf(...streams)).toEqual({ video: 0, audio: 1 });
  });

  it('may belong to no program at all', () => {
    expect(streamsOf(video(0, { programs: [] }), audio(1, { programs: [] }))).toEqual({ video: 0, audio: 1 });
  });

  it('are of a known codec where there is a choice', () => {
    expect(streamsOf(video(0), audio(1, { codec: 'ac4' }), audio(2))).toEqual({ video: 0, audio: 2 });
  });
});
