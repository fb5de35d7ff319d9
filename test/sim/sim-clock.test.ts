import { expect, it } from 'vitest';
import { SimClock } from '../../src/sim/sim-clock.js';
import { describeClockContract } from '../host-contract/clock-contract.js';
import { createSimWorld } from './sim-world.js';

describeClockContract('simulated', createSimWorld);

it('is never late, and keeps the order of what was planned for one instant', async () => {
  const clock = new SimClock();
  const seen: string[] = [];
  clock.schedule(10, () => seen.push(`a ${clock.now()}`));
  clock.world(10, () => seen.push(`b ${clock.now()}`));
  clock.schedule(5, () => seen.push(`c ${clock.now()}`));
  expect(await clock.run(() => false, 20)).toBe('idle');
  expect(seen).toEqual(['c 5', 'a 10', 'b 10']);
  expect(clock.now()).toBe(20);
});

it('lets every continuation of a settled promise run before time goes on', async () => {
  const clock = new SimClock();
  const seenAtMs: number[] = [];
  const work = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      clock.schedule(5, resolve);
    });
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
    seenAtMs.push(clock.now());
  };
  void work();
  clock.world(5.001, () => {});
  await clock.run(() => false, 10);
  expect(seenAtMs).toEqual([5]);
});

it('holds back what is for a paused supervisor, timers first, and forgets what was for a dead one', async () => {
  const clock = new SimClock();
  const seen: string[] = [];
  clock.pause();
  clock.schedule(4, () => seen.push(`timer ${clock.now()}`));
  const cancel = clock.schedule(5, () => seen.push('cancelled'));
  clock.world(2, () => clock.deliver(() => seen.push(`bytes ${clock.now()}`), false));
  clock.world(6, cancel);
  clock.world(3, () => seen.push(`world ${clock.now()}`));
  clock.world(9, () => clock.resume());
  await clock.run(() => false, 20);
  expect(seen).toEqual(['world 3', 'timer 9', 'bytes 9']);
  clock.schedule(1, () => seen.push('of the dead'));
  clock.endSupervisor();
  await clock.run(() => false, 40);
  expect(seen).toHaveLength(3);
});

it('calls endless work at one instant a spin', async () => {
  const clock = new SimClock();
  const again = (): void => {
    clock.schedule(0, again);
  };
  again();
  expect(await clock.run(() => false, 1_000)).toBe('spinning');
  expect(clock.now()).toBe(0);
});

it('lets the calendar jump without making any time longer', async () => {
  const clock = new SimClock();
  const seen: string[] = [];
  clock.schedule(10, () => seen.push(`${clock.now()} ${clock.wallTime().toISOString()}`));
  clock.world(5, () => clock.jumpCalendar(-86_400_000));
  await clock.run(() => false, 20);
  expect(seen).toEqual(['10 2026-01-02T00:00:00.010Z']);
});
