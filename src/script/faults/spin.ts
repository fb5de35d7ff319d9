import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const spin = defineFault({
  name: 'spin',
  summary: 'Burns a core without progress, deaf to SIGTERM.',
  models: 'A decoder in an endless loop on corrupt data.',
  fields: { for: { type: 'duration', doc: 'How long. Absent: for ever.' } },
  *play(config): Iterable<Op> {
    yield { op: 'spin', forMs: config.for };
  },
});
