import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { MOST_REPORT_BYTES } from '../report/report-file.js';

const CHUNK_BYTES = 1024 * 1024;

/**
 * The text of a report, from a file or a pipe.
 * @throws Error when there is none, or when it is larger than any report, as a device without an end is
 */
export function reportText(file: string): string {
  const fd = openSync(file, 'r');
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) throw new Error(`${file} is a folder`);
    // What tells its size is refused before it is read.
    if (stat.size > MOST_REPORT_BYTES) throw tooLarge(file);
    return contentOf(fd, file);
  } finally {
    closeSync(fd);
  }
}

function contentOf(fd: number, file: string): string {
  const chunks: Buffer[] = [];
  let totalBytes = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const bytes = readSync(fd, chunk);
    if (bytes === 0) return Buffer.concat(chunks).toString('utf8');
    totalBytes += bytes;
    if (totalBytes > MOST_REPORT_BYTES) throw tooLarge(file);
    chunks.push(chunk.subarray(0, bytes));
  }
}

function tooLarge(file: string): Error {
  return new Error(`${file} is larger than any report`);
}
