import { expect, it } from 'vitest';
import { SimClock } from '../../src/sim/sim-clock.js';
import { TimeBudget } from '../../src/supervisor/time-budget.js';

it('counts down to the instant at which it is used up', async () => {
  const clock = new SimClock();
  await clock.run(() => false, 5_000.1);
  const budget = new TimeBudget(clock, 1_000.2);
  expect(budget.endsAtMs).toBeCloseTo(6_000.3);
  await clock.run(() => false, 5_900);
  expect(budget.leftMs).toBeCloseTo(100.3);
  expect(budget.usedUp).toBe(false);
  await clock.run(() => false, 7_000);
  expect([budget.leftMs, budget.usedUp]).toEqual([0, true]);
});

it('is used up when a timer of what was left has fired, whatever the rounding', async () => {
  const clock = new SimClock();
  for (let round = 0; round < 200; round++) {
    const budget = new TimeBudget(clock, 0.1 + round * 0.7);
    await clock.run(() => false, clock.now() + round * 0.3);
    let fired = false;
    clock.schedule(budget.leftMs, () => {
      fired = true;
    });
    await clock.run(() => fired);
    expect(budget.usedUp).toBe(true);
  }
});

it('gets back what was slept through', async () => {
  const clock = new SimClock();
  const budget = new TimeBudget(clock, 100);
  await clock.run(() => false, 1_000);
  budget.giveBack(950);
  expect([budget.leftMs, budget.usedUp]).toEqual([50, false]);
});

it('may be without end', () => {
  const budget = new TimeBudget(new SimClock(), Number.POSITIVE_INFINITY);
  expect([budget.leftMs, budget.usedUp]).toEqual([Number.POSITIVE_INFINITY, false]);
});
