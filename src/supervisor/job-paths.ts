import { basename, dirname, normalize } from 'node:path';
import type { RemuxJob } from './job.js';
import { artefactPaths } from './publish.js';
import { isTempOf } from './temp-names.js';

/**
 * Why a job must not even begin: what it would write, or tidy away, is the recording itself. Judged by the names
 * alone; links are not followed.
 * @returns half a sentence, or undefined when the paths are all right
 */
export function pathProblem(job: Pick<RemuxJob, 'input' | 'furtherParts' | 'output'>): string | undefined {
  const output = normalize(job.output);
  const taken = new Map([
    [output, 'output'],
    ...Object.values(artefactPaths(output)).map((path) => [path, 'artefact of the output'] as const),
  ]);
  for (const path of [job.input, ...(job.furtherParts ?? [])].map((part) => normalize(part))) {
    const isTemp = dirname(path) === dirname(output) && isTempOf(basename(output), basename(path));
    const role = isTemp ? 'temp file of the output' : taken.get(path);
    if (role !== undefined) return `the recording has the name of the ${role}, and would be lost`;
  }
  return undefined;
}
