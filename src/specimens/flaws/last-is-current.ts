import type { ProgressSnapshot } from '../../ffmpeg/progress-parser.js';
import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class LastIsCurrent extends BaseAttempt {
  protected override onSnapshot(snapshot: ProgressSnapshot): void {
    const last = this.lastProgress;
    super.onSnapshot(snapshot);
    if (snapshot.outTimeUs !== last?.outTimeUs || snapshot.totalSizeBytes !== last?.totalSizeBytes) {
      this.countAsProgress();
    }
  }
}

export const lastIsCurrent: Specimen = {
  name: 'last-is-current',
  flaw: 'It compares with the last value instead of the furthest, so values that go to and fro are progress for ever.',
  from: 'origin flaw 11',
  caughtBy: 'heartbeat-is-not-progress',
  shownBy: 'some progress, then oscillate or backwards',
  create: (options) => new BaseSupervisor({ ...options, attempt: LastIsCurrent }),
};
