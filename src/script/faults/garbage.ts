import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

/** None of these is progress, whatever they look like. */
const LINES = [
  'out_time_us=abc',
  'out_time_us=99999999999999999999999999',
  'total_size=-1e308',
  'out_time_us',
  '=',
  '=12',
  'progress=maybe',
  '\x1b[2J\x1b[31mout_time=NaN\x1b[0m',
  '\x00\x01\x02\x7f\xff\xfe\x80',
  '\xc3\x28 \xe2\x82 speed=x',
  '{"progress":"end"}',
  'frame= fps= q=',
  '\r\r\r',
  '%s%n%d $(exit 1) `exit 1` ../../..',
];

export const garbage = defineFault({
  name: 'garbage',
  summary: 'Prints lines that mean nothing: half keys, absurd numbers, control characters, broken UTF-8.',
  models: 'Libraries that print to stdout, binary tags, terminals; origin flaw 6.',
  fields: {
    lines: { type: 'number', doc: 'How many lines.', default: 20, integer: true, min: 1 },
    stream: { type: 'choice', doc: 'Where.', options: ['stdout', 'stderr'], default: 'stdout' },
  },
  shorthand: 'lines',
  *play(config): Iterable<Op> {
    for (let line = 0; line < config.lines; line++) {
      const text = `${LINES[line % LINES.length]}\n`;
      yield { op: 'write', stream: config.stream, text, binary: true };
    }
  },
});
