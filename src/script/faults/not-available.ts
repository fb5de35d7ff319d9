import { atLeastOneMs, grow, stepWithin, writeBlock } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { MediaState } from '../media-state.js';
import type { Op } from '../op.js';
import { frameAt, type PrintedBlock } from '../progress-block.js';

const STEPS_PER_RECORDING = 1000;

export const notAvailable = defineFault({
  name: 'not-available',
  summary: 'Prints blocks whose values are N/A.',
  models: 'Inputs without timestamps (shrinkray 29); -f null has no total_size (measured).',
  fields: {
    blocks: { type: 'number', doc: 'How many blocks. Absent: for ever.', integer: true, min: 1 },
    every: { type: 'duration', doc: 'Time before each block.', default: '500ms' },
    keeps: {
      type: 'choice',
      doc: 'A counter that is still printed and goes on, and with it the output.',
      options: ['nothing', 'out-time', 'total-size'],
      default: 'nothing',
    },
  },
  *play(config, media): Iterable<Op> {
    const everyMs = atLeastOneMs(config.every);
    const stepUs = stepWithin(media, config.blocks ?? STEPS_PER_RECORDING, everyMs * 30_000);
    for (let block = 0; block < (config.blocks ?? Infinity); block++) {
      yield { op: 'wait', forMs: everyMs };
      if (config.keeps !== 'nothing') yield grow(media, { everyMs, stepUs });
      yield writeBlock(mostlyUnknown(media, config.keeps));
    }
  },
});

function mostlyUnknown(media: MediaState, keeps: 'nothing' | 'out-time' | 'total-size'): PrintedBlock {
  return {
    ...(media.hasVideo && { frame: frameAt(media.outTimeUs) }),
    ...(keeps === 'out-time' && { outTimeUs: media.outTimeUs }),
    ...(keeps === 'total-size' && { totalSizeBytes: media.totalSizeBytes }),
    end: false,
  };
}
