import type { JobEvent } from '../../supervisor/events.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

class SaysNothing extends BaseSupervisor {
  protected override tell(event: JobEvent): void {
    if (event.event !== 'stalled') super.tell(event);
  }

  protected override errorLog(): string {
    return 'remux failed\n';
  }
}

export const saysNothing: Specimen = {
  name: 'says-nothing',
  flaw: 'It gives no reason, neither in the log nor in the error log, so nobody learns that ffmpeg had stalled, nor where.',
  from: 'origin design: actionable telemetry',
  caughtBy: 'tells-why',
  shownBy: 'some progress, then hang',
  create: (options) => new SaysNothing(options),
};
