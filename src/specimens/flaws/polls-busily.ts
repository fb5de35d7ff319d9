import type { FfmpegResult } from '../../supervisor/run-ffmpeg-with-progress.js';
import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class PollsBusily extends BaseAttempt {
  override run(): Promise<FfmpegResult> {
    this.#look();
    return super.run();
  }

  #look(): void {
    if (!this.over) this.host.soon(() => this.#look());
  }
}

export const pollsBusily: Specimen = {
  name: 'polls-busily',
  flaw: 'It asks without a pause whether ffmpeg has ended, and burns a core while it waits.',
  from: 'origin flaw 6',
  caughtBy: 'idle-while-waiting',
  shownBy: 'some progress, then hang',
  create: (options) => new BaseSupervisor({ ...options, attempt: PollsBusily }),
};
