import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoundedTail } from '../../src/base/bounded-tail.js';
import { extremes, growthBytes, repeated, SLACK_BYTES } from './held-bytes.js';

const LIMITS = { headBytes: 64 * 1024, tailBytes: 64 * 1024 } as const;

it('of any stream, a bounded tail holds little more than it keeps, however small the pieces are', () => {
  fc.assert(
    fc.property(repeated, (stream) => {
      const growth = growthBytes(new BoundedTail(LIMITS), stream);
      // Twice the tail is there before it is cut.
      expect(growth).toBeLessThan(LIMITS.headBytes + 2 * LIMITS.tailBytes + SLACK_BYTES);
    }),
    { numRuns: 6, examples: extremes },
  );
});
