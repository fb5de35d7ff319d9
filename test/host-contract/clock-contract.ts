import { describe, expect, it } from 'vitest';
import type { World } from './world.js';

/** What every Clock promises. */
export function describeClockContract(name: string, createWorld: () => World): void {
  describe(`clock contract: ${name}`, () => {
    it.each(['relaxed', 'exact'] as const)(
      'calls once, not before the delay has passed: %s',
      async (accuracy) => {
        const { host, until, settle } = createWorld();
        const startMs = host.clock.now();
        const firedAtMs: number[] = [];
        const delaysMs = [0, 0.4, 1, 3.7, 10.1, 20];
        for (const delayMs of delaysMs) {
          host.clock.schedule(delayMs, () => firedAtMs.push(host.clock.now() - startMs - delayMs), accuracy);
        }
        await until(() => firedAtMs.length >= delaysMs.length);
        await settle();
        expect(firedAtMs).toHaveLength(delaysMs.length);
        expect(Math.min(...firedAtMs)).toBeGreaterThanOrEqual(0);
      },
    );

    describeCancelling(createWorld);

    it('takes a negative delay for none', async () => {
      const { host, until } = createWorld();
      let fired = false;
      host.clock.schedule(-5_000, () => {
        fired = true;
      });
      expect(fired).toBe(false);
      await until(() => fired);
    });

    it('never fires an infinite delay, and one beyond the range of timers not at once', async () => {
      const { host, settle } = createWorld();
      let fired = false;
      const fire = (): void => {
        fired = true;
      };
      const cancels = [Number.POSITIVE_INFINITY, Number.MAX_VALUE, 2 ** 31, 2 ** 40].map((delayMs) =>
        host.clock.schedule(delayMs, fire),
      );
      await settle();
      for (const cancel of cancels) cancel();
      expect(fired).toBe(false);
    });

    it('calls a delay that is not a number a bug', () => {
      const { host } = createWorld();
      expect(() => host.clock.schedule(Number.NaN, () => {})).toThrow('not a number');
    });

    it('never goes back', async () => {
      const { host, settle } = createWorld();
      const before = host.clock.now();
      await settle();
      expect(host.clock.now()).toBeGreaterThan(before);
    });
  });
}

function describeCancelling(createWorld: () => World): void {
  it.each([0.2, 1, 1.2])(
    'calls nothing that was cancelled, and lets cancel be called again: %d ms',
    async (delayMs) => {
      const { host, until, settle } = createWorld();
      const fired: string[] = [];
      const cancels = (['relaxed', 'exact'] as const).map((accuracy) =>
        host.clock.schedule(delayMs, () => fired.push('cancelled'), accuracy),
      );
      const cancelLate = host.clock.schedule(2, () => fired.push('kept'));
      for (const cancel of [...cancels, ...cancels]) cancel();
      await until(() => fired.length > 0);
      cancelLate();
      await settle();
      expect(fired).toEqual(['kept']);
    },
  );
}
