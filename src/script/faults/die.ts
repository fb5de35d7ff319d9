import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const die = defineFault({
  name: 'die',
  summary: 'Is ended by a signal that the supervisor did not send.',
  models: 'A crash in a decoder, the kernel out of memory (PeerTube 4031), an operator with kill.',
  fields: {
    signal: {
      type: 'choice',
      doc: 'Which.',
      options: ['SIGSEGV', 'SIGABRT', 'SIGKILL', 'SIGTERM'],
      default: 'SIGSEGV',
    },
  },
  shorthand: 'signal',
  *play(config): Iterable<Op> {
    yield { op: 'die', signal: config.signal };
  },
});
