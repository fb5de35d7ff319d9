import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const hang = defineFault({
  name: 'hang',
  summary: 'Shows no sign of life.',
  models: 'ffmpeg 4 and 5 on a dead input or a blocked output: state S, no CPU, no io (measured); Tdarr 418.',
  fields: { for: { type: 'duration', doc: 'How long. Absent: for ever.' } },
  *play(config): Iterable<Op> {
    yield config.for === undefined ? { op: 'park' } : { op: 'wait', forMs: config.for };
  },
});
