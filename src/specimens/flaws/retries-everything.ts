import type { Strategy } from '../../ffmpeg/strategy.js';
import type { FailedAttempt } from '../../supervisor/retry.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class RetriesEverything extends BaseSupervisor {
  protected override nextRung(
    ladder: readonly Strategy[],
    { strategy }: FailedAttempt,
  ): Strategy | undefined {
    return ladder[ladder.indexOf(strategy) + 1];
  }
}

export const retriesEverything: Specimen = {
  name: 'retries-everything',
  flaw: 'It tries the next rung whatever has happened, also after a stall, a full disk or a kill from outside.',
  from: 'lossless-cut 328',
  caughtBy: 'stall-is-final',
  shownBy: 'disk-full, or die: SIGKILL',
  create: (options) => new RetriesEverything(options),
};
