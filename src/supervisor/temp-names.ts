import { type Random, randomName } from '../base/random.js';

const TOKEN_LENGTH = 10;

/** Names for what a job writes before it counts. */
export interface TempNames {
  /** Unique per job: two jobs never share one, whatever became of their locks. */
  readonly token: string;
  /** A name for one purpose, beside the output and on its file system, so that a rename is atomic. */
  path(purpose: string): string;
  /** All that were asked for so far. */
  readonly given: ReadonlySet<string>;
}

/** Temp files begin with `OUT.tmp-`. */
export function tempNames(output: string, random: Random): TempNames {
  const token = randomName(random, TOKEN_LENGTH);
  const given = new Set<string>();
  const path = (purpose: string): string => {
    const name = `${output}.tmp-${token}-${purpose}`;
    given.add(name);
    return name;
  };
  return { token, path, given };
}

/** Whether a name in the output's folder is one that {@link tempNames} made for that output. */
export function isTempOf(outputName: string, name: string): boolean {
  if (!name.startsWith(`${outputName}.tmp-`)) return false;
  return new RegExp(`^[a-z0-9]{${TOKEN_LENGTH}}-[a-z0-9-]+$`).test(
    name.slice(outputName.length + '.tmp-'.length),
  );
}
