import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

export const noGrace: Specimen = {
  name: 'no-grace',
  flaw: 'It gives a young ffmpeg no grace, so a slow start on sleeping storage is a stall.',
  from: 'origin test 4',
  caughtBy: 'no-false-kill',
  shownBy: 'a grace longer than the stall time, and a slow-start between the two',
  create: (options) => {
    const watch = { ...options.config.watch, startupGraceMs: 0 };
    return new BaseSupervisor({ ...options, config: { ...options.config, watch } });
  },
};
