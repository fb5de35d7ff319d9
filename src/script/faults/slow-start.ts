import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const slowStart = defineFault({
  name: 'slow-start',
  summary: 'Shows nothing while it opens and analyses its input, and goes on.',
  models: 'A disk that spins up, a large -probesize on a slow share; the origin gives it a startup grace.',
  fields: { for: { type: 'duration', doc: 'How long.', default: '20s' } },
  shorthand: 'for',
  *play(config): Iterable<Op> {
    yield { op: 'wait', forMs: config.for };
  },
});
