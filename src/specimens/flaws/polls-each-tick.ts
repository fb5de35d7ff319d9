import type { WatchVerdict } from '../../watchdog/watchdog.js';
import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class PollsEachTick extends BaseAttempt {
  protected override onVerdict(verdict: WatchVerdict, waits: readonly string[]): void {
    const { clock } = this.host;
    const { tickMs } = this.watchConfig;
    const sinceTickMs = (clock.now() - this.startedAtMs) % tickMs;
    clock.schedule(tickMs - sinceTickMs, () => super.onVerdict(verdict, waits));
  }
}

export const pollsEachTick: Specimen = {
  name: 'polls-each-tick',
  flaw: 'It looks for stalls at each tick only, so it finds them up to a tick late.',
  from: 'origin flaw 15',
  caughtBy: 'detects-stall',
  shownBy: 'hang at the very start, with a tick of nearly the stall time',
  create: (options) => new BaseSupervisor({ ...options, attempt: PollsEachTick }),
};
