import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

const LINE = `[h264 @ 0x55d0c0de] error while decoding MB 35 26, bytestream -22 ${'.'.repeat(56)}\n`;
const CHUNK = LINE.repeat(512);

export const flood = defineFault({
  name: 'flood',
  summary: 'Prints lines as fast as the pipe takes them.',
  models:
    'A corrupt recording at a chatty log level; a full pipe blocks ffmpeg (jellyfin 17429, origin flaw 9).',
  fields: {
    size: { type: 'size', doc: 'How much in all.', default: '50MB' },
    stream: { type: 'choice', doc: 'Where.', options: ['stdout', 'stderr'], default: 'stderr' },
  },
  shorthand: 'size',
  *play(config): Iterable<Op> {
    for (let leftBytes = config.size; leftBytes > 0; leftBytes -= CHUNK.length) {
      const text = leftBytes < CHUNK.length ? `${CHUNK.slice(0, leftBytes - 1)}\n` : CHUNK;
      yield { op: 'write', stream: config.stream, text };
    }
  },
});
