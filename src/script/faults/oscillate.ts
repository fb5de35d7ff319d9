import { atLeastOneMs, writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { blockAt } from '../progress-block.js';

export const oscillate = defineFault({
  name: 'oscillate',
  summary: 'Prints blocks whose out_time goes to and fro and never beyond where it was.',
  models: 'Two programs with different clocks in one recording; origin flaw 11, last = current.',
  fields: {
    blocks: { type: 'number', doc: 'How many blocks. Absent: for ever.', integer: true, min: 1 },
    every: { type: 'duration', doc: 'Time before each block.', default: '500ms' },
    by: { type: 'duration', doc: 'How far it swings below its maximum.', default: '10s' },
  },
  *play(config, media): Iterable<Op> {
    const lowUs = Math.max(0, media.outTimeUs - Math.round(config.by * 1000));
    for (let block = 0; block < (config.blocks ?? Infinity); block++) {
      yield { op: 'wait', forMs: atLeastOneMs(config.every) };
      const outTimeUs = block % 2 === 0 ? lowUs : media.outTimeUs;
      yield writeBlock({ ...blockAt(media), outTimeUs });
    }
  },
});
