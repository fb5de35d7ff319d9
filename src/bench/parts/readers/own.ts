import { once } from 'node:events';
import { ProgressParser } from '../../../ffmpeg/progress-parser.js';
import { OURS } from '../micro-task.js';
import type { ProgressReader } from './progress-reader.js';

export const OWN: ProgressReader = {
  name: OURS,
  reads: 'blocks',
  read: async (stream) => {
    let updates = 0;
    let lastOutTimeS = 0;
    const parser = new ProgressParser((snapshot) => {
      updates++;
      lastOutTimeS = (snapshot.outTimeUs ?? 0) / 1e6;
    });
    stream.on('data', (bytes: Uint8Array) => parser.push(bytes));
    await once(stream, 'end');
    return { updates, lastOutTimeS };
  },
};
