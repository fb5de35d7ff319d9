import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SlotLease, Slots } from '../../src/supervisor/slots.js';

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

  it('holds capacity, order and exactly-once release under any interleaving with abort', async () => {
    const action = fc.oneof(
      fc.constant('acquire' as const),
      fc.constant('release' as const),
      fc.constant('release again' as const),
      fc.constant('abort' as const),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(action, { maxLength: 60 }),
        async (capacity, actions) => {
          const slots = new Slots(capacity);
          const served: number[] = [];
          const asked: number[] = [];
          const aborted = new Set<number>();
          const held: SlotLease[] = [];
          const past: SlotLease[] = [];
          const aborts = new Map<number, AbortController>();
          for (const [id, what] of actions.entries()) {
            if (what === 'acquire') {
              const abort = new AbortController();
              aborts.set(id, abort);
              asked.push(id);
              void slots.acquire(abort.signal).then((lease) => {
                if (lease === undefined) aborted.add(id);
                else {
                  served.push(id);
                  held.push(lease);
                }
              });
            } else if (what === 'release') {
              const lease = held.shift();
              lease?.release();
              if (lease !== undefined) past.push(lease);
            } else if (what === 'release again') {
              past.at(-1)?.release();
            } else {
              const waiting = asked.filter((each) => !served.includes(each) && !aborted.has(each));
              const victim = waiting[Math.floor(waiting.length / 2)];
              if (victim !== undefined) aborts.get(victim)?.abort();
            }
            await new Promise((resolve) => setImmediate(resolve));
            expect(slots.inUse).toBe(held.length);
            expect(held.length).toBeLessThanOrEqual(capacity);
            expect(slots.waiting === 0 || slots.inUse === capacity).toBe(true);
            expect(served).toEqual([...served].sort((a, b) => a - b));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
