import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class AnyLineIsProgress extends BaseAttempt {
  protected override read(bytes: Uint8Array): void {
    super.read(bytes);
    this.countAsProgress();
  }
}

export const anyLineIsProgress: Specimen = {
  name: 'any-line-is-progress',
  flaw: 'Whatever arrives on stdout is progress for it, so an ffmpeg that repeats its last block never stalls.',
  from: 'shrinkray 29',
  caughtBy: 'heartbeat-is-not-progress',
  shownBy: 'some progress, then heartbeat or not-available',
  create: (options) => new BaseSupervisor({ ...options, attempt: AnyLineIsProgress }),
};
