import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProgressParser } from '../../src/ffmpeg/progress-parser.js';
import { extremes, growthBytes, repeated, SLACK_BYTES } from '../base/held-bytes.js';

it('of any bytes, the progress parser holds none, however many there are', () => {
  fc.assert(
    fc.property(repeated, (stream) => {
      expect(growthBytes(new ProgressParser(() => {}), stream)).toBeLessThan(SLACK_BYTES);
    }),
    { numRuns: 6, examples: extremes },
  );
});
