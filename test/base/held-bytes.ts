import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';

/** What a first run leaves in memory besides: compiled code, and what the test runner does meanwhile. */
export const SLACK_BYTES = 2 ** 20;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What this thread really holds in memory. */
function heldBytes(): number {
  // What the first one finds is freed beside it; the second waits for that.
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** A stream that repeats some bytes, handed over in pieces of one size. */
export interface Repeated {
  readonly pattern: Uint8Array;
  readonly pieceBytes: number;
}

/** Any bytes, and those that lines and blocks of progress are made of. */
export const repeated: fc.Arbitrary<Repeated> = fc.record({
  pattern: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 200 }),
    fc.constantFrom('x', 'frame=1\n', 'speed=1x\r\nprogress=continue\n').map((text) => Buffer.from(text)),
  ),
  pieceBytes: fc.oneof(
    fc.integer({ min: 4, max: 9 }),
    fc.integer({ min: 10, max: 5_000 }),
    fc.constant(65_536),
  ),
});

/** The two extremes, which no draw may miss. */
export const extremes: [Repeated][] = [4, 65_536].map((pieceBytes) => [
  { pattern: Buffer.from('x'), pieceBytes },
]);

const STREAM_BYTES = 2 ** 21;
const MOST_PIECES = 30_000;

/** By how much a reader's memory grows while it takes 2 MiB of a stream, or as much as comes in so many pieces. */
export function growthBytes(
  reader: { push(bytes: Uint8Array): void },
  { pattern, pieceBytes }: Repeated,
): number {
  const copies = Math.ceil(pieceBytes / pattern.length) + 1;
  const period = Uint8Array.from(Array.from({ length: copies }, () => [...pattern]).flat());
  const streamBytes = Math.min(STREAM_BYTES, pieceBytes * MOST_PIECES);
  const before = heldBytes();
  for (let at = 0; at < streamBytes; at += pieceBytes) {
    const start = at % pattern.length;
    // A buffer of its own, as every read of a pipe has one: who keeps a view of it keeps all of it.
    reader.push(period.slice(start, start + pieceBytes));
  }
  return heldBytes() - before;
}
