import type { MessageLevel } from './op.js';

const RANKS: Readonly<Record<string, number>> = {
  quiet: -8,
  panic: 0,
  fatal: 8,
  error: 16,
  warning: 24,
  info: 32,
  verbose: 40,
  debug: 48,
  trace: 56,
};

/** What `-loglevel` lets through. */
export interface LogLevel {
  /** ffmpeg's number for the highest level that is printed. */
  readonly rank: number;
  /** Whether each message is marked with its level, as `level+warning` asks. */
  readonly marked: boolean;
}

export const DEFAULT_LOG_LEVEL: LogLevel = { rank: 32, marked: false };

/** Reads `warning`, `24`, `+level+warning`, `repeat+level+error`; what is not given stays as by default. */
export function readLogLevel(text: string | undefined): LogLevel {
  let { rank, marked } = DEFAULT_LOG_LEVEL;
  for (const word of text?.split('+') ?? []) {
    if (word === 'level') marked = true;
    else if (/^-?\d+$/.test(word)) rank = Number(word);
    else rank = RANKS[word] ?? rank;
  }
  return { rank, marked };
}

export function isPrinted(level: MessageLevel, limit: LogLevel): boolean {
  return (RANKS[level] ?? 0) <= limit.rank;
}

/** Puts the mark where ffmpeg puts it: behind the name of the component, such as `[h264 @ 0x55d0]`. */
export function markLevel(text: string, level: MessageLevel): string {
  const component = /^\[[^\]\n]* @ 0x[0-9a-f]+\] /.exec(text)?.[0] ?? '';
  return `${component}[${level}] ${text.slice(component.length)}`;
}
