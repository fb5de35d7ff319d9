import type { OutputCheck } from '../../ffmpeg/output-check.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class TrustsExitZero extends BaseSupervisor {
  protected override async verify(): Promise<OutputCheck> {
    return { ok: true, durationChecked: false };
  }
}

export const trustsExitZero: Specimen = {
  name: 'trusts-exit-zero',
  flaw: 'It never looks at the output of an ffmpeg that exited with 0, and publishes empty, short and unreadable files.',
  from: 'origin flaw 2',
  caughtBy: 'no-partial-publish',
  shownBy: 'output: empty or partial, or finish: 0.5, then exit: 0',
  create: (options) => new TrustsExitZero(options),
};
