import { remuxArgs } from '../../ffmpeg/remux-args.js';
import type { RemuxTask } from './contestant.js';

/** What the recording of this benchmark holds. */
const STREAMS = { video: 0, audio: 1 };

/** Everybody runs ffmpeg with the arguments of the supervisor's first rung. */
export function argumentsOf({ input, output }: RemuxTask): string[] {
  return remuxArgs('default', { input, output, streams: STREAMS });
}
