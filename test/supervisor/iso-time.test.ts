import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoTime } from '../../src/supervisor/iso-time.js';

it('writes a calendar time as Date does, whatever was written before', () => {
  const anyMs = fc.integer({ min: Date.UTC(1969), max: Date.UTC(2100) });
  fc.assert(
    fc.property(anyMs, fc.array(fc.integer({ min: -90_000, max: 90_000 })), (startMs, stepsMs) => {
      let ms = startMs;
      for (const stepMs of [0, ...stepsMs, 0]) {
        ms += stepMs;
        expect(isoTime(ms)).toBe(new Date(ms).toISOString());
      }
    }),
  );
});
