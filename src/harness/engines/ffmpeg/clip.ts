import type { Recording } from '../../../script/plan.js';

/** What a generated recording is made of. */
export interface Clip {
  readonly recording: Recording;
  /** Width and height: `320x180`. */
  readonly picture: string;
}

const AUDIO_BITS_PER_SECOND = 128_000;

/** What the headers of a transport stream leave for pictures. */
const PAYLOAD_SHARE = 0.93;
const LEAST_VIDEO_BITS_PER_SECOND = 64_000;

/** x264 fills up to the rate with empty units: bytes for no work. The other encoders come near enough. */
const VIDEO: Readonly<Record<string, readonly string[]>> = {
  h264: ['-c:v', 'libx264', '-preset', 'ultrafast', '-x264-params', 'nal-hrd=cbr:force-cfr=1'],
  mpeg2video: ['-c:v', 'mpeg2video'],
};

/** ffmpeg's arguments that make a recording out of nothing: moving test pictures and a tone. */
export function clipArgs({ recording, picture }: Clip, file: string): string[] {
  const { durationMs, sizeBytes, video, audio, pixelFormat } = recording;
  const seconds = String(durationMs / 1000);
  const totalBits = ((sizeBytes * 8) / durationMs) * 1000 * PAYLOAD_SHARE;
  const rate = String(Math.round(Math.max(LEAST_VIDEO_BITS_PER_SECOND, totalBits - AUDIO_BITS_PER_SECOND)));
  return [
    ...['-y', '-nostdin', '-hide_banner', '-loglevel', 'error'],
    ...['-f', 'lavfi', '-i', `testsrc2=s=${picture}:r=25:d=${seconds}`],
    ...(audio === undefined ? [] : ['-f', 'lavfi', '-i', `sine=f=440:r=48000:d=${seconds}`]),
    ...(VIDEO[video ?? ''] ?? ['-vn']),
    ...['-pix_fmt', pixelFormat, '-g', '25', '-b:v', rate, '-maxrate', rate, '-bufsize', rate],
    ...(audio === undefined ? [] : ['-c:a', audio, '-b:a', String(AUDIO_BITS_PER_SECOND), '-ac', '2']),
    ...['-t', seconds, '-f', 'mpegts', file],
  ];
}
