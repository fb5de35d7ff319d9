import { writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { blockAt } from '../progress-block.js';

const FRAME = 'av_interleaved_write_frame(): No space left on device\n';
const TRAILER = 'Error writing trailer of output.mp4: No space left on device\n';

export const diskFull = defineFault({
  name: 'disk-full',
  summary: 'Runs out of disk, says so, and exits.',
  models: 'ffmpeg 5.1 on a full disk: exit 1 amid the data, exit 0 when only the trailer fails (measured).',
  fields: {
    during: {
      type: 'choice',
      doc: 'What could not be written.',
      options: ['data', 'trailer'],
      default: 'data',
    },
  },
  shorthand: 'during',
  *play(config, media): Iterable<Op> {
    const text = config.during === 'data' ? FRAME + TRAILER : TRAILER;
    yield { op: 'write', stream: 'stderr', text, level: 'error' };
    yield writeBlock(blockAt(media, true));
    yield { op: 'exit', code: config.during === 'data' ? 1 : 0 };
  },
});
