import type { SlotLease } from '../../supervisor/slots.js';
import type { Climb } from '../base-ladder.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

/** A semaphore that only counts: what is given back twice is given out twice. */
class Counter {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(free: number) {
    this.#free = free;
  }

  async acquire(signal: AbortSignal | undefined): Promise<SlotLease | undefined> {
    while (this.#free <= 0 && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    if (signal?.aborted) return undefined;
    this.#free -= 1;
    return { release: () => this.#release() };
  }

  #release(): void {
    this.#free += 1;
    for (const retry of this.#waiting.splice(0)) retry();
  }
}

class ReleasesTwice extends BaseSupervisor {
  readonly #slots = new Counter(this.config.slots);

  protected override acquireSlot(job: SpecimenJob): Promise<SlotLease | undefined> {
    return this.#slots.acquire(job.signal);
  }

  protected override releaseSlot(job: SpecimenJob, lease: SlotLease, climb: Climb): void {
    super.releaseSlot(job, lease, climb);
    super.releaseSlot(job, lease, climb);
  }
}

export const releasesTwice: Specimen = {
  name: 'releases-twice',
  flaw: 'It gives each slot back twice, so with every job that ends one more runs than may.',
  from: 'origin design: slots',
  caughtBy: 'slot-released',
  shownBy: 'slots: 1 and three jobs that take a while',
  create: (options) => new ReleasesTwice(options),
};
