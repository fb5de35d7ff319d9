import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { createNodeClock } from '../../src/node/clock.js';
import { describeClockContract } from '../host-contract/clock-contract.js';
import { world } from './real-world.js';

describeClockContract('node', () => world);

it('reads the same clock as other processes of the machine', () => {
  const clock = createNodeClock();
  const beforeMs = clock.now();
  const other = execFileSync(process.execPath, ['-p', 'String(process.hrtime.bigint())'], {
    encoding: 'utf8',
  });
  const otherMs = Number(other) / 1e6;
  expect(otherMs).toBeGreaterThan(beforeMs);
  expect(otherMs).toBeLessThan(clock.now());
});

it('fires no timer early, however many', async () => {
  const clock = createNodeClock();
  const early: number[] = [];
  let pending = 300;
  await new Promise<void>((resolve) => {
    for (let i = 0; i < 300; i++) {
      const delayMs = ((i * 7919) % 40) + i / 300;
      const dueMs = clock.now() + delayMs;
      clock.schedule(delayMs, () => {
        if (clock.now() < dueMs) early.push(dueMs - clock.now());
        pending -= 1;
        if (pending === 0) resolve();
      });
    }
  });
  expect(early).toEqual([]);
});
