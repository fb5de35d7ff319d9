import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

export const timeoutOnly: Specimen = {
  name: 'timeout-only',
  flaw: 'It knows no stall, only the total time, so a dead ffmpeg holds its slot until that is used up.',
  from: 'PeerTube 5683',
  caughtBy: 'detects-stall',
  shownBy: 'some progress, then hang',
  create: (options) => {
    const watch = { ...options.config.watch, stallTimeoutMs: Number.POSITIVE_INFINITY };
    return new BaseSupervisor({ ...options, config: { ...options.config, watch } });
  },
};
