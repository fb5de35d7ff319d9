import type { JobEvent } from '../../supervisor/events.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class CountsStallsTwice extends BaseSupervisor {
  protected override count(event: JobEvent): void {
    super.count(event);
    super.count(event);
  }
}

export const countsStallsTwice: Specimen = {
  name: 'counts-stalls-twice',
  flaw: 'It adds two to the stall metric for each stall, so whoever is on call sees twice the trouble.',
  from: 'origin design: xg2g_vod_remux_stalls_total',
  caughtBy: 'stall-counted-once',
  shownBy: 'some progress, then hang',
  create: (options) => new CountsStallsTwice(options),
};
