import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const close = defineFault({
  name: 'close',
  summary: 'Closes one of its streams and lives on.',
  models: 'A wrapper or daemon that detaches; a reader at EOF must not spin (origin flaw 6).',
  fields: {
    stream: { type: 'choice', doc: 'Which.', options: ['stdout', 'stderr'], default: 'stdout' },
  },
  shorthand: 'stream',
  *play(config): Iterable<Op> {
    yield { op: 'close', stream: config.stream };
  },
});
