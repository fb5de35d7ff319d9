import { constants } from 'node:fs';
import path from 'node:path';
import { escapeControl } from '../base/escape.js';
import { randomName } from '../base/random.js';
import type { Files } from '../host/files.js';
import type { Host } from '../host/host.js';
import type { Supervisor } from '../supervisor/supervisor.js';
import { type Io, printLine } from './io.js';
import { isDevice, PathLook } from './path-look.js';
import { UsageError } from './usage-error.js';

/** The Prometheus text of one supervisor, for node_exporter's textfile collector and the like. */
export interface MetricsFile {
  /** Writes the whole text, or says on stderr why it could not and leaves what stood there. */
  write(supervisor: Supervisor, io: Io): Promise<boolean>;
}

/**
 * Checks the place before any work is done; no file name means no metrics.
 * @param taken absolute paths that the job itself reads or writes
 * @throws UsageError when nothing could be written there, or something else would be lost
 */
export async function metricsFile(
  file: string | undefined,
  host: Host,
  taken: readonly string[] = [],
): Promise<MetricsFile> {
  if (file === undefined) return { write: async () => true };
  const target = path.resolve(file);
  const look = new PathLook(host);
  const { files } = look;
  await checkPlace(target, file === '', taken, look);
  if (await holdsSomethingElse(files, target)) {
    throw new UsageError(`--metrics-file ${target} holds no metrics, and would be lost`, NAME_A_FILE);
  }
  return {
    write: async (supervisor, io) => {
      const temp = path.join(path.dirname(target), `.${path.basename(target)}.${randomName(host.random, 8)}`);
      try {
        if (await holdsSomethingElse(files, target)) throw new Error(`${target} holds no metrics`);
        await files.writeAtomically(target, temp, await supervisor.registry.metrics());
        return true;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        printLine(io.stderr, `the metrics could not be written: ${escapeControl(why)}`);
        return false;
      }
    },
  };
}

const NAME_A_FILE = 'Name a file of its own, such as stallproof.prom.';

async function checkPlace(
  target: string,
  unnamed: boolean,
  taken: readonly string[],
  look: PathLook,
): Promise<void> {
  if (unnamed) throw new UsageError('--metrics-file has no name', NAME_A_FILE);
  if (taken.includes(target)) {
    throw new UsageError(`--metrics-file ${target} is a file of the job`, NAME_A_FILE);
  }
  const folder = path.dirname(target);
  const [folderFound, found] = [await look.stat(folder), await look.stat(target)];
  if (folderFound?.kind !== 'folder') {
    throw new UsageError(`there is no folder ${folder} for --metrics-file`, 'Create it first.');
  }
  if (found?.kind === 'folder') {
    throw new UsageError(`--metrics-file ${target} is a folder`, NAME_A_FILE);
  }
  if (isDevice(target) || (found !== undefined && found.kind !== 'file')) {
    throw new UsageError(`--metrics-file ${target} is no regular file`, NAME_A_FILE);
  }
  if (!(await look.may(folder, constants.W_OK | constants.X_OK))) {
    throw new UsageError(
      `nothing can be written in ${folder}, where --metrics-file is to stand`,
      'Give this user permission, or choose another.',
    );
  }
}

/** All metrics begin with a comment; a recording, a film or a text never with this one. */
const FIRST_WORD = '# HELP ';

/** What cannot be read is somebody else's. */
async function holdsSomethingElse(files: Files, target: string): Promise<boolean> {
  const start = await files.read(target, FIRST_WORD.length).catch(() => 'unreadable');
  return start !== undefined && start !== '' && start !== FIRST_WORD;
}
