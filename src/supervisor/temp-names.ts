import { type Random, randomName } from '../base/random.js';
import type { FileOperations } from '../host/files.js';

const TOKEN_LENGTH = 10;

/** Names for what a job writes before it counts. */
export interface TempNames {
  /** Unique per job: two jobs never share one, whatever became of their locks. */
  readonly token: string;
  /** A name for one purpose, beside the output and on its file system, so that a rename is atomic. */
  path(purpose: string): string;
  /** Nothing of this job stands under that name any more. */
  free(path: string): void;
  /** All under which something of this job may stand. */
  readonly inUse: ReadonlySet<string>;
}

/** Temp files begin with `OUT.tmp-`. */
export function tempNames(output: string, random: Random): TempNames {
  const token = randomName(random, TOKEN_LENGTH);
  const inUse = new Set<string>();
  const path = (purpose: string): string => {
    const name = `${output}.tmp-${token}-${purpose}`;
    inUse.add(name);
    return name;
  };
  return { token, path, free: (name) => inUse.delete(name), inUse };
}

/** Removes what may stand under one of the names, and frees it. */
export async function removeTemp(
  files: Pick<FileOperations, 'remove'>,
  names: TempNames,
  path: string,
): Promise<void> {
  await files.remove(path);
  names.free(path);
}

/** Whether a name in the output's folder is one that {@link tempNames} made for that output. */
export function isTempOf(outputName: string, name: string): boolean {
  if (!name.startsWith(`${outputName}.tmp-`)) return false;
  return new RegExp(`^[a-z0-9]{${TOKEN_LENGTH}}-[a-z0-9-]+$`).test(
    name.slice(outputName.length + '.tmp-'.length),
  );
}
