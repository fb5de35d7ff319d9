import { formatDuration } from '../base/duration.js';
import { escapeControl, escapeControlLines } from '../base/escape.js';
import { formatSize } from '../base/size.js';
import type { Failed, StallReport } from './outcome.js';

/** The text of `OUT.err.log`: first why, then what was tried, then what ffmpeg said at the end. */
export function errorLogText(outcome: Failed, stderr: string, writtenAt: Date): string {
  const { cause } = outcome;
  const lines = [
    escapeControl(cause.message),
    '',
    `outcome:    ${outcome.kind}`,
    `strategy:   ${cause.strategy ?? 'none tried'}`,
    `recording:  ${escapeControl(outcome.recordingId)}`,
    ...(outcome.serviceRef ? [`service:    ${escapeControl(outcome.serviceRef)}`] : []),
    `input:      ${escapeControl(outcome.input)}`,
    ...(outcome.furtherParts ?? []).map((part) => `            ${escapeControl(part)}`),
    `output:     ${escapeControl(outcome.output)}`,
    `job:        ${escapeControl(outcome.jobId)}`,
    `written at: ${writtenAt.toISOString()}`,
    ...(cause.unkillable ? ['', UNKILLABLE] : []),
    ...(cause.stall ? ['', ...stallLines(cause.stall)] : []),
    '',
    'attempts:',
    ...(outcome.attempts.length === 0 ? ['  none'] : []),
    ...outcome.attempts.map((attempt, i) => {
      const leak = attempt.leaked ? ' (processes that it left behind were ended)' : '';
      return `  ${i + 1}. ${attempt.strategy}: ${escapeControl(attempt.reason)}${leak}`;
    }),
    '',
    'stderr of the last attempt:',
    stderr.trim() === ''
      ? '  (nothing)'
      : escapeControlLines(stderr.replaceAll('\r\n', '\n').replaceAll('\r', '\n').trimEnd()),
    '',
  ];
  return lines.join('\n');
}

const UNKILLABLE =
  'A process could not be killed. Slot, lock and temp file stay taken until it is gone, so that nothing else writes there.';

function stallLines(stall: StallReport): string[] {
  const progress = stall.lastProgress;
  const lines = [
    `stall:      ${stall.class}, silent for ${formatDuration(stall.silentForMs)} of ${formatDuration(stall.ranForMs)}`,
    `progress:   out_time_us=${progress?.outTimeUs ?? 'N/A'} total_size=${progress?.totalSizeBytes ?? 'N/A'} speed=${progress?.speed ?? 'N/A'}`,
  ];
  if (stall.cpuMs !== undefined && stall.ioBytes !== undefined) {
    lines.push(
      `meanwhile:  ${formatDuration(stall.cpuMs)} of CPU, ${formatSize(stall.ioBytes)} read and written`,
    );
  }
  if (stall.waits.length > 0) lines.push(`waiting in: ${stall.waits.map(escapeControl).join(' ')}`);
  return lines;
}
