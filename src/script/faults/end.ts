import { writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { blockAt } from '../progress-block.js';

export const end = defineFault({
  name: 'end',
  summary: 'Prints a block with progress=end. The process does not exit by that.',
  models: 'Failed runs print it too (measured); stuck at 100 % (PeerTube 5683).',
  fields: {},
  *play(_config, media): Iterable<Op> {
    yield writeBlock(blockAt(media, true));
  },
});
