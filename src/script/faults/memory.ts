import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const memory = defineFault({
  name: 'memory',
  summary: 'Takes memory and keeps it.',
  models: 'Interleaving queues that grow on broken timestamps, until the kernel kills (PeerTube 4031).',
  fields: { size: { type: 'size', doc: 'How much more is resident.', default: '256MiB' } },
  shorthand: 'size',
  *play(config): Iterable<Op> {
    yield { op: 'allocate', bytes: config.size };
  },
});
