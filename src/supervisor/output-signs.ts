import type { FileStat, Files } from '../host/files.js';
import type { Usage } from '../host/processes.js';

/** What a change counts for: more than the progress blocks that arrive between two looks, which are no work. */
const CHANGE_BYTES = 2 ** 20;

/**
 * Signs of work where the platform tells nothing of ffmpeg itself, as without `/proc`, or for another user's process: as
 * long as the time or the size of its output changes, it works. What that costs nobody knows, so CPU time is NaN.
 */
export function outputSigns(files: Pick<Files, 'stat'>, path: string): () => Promise<Usage | undefined> {
  let last: FileStat | undefined;
  let changes = 0;
  return async () => {
    const now = await files.stat(path).catch(() => undefined);
    if (now === undefined) return undefined;
    const isSame = now.modifiedAtMs === last?.modifiedAtMs && now.sizeBytes === last.sizeBytes;
    if (!isSame) changes++;
    last = now;
    return {
      cpuMs: Number.NaN,
      readBytes: 0,
      writtenBytes: changes * CHANGE_BYTES,
      states: '',
      waits: [],
    };
  };
}
