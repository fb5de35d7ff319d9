import { HEADER_BYTES } from '../fake-media.js';
import { defineFault } from '../fault.js';
import { finishOutput } from '../finish-output.js';
import type { Op } from '../op.js';

export const output = defineFault({
  name: 'output',
  summary: 'Puts the output file into a state at once, without a word.',
  models: 'Exit 0 is not success: empty, truncated and trailer-less files (origin flaw 2).',
  fields: {
    state: {
      type: 'choice',
      doc: 'complete: whole; partial: half, no trailer; empty: 0 bytes; none: no file.',
      options: ['complete', 'partial', 'empty', 'none'],
      default: 'complete',
    },
  },
  shorthand: 'state',
  *play(config, media): Iterable<Op> {
    if (config.state === 'complete') yield* finishOutput(media, 1);
    else if (config.state === 'partial') {
      const bytes = Math.max(0, Math.floor(media.sizeBytes / 2) - media.totalSizeBytes);
      media.totalSizeBytes += bytes;
      yield { op: 'append', bytes };
    } else {
      media.totalSizeBytes = HEADER_BYTES;
      media.finished = false;
      yield { op: 'erase', leaves: config.state === 'empty' ? 'empty' : 'nothing' };
    }
  },
});
