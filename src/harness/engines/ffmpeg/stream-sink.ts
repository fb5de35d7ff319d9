import type { Writable } from 'node:stream';
import type { FeedSink } from './feeder.js';

/** A stream that may be left by its reader at any time. */
export function streamSink(stream: Writable, reset: () => void): FeedSink {
  stream.on('error', () => {});
  return {
    write: (bytes) =>
      new Promise((resolve) => {
        if (stream.destroyed) {
          resolve(false);
          return;
        }
        if (stream.write(bytes)) {
          resolve(true);
          return;
        }
        const onDrain = (): void => {
          stream.off('close', onClose);
          resolve(true);
        };
        const onClose = (): void => {
          stream.off('drain', onDrain);
          resolve(false);
        };
        stream.once('drain', onDrain);
        stream.once('close', onClose);
      }),
    end: () => void stream.end(),
    reset,
  };
}
