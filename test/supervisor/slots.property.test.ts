import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SlotLease, Slots } from '../../src/supervisor/slots.js';

/** What must become of the jobs that asked, told apart by the order in which they did. */
interface Model {
  readonly capacity: number;
  asked: number;
  waiting: number[];
  holding: number[];
  /** Who got a slot, in this order. */
  readonly served: number[];
  readonly refused: Set<number>;
}

/** The real slots, and what each job that asked was told. */
interface Real {
  readonly slots: Slots;
  readonly aborts: AbortController[];
  readonly leases: Map<number, SlotLease>;
  readonly served: number[];
  readonly refused: Set<number>;
}

/** Something that happens to a job; which one is drawn from those that it can happen to. */
type Deed =
  | { readonly deed: 'acquire' | 'acquire already aborted' }
  /** Any job that ever asked may be aborted: one that waits, one that holds a slot, one that is long gone. */
  | { readonly deed: 'abort'; readonly which: number }
  | { readonly deed: 'release' | 'release again'; readonly which: number };

/** Deeds without a breath in between: nobody hears of one before the last of them is done. */
class AtOnce implements fc.AsyncCommand<Model, Real> {
  readonly #deeds: readonly Deed[];

  constructor(deeds: readonly Deed[]) {
    this.#deeds = deeds;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    for (const deed of this.#deeds) {
      perform(deed, model, real);
      expect(real.slots.inUse).toBe(model.holding.length);
      expect(real.slots.inUse).toBeLessThanOrEqual(real.slots.capacity);
      expect(real.slots.waiting).toBe(model.waiting.length);
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(real.served).toEqual(model.served);
    expect(real.refused).toEqual(model.refused);
  }

  toString(): string {
    return this.#deeds
      .map((each) => ('which' in each ? `${each.deed} #${each.which}` : each.deed))
      .join(' + ');
  }
}

function perform(given: Deed, model: Model, real: Real): void {
  switch (given.deed) {
    case 'acquire':
    case 'acquire already aborted':
      acquire(given.deed !== 'acquire', model, real);
      return;
    case 'abort': {
      const id = given.which % Math.max(1, model.asked);
      real.aborts[id]?.abort();
      if (!model.waiting.includes(id)) return;
      model.waiting = model.waiting.filter((each) => each !== id);
      model.refused.add(id);
      return;
    }
    case 'release': {
      // Only who has heard of his lease can give it back.
      const held = model.holding.filter((id) => real.leases.has(id));
      const id = held[given.which % Math.max(1, held.length)];
      if (id === undefined) return;
      real.leases.get(id)?.release();
      model.holding = model.holding.filter((each) => each !== id);
      serve(model);
      return;
    }
    case 'release again': {
      const past = [...real.leases.keys()].filter((id) => !model.holding.includes(id));
      const id = past[given.which % Math.max(1, past.length)];
      if (id !== undefined) real.leases.get(id)?.release();
    }
  }
}

function acquire(isAborted: boolean, model: Model, real: Real): void {
  const id = model.asked++;
  const abort = new AbortController();
  if (isAborted) abort.abort();
  real.aborts.push(abort);
  void real.slots.acquire(abort.signal).then((lease) => {
    if (lease === undefined) {
      real.refused.add(id);
      return;
    }
    real.served.push(id);
    real.leases.set(id, lease);
  });
  if (isAborted) model.refused.add(id);
  else model.waiting.push(id);
  serve(model);
}

/** First come, first served, as long as there is room. */
function serve(model: Model): void {
  while (model.holding.length < model.capacity) {
    const id = model.waiting.shift();
    if (id === undefined) return;
    model.holding.push(id);
    model.served.push(id);
  }
}

describe('slots, under any interleaving with abort', () => {
  const which = fc.nat(20);
  const deed: fc.Arbitrary<Deed> = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Deed>({ deed: 'acquire' }) },
    { weight: 1, arbitrary: fc.constant<Deed>({ deed: 'acquire already aborted' }) },
    { weight: 3, arbitrary: which.map((id): Deed => ({ deed: 'release', which: id })) },
    { weight: 1, arbitrary: which.map((id): Deed => ({ deed: 'release again', which: id })) },
    { weight: 2, arbitrary: which.map((id): Deed => ({ deed: 'abort', which: id })) },
  );
  const atOnce = fc.array(deed, { minLength: 1, maxLength: 4 }).map((deeds) => new AtOnce(deeds));

  it('never exceed their capacity, serve in the order of arrival, and are given back exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.commands([atOnce], { maxCommands: 40 }),
        async (capacity, commands) => {
          const setup = () => ({
            model: { capacity, asked: 0, waiting: [], holding: [], served: [], refused: new Set<number>() },
            real: {
              slots: new Slots(capacity),
              aborts: [],
              leases: new Map<number, SlotLease>(),
              served: [],
              refused: new Set<number>(),
            },
          });
          await fc.asyncModelRun(setup, commands);
        },
      ),
      { numRuns: 150 },
    );
  });
});
