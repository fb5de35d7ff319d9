import { writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import { finishOutput } from '../finish-output.js';
import type { Op } from '../op.js';
import { blockAt } from '../progress-block.js';

export const finish = defineFault({
  name: 'finish',
  summary: 'Writes the rest of the output and its trailer, prints progress=end, and does not exit.',
  models: 'The end of a run. A fraction below 1: exit 0 after an input cut short (freeframe 415, Tdarr 408).',
  fields: {
    fraction: {
      type: 'number',
      doc: 'Duration of the output by duration of the recording.',
      default: 1,
      min: 0,
      max: 10_000,
    },
    lose: {
      type: 'choice',
      doc: 'Streams that are missing in the output.',
      options: ['nothing', 'video', 'audio', 'both'],
      default: 'nothing',
    },
  },
  shorthand: 'fraction',
  *play(config, media): Iterable<Op> {
    yield* finishOutput(media, config.fraction, config.lose);
    yield writeBlock(blockAt(media, true));
  },
});
