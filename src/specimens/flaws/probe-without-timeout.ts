import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

export const probeWithoutTimeout: Specimen = {
  name: 'probe-without-timeout',
  flaw: 'It gives ffprobe no time limit, so a probe that hangs keeps slot and lock for ever.',
  from: 'origin flaw 3',
  caughtBy: 'settles',
  shownBy: 'ffprobe: [ hang ]',
  create: (options) => {
    const config = { ...options.config, probeTimeoutMs: Number.POSITIVE_INFINITY };
    return new BaseSupervisor({ ...options, config });
  },
};
