import { writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { blockAt } from '../progress-block.js';

export const exit = defineFault({
  name: 'exit',
  summary: 'Exits, leaving the output as it is.',
  models:
    'Up to 6.0 a failed run exits 1, from 6.1 with the error number (7.1: disk full 228, bad input 183).',
  fields: {
    code: { type: 'number', doc: 'The exit code.', default: 0, integer: true, min: 0, max: 255 },
    end: {
      type: 'flag',
      doc: 'Whether it prints progress=end before, as most failed runs do.',
      default: false,
    },
  },
  shorthand: 'code',
  *play(config, media): Iterable<Op> {
    if (config.end) yield writeBlock(blockAt(media, true));
    yield { op: 'exit', code: config.code };
  },
});
