import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { endAll, HarnessLeakError } from '../harness/engines/process/leftovers.js';
import { createNodeClock } from '../node/clock.js';

/** Present where processes have shared memory, and then in memory. */
const MEMORY_DISK = '/dev/shm';

/** What the largest benchmark writes, and room to spare. */
const MEMORY_NEEDED_BYTES = 3 * 2 ** 30;

/** Where benchmarks write, and the mark by which their processes are found again. */
export interface BenchWorkspace {
  /** On the disk of temporary files. */
  readonly diskFolder: string;
  /** In memory, where the machine has such a place; else the same as `diskFolder`. */
  readonly memoryFolder: string;
  /** For the environment of every process of the benchmark. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Ends every process that carries the mark, and removes every file.
   * @throws HarnessLeakError when a process cannot be ended
   */
  close(): Promise<void>;
}

export function openBenchWorkspace(): BenchWorkspace {
  const diskFolder = mkdtempSync(join(tmpdir(), 'stallproof-bench-'));
  const mark = basename(diskFolder);
  const memoryFolder = hasRoom(MEMORY_DISK) ? join(MEMORY_DISK, mark) : diskFolder;
  mkdirSync(memoryFolder, { recursive: true });
  return {
    diskFolder,
    memoryFolder,
    env: { STALLPROOF_BENCH: mark },
    close: async () => {
      const left = await endAll(createNodeClock(), { living: () => [], mark: `STALLPROOF_BENCH=${mark}` });
      for (const folder of [diskFolder, memoryFolder]) {
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      }
      if (left.length > 0) throw new HarnessLeakError('bench', left);
    },
  };
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= MEMORY_NEEDED_BYTES;
  } catch {
    return false;
  }
}
