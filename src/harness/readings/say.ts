import { formatDuration } from '../../base/duration.js';
import type { Evidence } from '../evidence.js';
import type { Invocation } from './invocations.js';

/** A real duration in nominal and real time: `31 s (0.78 s real)`. */
export function sayMs(evidence: Evidence, realMs: number): string {
  if (evidence.speed === 1 || evidence.engine === 'virtual') return formatDuration(realMs);
  return `${formatDuration(realMs * evidence.speed)} (${formatDuration(realMs)} real)`;
}

/** `ffmpeg (default)`. */
export function sayProcess(process: Invocation): string {
  return process.strategy === undefined ? process.tool : `${process.tool} (${process.strategy})`;
}

/** `a`, `a and b`, `a, b and c`. */
export function sayList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
