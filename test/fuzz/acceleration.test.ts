import { expect, it } from 'vitest';
import { accelerationFor } from '../../src/fuzz/acceleration.js';
import { createSupervisor } from '../../src/supervisor/supervisor.js';

it('measures a plain job of two hours against the clock that it is given, without the rounds to warm up', async () => {
  // The second reading of a round to warm up is not asked for.
  const readMs = [0, 100, 104, 200, 202, 300, 307];
  const now = (): number => readMs.shift() ?? Number.NaN;
  const subject = { name: 'production', create: createSupervisor };
  const factor = await accelerationFor(subject, now, { toWarmUp: 1, measured: 3 });
  expect(factor).toBeGreaterThan(7_200_000 / 4);
  expect(factor).toBeLessThan(7_300_000 / 4);
  expect(readMs).toEqual([]);
});
