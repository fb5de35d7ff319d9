import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file of the corpus. */
export interface Recording {
  /** Its path within the corpus, with slashes. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Of the content. Files of one content are measured once. */
  readonly sha256: string;
}

/** Names of files that may be recordings; what else lies in a folder is left alone. */
const RECORDING = /\.(?:ts|m2ts|mts|m2t|trp|tp|mpg|mpeg|vob|mkv|webm|mp4|m4v|mov|rec|dvr|dvr-ms|wtv)$/i;

/** Every recording below a folder, by name, so that no order of a file system shows in a result. */
export function listRecordings(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => RECORDING.test(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .map((file) => path.relative(folder, file).split(path.sep).join('/'))
    .sort();
}

/** Reads a recording once, to know it by its content. */
export async function identify(folder: string, name: string): Promise<Recording> {
  const file = path.join(folder, name);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { name, sizeBytes, sha256: hash.digest('hex') };
}

/** One name for the whole corpus, whatever the files are called. */
export function corpusDigest(recordings: readonly Recording[]): string {
  const hashes = recordings.map(({ sha256 }) => sha256).sort();
  return createHash('sha256').update(hashes.join('\n')).digest('hex');
}
