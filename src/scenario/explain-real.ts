import { formatSize } from '../base/size.js';
import { explainSteps } from './explain-steps.js';
import { feedDeedNamed } from './feed-deeds.js';
import type { FeedThrough, RealPlay } from './real-play.js';

const THROUGH: Readonly<Record<FeedThrough, string>> = {
  file: 'reads the recording itself',
  fifo: 'reads it from a FIFO',
  tcp: 'reads it over TCP',
  http: 'reads it over HTTP',
};

/** What happens to a real ffmpeg, in plain words. */
export function explainReal(real: RealPlay): string[] {
  const { through, picture, damaged, storageBytes, output, probe, preset, twin } = real;
  return [
    `a real ffmpeg ${THROUGH[through]}; the picture is ${picture}`,
    ...(damaged > 0 ? [`${damaged} of a thousand packets are damaged`] : []),
    ...(through === 'file' ? [] : ['the source:']),
    ...explainSteps(real.feed, feedDeedNamed).map((line) => `  ${line}`),
    ...(storageBytes === undefined
      ? []
      : [`storage moves ${formatSize(storageBytes)} in a second of real time`]),
    ...(output === 'fifo' ? ['the output is a FIFO that nobody reads'] : []),
    ...(probe === 'silent' ? ['ffprobe gets a FIFO that nobody writes to'] : []),
    ...(preset === undefined ? [] : [`x264 works with its preset ${preset}`]),
    ...(twin === undefined ? [] : [`a fake shows the same in ${twin}`]),
  ];
}
