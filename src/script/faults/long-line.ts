import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

const CHUNK = 'x'.repeat(64 * 1024);

export const longLine = defineFault({
  name: 'long-line',
  summary: 'Prints one endless line.',
  models:
    'Statistics that end in \\r only (django-video-transcoding 50); a reader with a line limit (origin flaw 6).',
  fields: {
    size: { type: 'size', doc: 'Length of the line.', default: '10MB' },
    stream: { type: 'choice', doc: 'Where.', options: ['stdout', 'stderr'], default: 'stdout' },
    ends: { type: 'flag', doc: 'Whether a newline ends it at last.', default: true },
  },
  shorthand: 'size',
  *play(config): Iterable<Op> {
    for (let leftBytes = config.size; leftBytes > 0; leftBytes -= CHUNK.length) {
      const text = leftBytes < CHUNK.length ? CHUNK.slice(0, leftBytes) : CHUNK;
      yield { op: 'write', stream: config.stream, text };
    }
    if (config.ends) yield { op: 'write', stream: config.stream, text: '\n' };
  },
});
