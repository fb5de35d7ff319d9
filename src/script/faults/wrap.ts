import { grow, stepWithin, writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { blockAt } from '../progress-block.js';

export const wrap = defineFault({
  name: 'wrap',
  summary: 'Prints blocks whose out_time begins anew at 0 and advances, while the output goes on growing.',
  models:
    'A 33-bit clock that wraps in a long recording (mediamtx 922); a broadcaster that restarts its encoder.',
  fields: {
    blocks: { type: 'number', doc: 'How many blocks.', default: 10, integer: true, min: 1 },
    every: { type: 'duration', doc: 'Time before each block.', default: '500ms' },
    speed: { type: 'factor', doc: 'Media time by nominal time.', default: '30x' },
  },
  shorthand: 'blocks',
  *play(config, media): Iterable<Op> {
    const wrappedAtUs = media.outTimeUs;
    const stepUs = stepWithin(media, config.blocks, config.every * 1000 * config.speed);
    for (let block = 0; block < config.blocks; block++) {
      yield { op: 'wait', forMs: config.every };
      yield grow(media, { everyMs: config.every, stepUs });
      yield writeBlock({ ...blockAt(media), outTimeUs: media.outTimeUs - wrappedAtUs });
    }
  },
});
