import { once } from 'node:events';
import type { ProgressReader } from './progress-reader.js';

interface FfmpeggyParsers {
  parseProgress(text: string): { readonly time?: number } | undefined;
}

/**
 * ffmpeggy looks for one update in each chunk, whatever it holds. Here it gets line by line, so that it sees every one.
 * @throws where the package is not installed
 */
export async function ffmpeggyReader(): Promise<ProgressReader> {
  // The parsers are not exported, but stand beside what is.
  const parsers = new URL('parsers.mjs', import.meta.resolve('ffmpeggy'));
  const { parseProgress } = (await import(parsers.href)) as FfmpeggyParsers;
  return {
    name: 'ffmpeggy',
    reads: 'stats',
    read: async (stream) => {
      let updates = 0;
      let lastOutTimeS = 0;
      let rest = '';
      const take = (line: string): void => {
        const progress = parseProgress(line);
        if (progress === undefined) return;
        updates++;
        lastOutTimeS = progress.time ?? 0;
      };
      stream.on('data', (chunk: Uint8Array) => {
        const lines = (rest + chunk.toString()).split('\r');
        rest = lines.pop() ?? '';
        for (const line of lines) take(line);
      });
      await once(stream, 'end');
      return { updates, lastOutTimeS };
    },
  };
}
