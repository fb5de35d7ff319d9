import { atLeastOneMs } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const write = defineFault({
  name: 'write',
  summary: 'Appends media to the output, without a word.',
  models: 'Output that grows between blocks, or by a descendant that writes on (mediamtx 84).',
  fields: {
    size: { type: 'size', doc: 'Media per time.' },
    times: { type: 'number', doc: 'How often. 0: for ever.', default: 1, integer: true, min: 0 },
    every: { type: 'duration', doc: 'Time between them.', default: '1s' },
  },
  shorthand: 'size',
  *play(config, media): Iterable<Op> {
    const times = config.times === 0 ? Infinity : config.times;
    for (let time = 0; time < times; time++) {
      if (time > 0) yield { op: 'wait', forMs: atLeastOneMs(config.every) };
      media.totalSizeBytes += config.size;
      yield { op: 'append', bytes: config.size };
    }
  },
});
