import { once } from 'node:events';
import { createRequire } from 'node:module';
import { clockTimeS } from './clock-time.js';
import type { ProgressReader } from './progress-reader.js';

/** The part of fluent-ffmpeg that reads statistics; it is not part of its types. */
interface FluentUtils {
  linesRing(maxLines: number): {
    append(chunk: Uint8Array): void;
    callback(onLine: (line: string) => void): void;
  };
  extractProgress(command: { emit(name: string, progress: { timemark?: string }): void }, line: string): void;
}

/** fluent-ffmpeg's own default. */
const KEPT_LINES = 100;

/** @throws where the package is not installed */
export function fluentReader(): ProgressReader {
  const utils = createRequire(import.meta.url)('fluent-ffmpeg/lib/utils.js') as FluentUtils;
  return {
    name: 'fluent-ffmpeg',
    reads: 'stats',
    read: async (stream) => {
      let updates = 0;
      let timemark = '';
      const command = {
        emit: (_name: string, progress: { timemark?: string }) => {
          updates++;
          timemark = progress.timemark ?? '';
        },
      };
      const lines = utils.linesRing(KEPT_LINES);
      lines.callback((line) => utils.extractProgress(command, line));
      stream.setEncoding('utf8');
      stream.on('data', (chunk: Uint8Array) => lines.append(chunk));
      await once(stream, 'end');
      return { updates, lastOutTimeS: clockTimeS(timemark) };
    },
  };
}
