import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { POLITE_SIGNALS } from '../signal-reaction.js';

export const slowDeath = defineFault({
  name: 'slow-death',
  summary: 'Answers polite signals properly, but late, from now on.',
  models: 'An encoder that drains, a trailer on a slow disk: SIGTERM is heard and takes its time.',
  fields: { after: { type: 'duration', doc: 'Time between signal and exit.', default: '10s' } },
  shorthand: 'after',
  *play(config): Iterable<Op> {
    const reaction = { kind: 'finish', afterMs: config.after, code: 255 } as const;
    yield { op: 'trap', signals: POLITE_SIGNALS, reaction };
  },
});
