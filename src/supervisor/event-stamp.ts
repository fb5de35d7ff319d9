import type { Clock } from '../host/clock.js';
import { EVENT_SCHEMA_VERSION, type JobDeed, type JobEvent } from './events.js';
import { isoTime } from './iso-time.js';

/** Says of deeds when they were done, and for which job. */
export function eventStamper(clock: Clock): (deed: JobDeed, jobId: string, recordingId: string) => JobEvent {
  const v = EVENT_SCHEMA_VERSION;
  return (deed, jobId, recordingId) => {
    const atMs = clock.now();
    const time = isoTime(clock.wallTimeMs());
    // It comes with every block of every job, and a spread takes many times longer than all the rest.
    if (deed.event === 'progress' && deed.fraction !== undefined) {
      const { event, strategy, progress, fraction } = deed;
      return { v, atMs, time, jobId, recordingId, event, strategy, progress, fraction };
    }
    return { v, atMs, time, jobId, recordingId, ...deed };
  };
}
