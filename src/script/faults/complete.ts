import { grow, type MediaStep, writeBlock, writeProgress } from '../block-ops.js';
import { defineFault } from '../fault.js';
import { finishOutput } from '../finish-output.js';
import type { Op } from '../op.js';
import { blockAt } from '../progress-block.js';

export const complete = defineFault({
  name: 'complete',
  summary: 'The whole healthy rest: blocks to the end, the output, its trailer, progress=end, exit 0.',
  models: 'A remux that goes well.',
  fields: {
    blocks: { type: 'number', doc: 'Blocks that it takes.', default: 10, integer: true, min: 1 },
    every: { type: 'duration', doc: 'Time before each block.', default: '500ms' },
  },
  *play(config, media): Iterable<Op> {
    const stepUs = Math.ceil((media.durationMs * 1000 - media.outTimeUs) / config.blocks);
    const pause: Op = { op: 'wait', forMs: config.every };
    const step: MediaStep = { everyMs: config.every, stepUs };
    for (let block = 0; block < config.blocks && stepUs > 0; block++) {
      yield pause;
      yield grow(media, step);
      yield writeProgress(media);
    }
    yield* finishOutput(media, 1);
    yield writeBlock(blockAt(media, true));
    yield { op: 'exit', code: 0 };
  },
});
