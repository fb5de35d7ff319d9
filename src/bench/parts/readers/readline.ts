import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { BlockLines } from './block-lines.js';
import type { ProgressReader } from './progress-reader.js';

export const READLINE: ProgressReader = {
  name: 'readline',
  reads: 'blocks',
  read: async (stream) => {
    const lines = new BlockLines();
    const reader = createInterface({ input: stream });
    reader.on('line', (line) => lines.take(line));
    await once(reader, 'close');
    return lines.result;
  },
};
