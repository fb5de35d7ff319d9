import type { ProbedStream, RecordingProbe } from '../../src/ffmpeg/recording-probe.js';

/** Streams and probes for tests: valid, with what matters given. */
export function video(index: number, more: Partial<ProbedStream> = {}): ProbedStream {
  const facts = { codec: 'h264', pixelFormat: 'yuv420p', bitDepth: 8, width: 1920, height: 1080 };
  return { index, kind: 'video', ...facts, programs: [1], carriesData: true, ...more };
}

export function audio(index: number, more: Partial<ProbedStream> = {}): ProbedStream {
  const facts = { codec: 'ac3', channels: 2, sampleRateHz: 48_000 };
  return { index, kind: 'audio', ...facts, programs: [1], carriesData: true, ...more };
}

/** Announced in the program's table, and nothing else of it in the recording. */
export function empty(
  kind: 'video' | 'audio',
  index: number,
  programs: readonly number[] = [1],
): ProbedStream {
  return { index, kind, codec: kind === 'video' ? 'h264' : 'aac', programs, carriesData: false };
}

export function probe(streams: readonly ProbedStream[], more: Partial<RecordingProbe> = {}): RecordingProbe {
  return { format: 'mpegts', streams, ...more };
}
