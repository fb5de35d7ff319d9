import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const answerPartial = defineFault({
  name: 'answer-partial',
  summary: 'ffprobe only: prints the first half of its answer.',
  models: 'A probe that was cut short: broken JSON although the exit code is 0.',
  fields: {},
  *play(): Iterable<Op> {
    yield { op: 'answer', share: 0.5 };
  },
});
