import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { POLITE_SIGNALS } from '../signal-reaction.js';

export const ignoreSignals = defineFault({
  name: 'ignore-signals',
  summary: 'Is deaf to polite signals from now on.',
  models:
    'ffmpeg 7 while it transcodes, and any version with an undrained stderr: only SIGKILL works (measured).',
  fields: {
    signals: { type: 'choice', doc: 'Which.', options: ['both', 'SIGTERM', 'SIGINT'], default: 'both' },
  },
  shorthand: 'signals',
  *play(config): Iterable<Op> {
    const signals = config.signals === 'both' ? POLITE_SIGNALS : [config.signals];
    yield { op: 'trap', signals, reaction: { kind: 'ignore' } };
  },
});
