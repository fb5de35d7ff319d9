import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { type TraceListener, TraceReader } from './trace-reader.js';

/**
 * Reads a file of traces piece by piece, packed (`.gz`) or not.
 * @param afterPiece awaited after each piece: the listener's own work, before it hears more
 * @throws {Error} with the platform's `code` when it cannot be read or unpacked
 */
export async function readTraceFile(
  path: string,
  listener: TraceListener,
  afterPiece: () => Promise<void> = async () => {},
): Promise<void> {
  const reader = new TraceReader(listener);
  const file = createReadStream(path);
  const stream = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // A pipe passes data on, and errors not.
  if (stream !== file) file.on('error', (error) => stream.destroy(error));
  for await (const chunk of stream) {
    reader.push(chunk as Uint8Array);
    await afterPiece();
  }
  reader.end();
  await afterPiece();
}
