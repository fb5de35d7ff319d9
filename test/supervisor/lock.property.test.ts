import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AtOnce, HolderDies, type Model, Real, Reboot, Unkillable } from './lock-commands.js';
import type { Fate } from './mortal-owners.js';

const delaysMs = fc.array(
  fc.oneof(
    fc.constant(0.1),
    fc.integer({ min: 1, max: 30 }).map((tenths) => tenths / 10),
  ),
  { minLength: 1, maxLength: 16 },
);
const dying = (fromOperation: number, toOperation: number): fc.Arbitrary<Fate> =>
  fc.record({
    delaysMs,
    death: fc.record({
      at: fc.integer({ min: fromOperation, max: toOperation }),
      when: fc.constantFrom('before' as const, 'after' as const, 'torn' as const),
    }),
  });
const survivor: fc.Arbitrary<Fate> = fc.record({ delaysMs });
const fate = fc.oneof({ weight: 3, arbitrary: survivor }, { weight: 1, arbitrary: dying(1, 20) });

/** The operations in which a lock is taken over: the right to do so, a second look, the removal, and the right again. */
const TAKEOVER = { from: 6, to: 11 } as const;

const STEADY: Fate = { delaysMs: [0.1] };
const DIES_WITH_RIGHT: Fate = { ...STEADY, death: { at: 8, when: 'before' } };

/** Goes on at the pace of all others, but for one operation: what overtakes it there decides. */
function hesitating(at: number, tenths: number): Fate {
  return { delaysMs: Array.from({ length: 20 }, (_, index) => (index === at ? tenths : 1) / 10) };
}

const hesitant = fc
  .tuple(fc.integer({ min: 8, max: 17 }), fc.integer({ min: 2, max: 9 }))
  .map(([at, tenths]) => hesitating(at, tenths));

const commands = fc.commands(
  [
    fc.array(fate, { minLength: 1, maxLength: 3 }).map((starters) => new AtOnce(starters, undefined)),
    fc.array(survivor, { minLength: 2, maxLength: 3 }).map((starters) => new AtOnce(starters, undefined)),
    fc
      .tuple(fc.array(fate, { maxLength: 2 }), fate)
      .map(([starters, ending]) => new AtOnce(starters, ending)),
    dying(TAKEOVER.from, TAKEOVER.to).map((one) => new AtOnce([one], undefined)),
    fc.boolean().map((isReused) => new HolderDies(isReused)),
    fate.map((naming) => new Unkillable(naming)),
    fc.constant(new Reboot()),
  ],
  { maxCommands: 12 },
);

describe('the lock of an output, whoever starts, ends or dies at any file operation', () => {
  it('has never two holders, is never taken from a living one, and at once from a dead one', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (deeds) => {
        await fc.asyncModelRun(() => ({ model: { held: false }, real: new Real() }), deeds);
      }),
      { numRuns: 200 },
    );
  });

  it('goes to one of several that find what a dead owner and a dead taker have left, however they interleave', async () => {
    // It dies with the right in hand.
    const taker = dying(TAKEOVER.from + 2, TAKEOVER.to - 1);
    const others = fc.array(survivor, { maxLength: 1 });
    await fc.assert(
      fc.asyncProperty(taker, hesitant, hesitant, others, async (doomed, one, another, more) => {
        const model: Model = { held: false };
        const real = new Real();
        for (const deed of [
          new AtOnce([STEADY], undefined),
          new HolderDies(false),
          new AtOnce([doomed], undefined),
          new AtOnce([one, another, ...more], undefined),
        ]) {
          await deed.run(model, real);
        }
        expect(model.held).toBe(true);
      }),
      // Both once took the same dead taker's right for their own, and the slower one removed the other's lock.
      { numRuns: 200, examples: [[DIES_WITH_RIGHT, hesitating(14, 7), hesitating(9, 4), []]] },
    );
  });

  it('leaves nothing behind once one more job has come and gone', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (deeds) => {
        const real = new Real();
        await fc.asyncModelRun(() => ({ model: { held: false }, real }), deeds);
        const { machine } = real;
        if (real.child !== undefined) machine.end(real.child);
        if (real.holder === undefined) void real.take(machine.start());
        await machine.settle();
        real.holder?.owner.meet(STEADY);
        if (real.holder !== undefined) void real.giveBack(real.holder);
        await machine.settle();
        expect([...machine.files.entries.keys()]).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
