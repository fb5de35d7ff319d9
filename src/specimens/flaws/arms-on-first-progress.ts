import type { ProgressSnapshot } from '../../ffmpeg/progress-parser.js';
import type { ProgressWatch } from '../../supervisor/watch-ffmpeg-progress.js';
import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class ArmsOnFirstProgress extends BaseAttempt {
  #armed = false;

  protected override watch(): ProgressWatch {
    return super.watch({ ...this.watchConfig, stallTimeoutMs: Number.POSITIVE_INFINITY });
  }

  protected override onSnapshot(snapshot: ProgressSnapshot): void {
    if (!this.#armed) {
      this.#armed = true;
      this.watchdog?.stop();
      this.watchdog = super.watch();
    }
    super.onSnapshot(snapshot);
  }
}

export const armsOnFirstProgress: Specimen = {
  name: 'arms-on-first-progress',
  flaw: 'Its watchdog starts with the first progress, so an ffmpeg that hangs before it is never found.',
  from: 'Tdarr 418',
  caughtBy: 'detects-stall',
  shownBy: 'hang at the very start',
  create: (options) => new BaseSupervisor({ ...options, attempt: ArmsOnFirstProgress }),
};
