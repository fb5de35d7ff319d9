import type { Writable } from 'node:stream';

/** Writes at the end of this turn, together with what else is written in it: whoever reads is woken once. */
export function writeSoon(stream: Writable, text: string): void {
  if (stream.writableCorked === 0) {
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
  stream.write(text);
}
