import type { Family } from './browser-family.js';

/** Whether a client plays a codec inside an MP4: `some` depends on the machine's hardware, and cannot be relied on. */
export type Support = 'yes' | 'some' | 'no';

/** A codec as a policy knows it, with what it is called in a `<video>`. */
export interface PlayableCodec {
  /** `h264`, `h264 of other depths`, `aac`. */
  readonly name: string;
  readonly kind: 'video' | 'audio';
  readonly codec: string;
  /** Set for the one depth that is a codec of its own. */
  readonly bitDepth?: number;
  /** ffmpeg's options that make a second of it. */
  readonly sample: readonly string[];
  /** RFC 6381, as `MediaSource.isTypeSupported` takes it. */
  readonly type: string;
  readonly support: Readonly<Record<Exclude<Family, 'bot' | 'unknown' | 'other'>, Support>>;
}

function row(
  name: string,
  type: string,
  [chrome, edge, firefox, safari]: readonly [Support, Support, Support, Support],
  more: {
    readonly sample: readonly string[];
    readonly codec?: string;
    readonly bitDepth?: number;
    readonly kind?: 'audio';
  },
): PlayableCodec {
  const { codec = name, kind = 'video', bitDepth, sample } = more;
  return {
    ...{ name, kind, codec, type, sample },
    ...(bitDepth !== undefined && { bitDepth }),
    support: { Chrome: chrome, Edge: edge, Firefox: firefox, Safari: safari, player: 'yes' },
  };
}

const X264 = ['-c:v', 'libx264', '-pix_fmt'];

/**
 * What browsers play, by what their makers say. HEVC needs a decoder in hardware in Chrome, Edge and Firefox; 10-bit
 * H.264 plays where the decoder is software, and fails where it is hardware. A browser at hand is asked as well, and
 * shown a sample of each; its answers stand beside this in the report.
 */
export const SUPPORT: readonly PlayableCodec[] = [
  row('h264 of 8 bits', 'video/mp4; codecs="avc1.640028"', ['yes', 'yes', 'yes', 'yes'], {
    ...{ codec: 'h264', bitDepth: 8, sample: [...X264, 'yuv420p'] },
  }),
  row('h264 of other depths', 'video/mp4; codecs="avc1.6E0028"', ['some', 'some', 'no', 'no'], {
    ...{ codec: 'h264', sample: [...X264, 'yuv420p10le'] },
  }),
  row('hevc', 'video/mp4; codecs="hvc1.1.6.L120.B0"', ['some', 'some', 'some', 'yes'], {
    sample: ['-c:v', 'libx265', '-pix_fmt', 'yuv420p', '-tag:v', 'hvc1', '-x265-params', 'log-level=none'],
  }),
  video('mpeg2video', 'mp4v.61'),
  video('mpeg1video', 'mp4v.6A'),
  row('mpeg4', 'video/mp4; codecs="mp4v.20.9"', ['no', 'no', 'no', 'some'], { sample: ['-c:v', 'mpeg4'] }),
  audio('aac', 'mp4a.40.2', ['yes', 'yes', 'yes', 'yes'], 'aac'),
  audio('ac3', 'ac-3', ['no', 'some', 'no', 'yes'], 'ac3'),
  audio('eac3', 'ec-3', ['no', 'some', 'no', 'yes'], 'eac3'),
  audio('mp2', 'mp4a.6B.2', ['no', 'no', 'no', 'no'], 'mp2'),
  audio('mp3', 'mp3', ['yes', 'yes', 'yes', 'yes'], 'libmp3lame'),
];

function video(name: string, type: string): PlayableCodec {
  return row(name, `video/mp4; codecs="${type}"`, ['no', 'no', 'no', 'no'], { sample: ['-c:v', name] });
}

function audio(
  name: string,
  type: string,
  support: readonly [Support, Support, Support, Support],
  encoder: string,
): PlayableCodec {
  return row(name, `audio/mp4; codecs="${type}"`, support, { kind: 'audio', sample: ['-c:a', encoder] });
}
