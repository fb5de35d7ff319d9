import { once } from 'node:events';
import { BlockLines } from './block-lines.js';
import type { ProgressReader } from './progress-reader.js';

/** @throws where the package is not installed */
export async function split2Reader(): Promise<ProgressReader> {
  const { default: split2 } = await import('split2');
  return {
    name: 'split2',
    reads: 'blocks',
    read: async (stream) => {
      const lines = new BlockLines();
      const splitter = stream.pipe(split2());
      splitter.on('data', (line: string) => lines.take(line));
      await once(splitter, 'end');
      return lines.result;
    },
  };
}
