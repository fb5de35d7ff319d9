import type { JobContext } from './job-context.js';

/** Bytes of all parts together. A source without a size, such as a URL, counts as none. */
export async function recordingBytes(context: JobContext): Promise<number> {
  const sizesBytes = await partSizes(context);
  return sizesBytes.reduce<number>((totalBytes, partBytes) => totalBytes + (partBytes ?? 0), 0);
}

/** Why there is nothing to remux, when a file of the recording is empty; ffprobe would only say that it is invalid. */
export async function emptyRecording(context: JobContext): Promise<string | undefined> {
  const sizesBytes = await partSizes(context);
  const part = sizesBytes.indexOf(0);
  if (part < 0) return undefined;
  return sizesBytes.length === 1 ? 'the recording is empty' : `part ${part + 1} of the recording is empty`;
}

/** Undefined for what is no file, or cannot be asked. */
async function partSizes({ files, input, furtherParts = [] }: JobContext): Promise<(number | undefined)[]> {
  const sizesBytes: (number | undefined)[] = [];
  for (const path of [input, ...furtherParts]) {
    const stat = await files.stat(path).catch(() => undefined);
    sizesBytes.push(stat?.kind === 'file' ? stat.sizeBytes : undefined);
  }
  return sizesBytes;
}
