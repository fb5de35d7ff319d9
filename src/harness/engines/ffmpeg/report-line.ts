/** What a line of ffmpeg's own report says, as far as it tells what ffmpeg did. */
export type ReportLine =
  /** Printed in the very moment of a progress block, just before it, with its values: 10 ms and 1 KiB are the grain. */
  | {
      readonly kind: 'progress';
      readonly outTimeUs?: number;
      readonly totalSizeBytes?: number;
      readonly end: boolean;
    }
  /** Input and output are open. */
  | { readonly kind: 'began' }
  /** Everything is written. */
  | { readonly kind: 'summary' }
  /** A file was closed that had been read. */
  | { readonly kind: 'closed-input' }
  | { readonly kind: 'signalled'; readonly number: number }
  | { readonly kind: 'failed' }
  /** From 6.1 on. */
  | { readonly kind: 'exit'; readonly code: number }
  /** ffmpeg says so of what it cannot even begin with. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'other' };

const STATISTICS =
  /\b(L?)size=\s*(N\/A|-?\d+)(?:kB|KiB)?\s+time=\s*(N\/A|-?\d{2,}:\d{2}:\d{2}\.\d{2})\s+bitrate=/;

const KINDS: readonly (readonly [RegExp, (match: RegExpExecArray) => ReportLine])[] = [
  [/\bExiting normally, received signal (\d+)/, ([, n]) => ({ kind: 'signalled', number: Number(n) })],
  [/\bExiting with exit code (-?\d+)/, ([, code]) => ({ kind: 'exit', code: Number(code) })],
  [/\bConversion failed!/, () => ({ kind: 'failed' })],
  [/(?:^|\] )Stream mapping:/, () => ({ kind: 'began' })],
  [/\bvideo:\S+ audio:\S+ subtitle:.*\b(?:muxing overhead|headers)/, () => ({ kind: 'summary' })],
  [/\bStatistics: \d+ bytes read,/, () => ({ kind: 'closed-input' })],
  [
    /: (?:No such file or directory|Invalid data found when processing input|Input\/output error|End of file|Permission denied|Connection refused|Invalid argument|Protocol not found)\s*$|Unrecognized option|Error splitting the argument list|Error opening input|already exists\. Exiting|At least one output file must/,
    () => ({ kind: 'refused' }),
  ],
];

export function readReportLine(line: string): ReportLine {
  const statistics = STATISTICS.exec(line);
  if (statistics !== null) return progress(statistics);
  for (const [pattern, read] of KINDS) {
    const match = pattern.exec(line);
    if (match !== null) return read(match);
  }
  return { kind: 'other' };
}

function progress([, last, kibibytes = 'N/A', time = 'N/A']: RegExpExecArray): ReportLine {
  return {
    kind: 'progress',
    ...(time !== 'N/A' && { outTimeUs: microseconds(time) }),
    ...(kibibytes !== 'N/A' && { totalSizeBytes: Number(kibibytes) * 1024 }),
    end: last === 'L',
  };
}

/** `-00:00:00.02`. */
function microseconds(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.replace('-', '').split(':').map(Number);
  const us = Math.round((hours * 3600 + minutes * 60 + seconds) * 1e6);
  return time.startsWith('-') ? -us : us;
}
