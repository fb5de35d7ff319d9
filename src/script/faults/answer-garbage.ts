import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const answerGarbage = defineFault({
  name: 'answer-garbage',
  summary: 'ffprobe only: prints what is no answer.',
  models: 'A wrapper that greets on stdout; a banner in place of JSON.',
  fields: {},
  *play(): Iterable<Op> {
    yield { op: 'write', stream: 'stdout', text: 'Welcome!\x00\xff{"streams": [[[,\n', binary: true };
  },
});
