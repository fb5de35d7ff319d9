import { describe, expect, it } from 'vitest';
import { dynamicTimeoutMs, finaliseBoundMs } from '../../src/supervisor/config.js';

const MINUTE_MS = 60_000;
const GB_BYTES = 1e9;

describe('the total time of a job', () => {
  it('is 20 min and one more for each GB, and never more than 2 h', () => {
    expect(dynamicTimeoutMs(0)).toBe(20 * MINUTE_MS);
    expect(dynamicTimeoutMs(2.5 * GB_BYTES)).toBe(22.5 * MINUTE_MS);
    expect(dynamicTimeoutMs(99 * GB_BYTES)).toBe(119 * MINUTE_MS);
    expect(dynamicTimeoutMs(101 * GB_BYTES)).toBe(120 * MINUTE_MS);
  });
});

describe('the time to finalise an output', () => {
  it('is given once, and once more for each GB', () => {
    expect(finaliseBoundMs(2 * MINUTE_MS, 0)).toBe(2 * MINUTE_MS);
    expect(finaliseBoundMs(2 * MINUTE_MS, 3 * GB_BYTES)).toBe(8 * MINUTE_MS);
  });
});
