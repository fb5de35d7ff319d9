import type { Strategy } from '../ffmpeg/strategy.js';
import type { FfmpegArguments } from '../script/ffmpeg-arguments.js';
import type { FakeJob } from '../script/plan.js';
import { claimNumber, readClaim } from './claim.js';

/**
 * Which rung of the ladder an invocation is. One that encodes the video is the transcode. The first that
 * copies is the default, and so is a later one with the very same options: that is a retry, not another rung.
 */
export function rungOf(
  folder: string,
  job: FakeJob,
  args: readonly string[],
  read: FfmpegArguments,
): Strategy {
  const hasVideo = job.recording.video !== undefined && read.takesVideo;
  if (hasVideo && read.videoEncoder !== 'copy') return 'transcode';
  const series = `${job.id}.copy`;
  // The names of input and output differ from attempt to attempt and say nothing about the rung.
  const options = JSON.stringify(args.filter((arg) => arg !== read.input && arg !== read.output));
  if (claimNumber(folder, series, options) === 1) return 'default';
  return readClaim(folder, series, 1) === options ? 'default' : 'fallback';
}
