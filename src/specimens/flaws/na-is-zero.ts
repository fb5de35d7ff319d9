import type { ProgressSnapshot } from '../../ffmpeg/progress-parser.js';
import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class NaIsZero extends BaseAttempt {
  #lastUs = 0;

  protected override onSnapshot(snapshot: ProgressSnapshot): void {
    super.onSnapshot(snapshot);
    const { outTimeUs = 0 } = snapshot;
    if (outTimeUs > this.#lastUs) this.countAsProgress();
    this.#lastUs = outTimeUs;
  }
}

export const naIsZero: Specimen = {
  name: 'na-is-zero',
  flaw: 'It reads N/A as zero and the value that follows as an advance, so an ffmpeg that alternates between the two never stalls.',
  from: 'mediamtx 922',
  caughtBy: 'heartbeat-is-not-progress',
  shownBy:
    'some progress, then not-available and heartbeat in turn, each for less than the stall time, together for longer',
  create: (options) => new BaseSupervisor({ ...options, attempt: NaIsZero }),
};
