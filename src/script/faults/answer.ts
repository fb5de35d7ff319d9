import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const answer = defineFault({
  name: 'answer',
  summary: 'ffprobe only: prints what its arguments ask for.',
  models: 'A probe that works.',
  fields: {
    share: { type: 'number', doc: 'How much of the answer, from its start.', default: 1, min: 0, max: 1 },
  },
  shorthand: 'share',
  *play(config): Iterable<Op> {
    yield { op: 'answer', share: config.share };
  },
});
