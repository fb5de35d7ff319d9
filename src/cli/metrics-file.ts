import path from 'node:path';
import { escapeControl } from '../base/escape.js';
import { randomName } from '../base/random.js';
import type { Host } from '../host/host.js';
import { boundedFiles } from '../supervisor/bounded-files.js';
import type { Supervisor } from '../supervisor/supervisor.js';
import { writeAtomically } from '../supervisor/write-atomically.js';
import { type Io, printLine } from './io.js';
import { UsageError } from './usage-error.js';

/** The Prometheus text of one supervisor, for node_exporter's textfile collector and the like. */
export interface MetricsFile {
  /** Writes the whole text, or says on stderr why it could not and leaves what stood there. */
  write(supervisor: Supervisor, io: Io): Promise<boolean>;
}

/**
 * Checks the place before any work is done; no file name means no metrics.
 * @throws UsageError when the folder is not there.
 */
export async function metricsFile(file: string | undefined, host: Host): Promise<MetricsFile> {
  if (file === undefined) return { write: async () => true };
  const target = path.resolve(file);
  const files = boundedFiles(host.files, host.clock);
  const [folder, found] = [await files.stat(path.dirname(target)), await files.stat(target)];
  if (folder?.kind !== 'folder') {
    throw new UsageError(`there is no folder ${path.dirname(target)} for --metrics-file`, 'Create it first.');
  }
  if (found?.kind === 'folder') {
    throw new UsageError(`--metrics-file ${target} is a folder`, 'Name a file, such as stallproof.prom.');
  }
  return {
    write: async (supervisor, io) => {
      const temp = path.join(path.dirname(target), `.${path.basename(target)}.${randomName(host.random, 8)}`);
      try {
        await writeAtomically(files, target, temp, await supervisor.registry.metrics());
        return true;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        printLine(io.stderr, `the metrics could not be written: ${escapeControl(why)}`);
        return false;
      }
    },
  };
}
