import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

export const silenceIsAlwaysStall: Specimen = {
  name: 'silence-is-always-stall',
  flaw: 'It does not know that ffmpeg can work without progress, so a finalising job is killed.',
  from: 'origin flaw 11',
  caughtBy: 'no-false-kill',
  shownBy: 'finalise for longer than the stall time, then complete',
  create: (options) => {
    const watch = { ...options.config.watch, finaliseMs: 0 };
    return new BaseSupervisor({ ...options, config: { ...options.config, watch } });
  },
};
