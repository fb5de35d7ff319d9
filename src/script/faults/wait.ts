import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const wait = defineFault({
  name: 'wait',
  summary: 'Shows nothing for a while, and goes on.',
  models: 'Any pause: a busy disk, a slow input.',
  fields: { for: { type: 'duration', doc: 'How long.' } },
  shorthand: 'for',
  *play(config): Iterable<Op> {
    yield { op: 'wait', forMs: config.for };
  },
});
