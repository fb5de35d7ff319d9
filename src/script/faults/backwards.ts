import { atLeastOneMs, writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { blockAt } from '../progress-block.js';

export const backwards = defineFault({
  name: 'backwards',
  summary: 'Prints blocks whose out_time falls, down to 0.',
  models: 'Timestamps that jump back in the recording; origin flaw 11.',
  fields: {
    blocks: { type: 'number', doc: 'How many blocks. Absent: for ever.', integer: true, min: 1 },
    every: { type: 'duration', doc: 'Time before each block.', default: '500ms' },
    by: { type: 'duration', doc: 'How far back each block goes.', default: '1s' },
  },
  *play(config, media): Iterable<Op> {
    for (let block = 1; block <= (config.blocks ?? Infinity); block++) {
      yield { op: 'wait', forMs: atLeastOneMs(config.every) };
      const outTimeUs = Math.max(0, media.outTimeUs - block * Math.round(config.by * 1000));
      yield writeBlock({ ...blockAt(media), outTimeUs });
    }
  },
});
