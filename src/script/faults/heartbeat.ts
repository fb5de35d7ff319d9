import { atLeastOneMs, writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { blockAt } from '../progress-block.js';

export const heartbeat = defineFault({
  name: 'heartbeat',
  summary: 'Keeps printing blocks whose values stand still.',
  models: 'ffmpeg 7 on a silent input, a blocked output or an undrained stderr (measured).',
  fields: {
    blocks: { type: 'number', doc: 'How many blocks. Absent: for ever.', integer: true, min: 1 },
    every: { type: 'duration', doc: 'Time before each block.', default: '500ms' },
  },
  *play(config, media): Iterable<Op> {
    for (let block = 0; block < (config.blocks ?? Infinity); block++) {
      yield { op: 'wait', forMs: atLeastOneMs(config.every) };
      yield writeBlock(blockAt(media));
    }
  },
});
