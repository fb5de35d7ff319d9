import { formatDuration } from '../base/duration.js';
import { escapeControl } from '../base/escape.js';
import { formatSize } from '../base/size.js';
import type { ProgressSnapshot } from '../ffmpeg/progress-parser.js';
import type { JobEvent } from '../supervisor/events.js';
import type { RemuxOutcome } from '../supervisor/outcome.js';

/** What a person reads of an event; undefined for events that only machines want. */
export function sentenceOf(event: JobEvent): string | undefined {
  switch (event.event) {
    case 'job-accepted':
      return `remuxing ${escapeControl(event.input)} to ${escapeControl(event.output)}`;
    case 'lock-taken':
      return event.recovered ? 'took over the lock of a job that had died' : undefined;
    case 'probed':
      return `recording: ${streamsOf(event)}, ${durationOf(event.durationMs)}`;
    case 'strategy-chosen':
      return `strategy ${event.strategy}: ${escapeControl(event.reason)}`;
    case 'silent':
      return `no progress for ${formatDuration(event.silentForMs)}${event.working ? ', but it is working' : ''}`;
    case 'overslept':
      return `this computer slept ${formatDuration(event.lateByMs)}; that does not count`;
    case 'stalled':
      return `stalled (${event.stall.class}): no progress for ${formatDuration(event.stall.silentForMs)}`;
    case 'stopping':
      return `ending ffmpeg: ${event.why}`;
    case 'unkillable':
      return `process ${event.pid ?? '?'} cannot be killed; the lock stays until it is gone`;
    case 'attempt-ended':
      return event.result === 'ok' ? undefined : `${event.strategy} failed: ${escapeControl(event.reason)}`;
    case 'retrying':
      return `trying again with ${event.strategy}: ${escapeControl(event.reason)}`;
    case 'publishing':
      return `publishing ${formatSize(event.bytes)}`;
    case 'recovered':
      return `removed ${event.removed.length} files that a dead job had left`;
    case 'warning':
      return `warning: ${escapeControl(event.message)}`;
    default:
      return undefined;
  }
}

/** The last line: what was published where, or why nothing was. */
export function verdictOf(outcome: RemuxOutcome, errorLog: string | undefined): string {
  if (outcome.kind === 'published') {
    const length = outcome.durationMs === undefined ? '' : `, ${formatDuration(outcome.durationMs)} long`;
    const how = `by ${outcome.strategy} in ${formatDuration(outcome.elapsedMs)}`;
    return `published ${escapeControl(outcome.output)} (${formatSize(outcome.outputBytes)}${length}) ${how}`;
  }
  const where = errorLog === undefined ? '' : `; see ${escapeControl(errorLog)}`;
  return `not published: ${escapeControl(outcome.cause.message)}${where}`;
}

/** `00:04:02`, media time. */
export function mediaTime(progress: ProgressSnapshot): string {
  if (progress.outTimeUs === undefined) return '--:--:--';
  const seconds = Math.max(0, Math.floor(progress.outTimeUs / 1e6));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

export function speedOf(progress: ProgressSnapshot): string {
  if (progress.speed === undefined) return '-x';
  return `${progress.speed < 10 ? progress.speed.toFixed(1) : Math.round(progress.speed)}x`;
}

export function percentOf(fraction: number | undefined): string {
  return fraction === undefined ? '?' : String(Math.floor(Math.min(1, Math.max(0, fraction)) * 100));
}

function streamsOf(event: { readonly video?: string; readonly audio?: string }): string {
  const streams = [event.video, event.audio].filter((codec) => codec !== undefined);
  return streams.length === 0 ? 'no known streams' : escapeControl(streams.join(' + '));
}

function durationOf(durationMs: number | undefined): string {
  return durationMs === undefined ? 'of unknown length' : `${formatDuration(durationMs)} long`;
}
