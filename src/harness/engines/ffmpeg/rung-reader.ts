import type { Strategy } from '../../../ffmpeg/strategy.js';
import { readFfmpegArguments } from '../../../script/ffmpeg-arguments.js';
import type { Recording } from '../../../script/plan.js';

/**
 * Tells which rung of the ladder a command line is. One that encodes the video is the transcode. The first that copies
 * is the default, and so is a later one with the very same options: that is a retry, not another rung.
 */
export class RungReader {
  readonly #firstCopy = new Map<string, string>();

  rungOf(job: string, { video }: Recording, args: readonly string[]): Strategy {
    const read = readFfmpegArguments(args);
    if (video !== undefined && read.takesVideo && read.videoEncoder !== 'copy') return 'transcode';
    // The names of input and output differ from attempt to attempt and say nothing about the rung.
    const options = JSON.stringify(args.filter((arg) => arg !== read.input && arg !== read.output));
    const first = this.#firstCopy.get(job) ?? options;
    this.#firstCopy.set(job, first);
    return first === options ? 'default' : 'fallback';
  }
}
