import type { Climb } from '../base-ladder.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class NeverTrustsAgain extends BaseSupervisor {
  #distrusts = false;

  protected override async climb(job: SpecimenJob): Promise<Climb> {
    if (this.#distrusts) {
      const cause = { kind: 'io-error', message: 'io error: the storage is taken for dead' } as const;
      return { kind: 'failed', cause, stderr: '' };
    }
    const climb = await super.climb(job);
    this.#distrusts ||= climb.kind === 'failed' && climb.cause.kind === 'stalled';
    return climb;
  }
}

export const neverTrustsAgain: Specimen = {
  name: 'never-trusts-again',
  flaw: 'After one stall it takes the storage for dead and turns every later job away, also when all has long been well again.',
  from: 'ADR 0006: a breaker for each mount',
  caughtBy: 'as-expected',
  shownBy: 'a job that stalls, and a healthy one after it',
  create: (options) => new NeverTrustsAgain(options),
};
