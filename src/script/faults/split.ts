import { grow, stepWithin } from '../block-ops.js';
import { defineFault } from '../fault.js';
import type { Op } from '../op.js';
import { blockAt, formatBlock, type PrintedBlock } from '../progress-block.js';

const GLUED_BLOCKS = 2;

export const split = defineFault({
  name: 'split',
  summary: 'Prints advancing blocks in odd chunks.',
  models: 'Pipes keep no boundaries: a read can end within a number (out_time_us=12|34) or hold two blocks.',
  fields: {
    blocks: { type: 'number', doc: 'How many blocks.', default: 10, integer: true, min: 1 },
    every: { type: 'duration', doc: 'Time before each block.', default: '500ms' },
    speed: { type: 'factor', doc: 'Media time by nominal time.', default: '30x' },
    style: {
      type: 'choice',
      doc: 'split: in two, within the digits of out_time_us; glued: two blocks at once; bytes: byte by byte.',
      options: ['split', 'glued', 'bytes'],
      default: 'split',
    },
  },
  shorthand: 'blocks',
  *play(config, media): Iterable<Op> {
    const everyMs = config.every;
    const stepUs = stepWithin(media, config.blocks, everyMs * 1000 * config.speed);
    let pending: PrintedBlock[] = [];
    for (let count = 1; count <= config.blocks; count++) {
      yield { op: 'wait', forMs: everyMs };
      yield grow(media, { everyMs, stepUs });
      pending.push(blockAt(media));
      if (config.style === 'glued' && pending.length < GLUED_BLOCKS && count < config.blocks) continue;
      yield* printed(pending, config.style, everyMs / 5);
      pending = [];
    }
  },
});

function* printed(
  blocks: readonly PrintedBlock[],
  style: 'split' | 'glued' | 'bytes',
  pauseMs: number,
): Iterable<Op> {
  const text = blocks.map(formatBlock).join('');
  if (style === 'split') {
    const cut = text.indexOf('out_time_us=') + 'out_time_us='.length + 1;
    yield { op: 'write', stream: 'stdout', text: text.slice(0, cut) };
    yield { op: 'wait', forMs: pauseMs };
    yield { op: 'write', stream: 'stdout', text: text.slice(cut), blocks };
    return;
  }
  const head = style === 'bytes' ? text.slice(0, -1) : '';
  for (const byte of head) yield { op: 'write', stream: 'stdout', text: byte };
  yield { op: 'write', stream: 'stdout', text: text.slice(head.length), blocks };
}
