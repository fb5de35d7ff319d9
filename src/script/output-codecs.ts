import type { FfmpegArguments } from './ffmpeg-arguments.js';
import type { Recording } from './plan.js';

/** The codec that an encoder makes, where it is not of the same name. */
const CODECS: Readonly<Record<string, string>> = {
  libx264: 'h264',
  libx265: 'hevc',
  libmp3lame: 'mp3',
  libopus: 'opus',
};

/** The codecs that a run with these arguments makes of the recording; absent: no such stream. */
export function outputCodecs(
  read: FfmpegArguments,
  recording: Recording,
): { video?: string; audio?: string } {
  const made = (encoder: string | undefined, source: string, own: string): string => {
    if (encoder === 'copy') return source;
    return encoder === undefined ? own : (CODECS[encoder] ?? encoder);
  };
  const { video, audio } = recording;
  return {
    ...(video !== undefined && read.takesVideo && { video: made(read.videoEncoder, video, 'h264') }),
    ...(audio !== undefined && read.takesAudio && { audio: made(read.audioEncoder, audio, 'aac') }),
  };
}
