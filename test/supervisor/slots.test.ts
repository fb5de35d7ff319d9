import { describe, expect, it } from 'vitest';
import { Slots } from '../../src/supervisor/slots.js';

describe('slots', () => {
  it('refuses a capacity that could never serve', () => {
    expect(() => new Slots(0)).toThrow(/slots/);
    expect(() => new Slots(1.5)).toThrow(/slots/);
  });

  it('gives nothing to an aborted waiter and forgets it', async () => {
    const slots = new Slots(1);
    const first = await slots.acquire();
    const abort = new AbortController();
    const second = slots.acquire(abort.signal);
    abort.abort();
    expect(await second).toBeUndefined();
    expect(slots.waiting).toBe(0);
    first?.release();
    expect(slots.inUse).toBe(0);
  });

  it('gives a slot back once, however often it is released', async () => {
    const slots = new Slots(2);
    const lease = await slots.acquire();
    await slots.acquire();
    lease?.release();
    lease?.release();
    expect(slots.inUse).toBe(1);
  });
});
