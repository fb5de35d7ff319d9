import { grow, type MediaStep, stepWithin, writeProgress } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const trickle = defineFault({
  name: 'trickle',
  summary: 'Advances a little, once in a long while.',
  models: 'A slow network input or a starved machine: late, but alive (restreamer 179).',
  fields: {
    every: { type: 'duration', doc: 'Silence before each block.', default: '60s' },
    blocks: { type: 'number', doc: 'How many blocks.', default: 3, integer: true, min: 1 },
    by: { type: 'duration', doc: 'Media time per block.', default: '1s' },
  },
  shorthand: 'every',
  *play(config, media): Iterable<Op> {
    const stepUs = stepWithin(media, config.blocks, config.by * 1000);
    const pause: Op = { op: 'wait', forMs: config.every };
    const step: MediaStep = { everyMs: config.every, stepUs };
    for (let block = 0; block < config.blocks; block++) {
      yield pause;
      yield grow(media, step);
      yield writeProgress(media);
    }
  },
});
