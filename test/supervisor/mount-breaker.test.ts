import { beforeEach, describe, expect, it } from 'vitest';
import { SimClock } from '../../src/sim/sim-clock.js';
import { MACHINE } from '../../src/supervisor/config.js';
import { MountBreaker } from '../../src/supervisor/mount-breaker.js';

describe('mount breaker', () => {
  let clock: SimClock;
  let breaker: MountBreaker;

  beforeEach(() => {
    clock = new SimClock();
    breaker = new MountBreaker(clock);
  });

  async function pass(ms: number): Promise<void> {
    let passed = false;
    clock.world(ms, () => {
      passed = true;
    });
    await clock.run(() => passed);
  }

  it('admits everything at first, and nothing to a mount that was silent', () => {
    expect(breaker.admits('/nas')).toBe(true);
    expect(breaker.admits('/nas')).toBe(true);
    breaker.silent('/nas');
    expect(breaker.admits('/nas')).toBe(false);
    expect(breaker.admits('/')).toBe(true);
  });

  it('admits one operation after each pause', async () => {
    breaker.silent('/nas');
    await pass(MACHINE.mountPauseMs - 1);
    expect(breaker.admits('/nas')).toBe(false);
    await pass(1);
    expect(breaker.admits('/nas')).toBe(true);
    expect(breaker.admits('/nas')).toBe(false);
    // The first may wait for long, as a flush does; meanwhile others try.
    await pass(MACHINE.mountPauseMs);
    expect(breaker.admits('/nas')).toBe(true);
  });

  it('admits everything when nobody has tried for a second pause', async () => {
    breaker.silent('/nas');
    await pass(2 * MACHINE.mountPauseMs);
    expect(breaker.admits('/nas')).toBe(true);
    expect(breaker.admits('/nas')).toBe(true);
  });

  it('counts the pause from the last silence', async () => {
    breaker.silent('/nas');
    await pass(MACHINE.mountPauseMs / 2);
    breaker.silent('/nas');
    await pass(MACHINE.mountPauseMs / 2);
    expect(breaker.admits('/nas')).toBe(false);
  });

  it('admits everything again after an answer', () => {
    breaker.silent('/nas');
    breaker.answered('/nas');
    expect(breaker.admits('/nas')).toBe(true);
    expect(breaker.admits('/nas')).toBe(true);
  });
});
