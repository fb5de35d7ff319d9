import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const freeze = defineFault({
  name: 'freeze',
  summary: 'Stops itself with SIGSTOP; goes on after SIGCONT.',
  models:
    'A paused process that nobody resumes (jellyfin 11465): state T, acts on SIGTERM only once continued.',
  fields: {},
  *play(): Iterable<Op> {
    yield { op: 'freeze' };
  },
});
