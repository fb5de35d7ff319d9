import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

const ENDINGS = { newline: '\n', return: '\r', none: '' } as const;

export const stderr = defineFault({
  name: 'stderr',
  summary: 'Prints a message on stderr.',
  models: 'The messages of the stderr catalogue.',
  fields: {
    text: { type: 'text', doc: 'A name from the stderr catalogue, or the text itself.' },
    times: { type: 'number', doc: 'How often.', default: 1, integer: true, min: 1 },
    every: { type: 'duration', doc: 'Time between them.', default: '0ms' },
    ending: {
      type: 'choice',
      doc: 'What follows the text.',
      options: ['newline', 'return', 'none'],
      default: 'newline',
    },
    level: {
      type: 'choice',
      doc: 'Its level: what -loglevel hides is not printed, and level+ marks it. always: as it is.',
      options: ['always', 'error', 'warning', 'info'],
      default: 'always',
    },
  },
  shorthand: 'text',
  *play(config): Iterable<Op> {
    const text = config.text + ENDINGS[config.ending];
    const level = config.level === 'always' ? {} : { level: config.level };
    for (let time = 0; time < config.times; time++) {
      if (time > 0 && config.every > 0) yield { op: 'wait', forMs: config.every };
      yield { op: 'write', stream: 'stderr', text, ...level };
    }
  },
});
