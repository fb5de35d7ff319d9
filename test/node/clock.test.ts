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

it('cancels an exact wait in its last millisecond too', async () => {
  const clock = createNodeClock();
  let fired = false;
  const cancel = clock.schedule(0.9, () => (fired = true), 'exact');
  await new Promise((resolve) => setImmediate(resolve));
  cancel();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(fired).toBe(false);
});

it('stays awake for the end of an exact wait, not for all of it', async () => {
  const clock = createNodeClock();
  const before = process.cpuUsage();
  for (let wait = 0; wait < 5; wait++) {
    await new Promise<void>((resolve) => clock.schedule(200.5, resolve, 'exact'));
  }
  const { user, system } = process.cpuUsage(before);
  // Awake all the time, it would have taken a second.
  expect((user + system) / 1000).toBeLessThan(500);
});
