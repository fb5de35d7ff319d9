import { expect, it } from 'vitest';
import { startCanary } from '../../../../src/harness/engines/process/canary.js';
import { sleep } from '../../../../src/harness/engines/process/wait.js';
import { createNodeClock, monotonicMs } from '../../../../src/node/clock.js';
import { hasProc, readStat, TICK_MS } from '../../../../src/node/proc-stat.js';

const clock = createNodeClock();

it('notices that nothing ran for a while', async () => {
  const canary = await startCanary(clock);
  await sleep(clock, 100);
  const untilMs = monotonicMs() + 400;
  while (monotonicMs() < untilMs);
  await sleep(clock, 60);
  await canary.stop();
  expect(canary.lateMs).toBeGreaterThanOrEqual(350);
});

it.skipIf(!hasProc)('ties the kernel clock to its own', async () => {
  const canary = await startCanary(clock);
  await canary.stop();
  const startedAtMs = (readStat(process.pid)?.startTicks ?? 0) * TICK_MS + (canary.startOffsetMs ?? 0);
  const wholeLifeMs = process.uptime() * 1000;
  // This process started before its uptime began to count, by little.
  expect(monotonicMs() - wholeLifeMs - startedAtMs).toBeGreaterThan(-50);
  expect(monotonicMs() - wholeLifeMs - startedAtMs).toBeLessThan(10_000);
});
