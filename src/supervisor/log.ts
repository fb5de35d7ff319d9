import type { Logger } from 'pino';
import { escapeControl } from '../base/escape.js';
import type { JobEvent } from './events.js';

/** Writes what an operator needs to a structured log; progress and other chatter stay events. */
export function logEvent(logger: Logger, event: JobEvent): void {
  const about = { jobId: event.jobId, recordingId: escapeControl(event.recordingId) };
  switch (event.event) {
    case 'stalled': {
      const { stall, strategy } = event;
      logger.error(
        {
          ...about,
          strategy,
          class: stall.class,
          sinceProgressMs: Math.round(stall.silentForMs),
          outTimeUs: stall.lastProgress?.outTimeUs,
          totalSize: stall.lastProgress?.totalSizeBytes,
          speed: stall.lastProgress?.speed,
          cpuMs: stall.cpuMs,
          ioBytes: stall.ioBytes,
        },
        'ffmpeg stalled and was killed',
      );
      return;
    }
    case 'unkillable':
      logger.error(
        { ...about, pid: event.pid },
        'a process could not be killed; its slot and output stay taken',
      );
      return;
    case 'attempt-started':
      logger.info({ ...about, strategy: event.strategy, pid: event.pid }, 'ffmpeg started');
      return;
    case 'retrying':
      logger.warn(
        { ...about, strategy: event.strategy, reason: escapeControl(event.reason) },
        'trying the next strategy',
      );
      return;
    case 'overslept':
      logger.warn(
        { ...about, lateByMs: Math.round(event.lateByMs) },
        'this process slept; that time does not count',
      );
      return;
    case 'recovered':
      logger.warn({ ...about, removed: event.removed }, 'removed what a dead job left behind');
      return;
    case 'warning':
      logger.warn(about, escapeControl(event.message));
      return;
    case 'job-ended': {
      const { outcome } = event;
      if (outcome.kind === 'published') logger.info({ ...about, strategy: outcome.strategy }, 'published');
      else logger.error({ ...about, kind: outcome.kind }, escapeControl(outcome.cause.message));
      return;
    }
    default:
  }
}
