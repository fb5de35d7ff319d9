import { atLeastOneMs, grow, type MediaStep, stepWithin, writeProgress } from '../block-ops.js';
import { defineFault } from '../fault.js';
import { growthInStep, type MediaState } from '../media-state.js';
import type { Op } from '../op.js';

export const progress = defineFault({
  name: 'progress',
  summary: 'Prints advancing progress blocks, and the output grows.',
  models: 'A healthy remux: a block each half second (ffmpeg -stats_period).',
  fields: {
    blocks: { type: 'number', doc: 'How many blocks.', integer: true, min: 1 },
    for: { type: 'duration', doc: 'For how long, where blocks is not given; without both, to the end.' },
    every: { type: 'duration', doc: 'Time before each block.', default: '500ms' },
    speed: {
      type: 'factor',
      doc: 'Media time by nominal time; less where the recording would end before the last block.',
      default: '30x',
    },
    growth: { type: 'size', doc: 'Growth of the output per block. Absent: in step with media time.' },
    still: {
      type: 'choice',
      doc: 'A counter that does not move while the other does.',
      options: ['none', 'out-time', 'total-size'],
      default: 'none',
    },
  },
  *play(config, media): Iterable<Op> {
    const everyMs = atLeastOneMs(config.every);
    const wantedUs = everyMs * 1000 * config.speed;
    const remainingUs = media.durationMs * 1000 - media.outTimeUs;
    const asked = config.blocks ?? (config.for === undefined ? undefined : Math.floor(config.for / everyMs));
    const blocks = asked ?? Math.ceil(remainingUs / wantedUs);
    const stepUs =
      asked === undefined ? Math.ceil(remainingUs / blocks) : stepWithin(media, blocks, wantedUs);
    const growthBytes = config.still === 'total-size' ? 0 : config.growth;
    const pause: Op = { op: 'wait', forMs: everyMs };
    const step: MediaStep = { everyMs, stepUs, growthBytes };
    for (let block = 0; block < blocks; block++) {
      yield pause;
      yield config.still === 'out-time' ? growInSize(media, step) : grow(media, step);
      yield writeProgress(media);
    }
  },
});

function growInSize(media: MediaState, { stepUs, growthBytes }: MediaStep): Op {
  const inStep = growthInStep(media, stepUs, media.durationMs * 1000 - media.outTimeUs);
  const bytes = growthBytes ?? Math.max(1, inStep);
  media.totalSizeBytes += bytes;
  return { op: 'append', bytes };
}
