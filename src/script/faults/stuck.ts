import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const stuck = defineFault({
  name: 'stuck',
  summary: 'Hangs in a system call that not even SIGKILL ends. Simulated time only.',
  models: 'State D on a dead NFS or FUSE mount: the process is gone only when the mount answers again.',
  fields: { for: { type: 'duration', doc: 'How long. Absent: for ever.' } },
  *play(config): Iterable<Op> {
    yield { op: 'stuck', forMs: config.for };
  },
});
