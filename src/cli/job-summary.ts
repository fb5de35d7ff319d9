import { appendFileSync } from 'node:fs';
import { escapeControl } from '../base/escape.js';
import { type Io, printLine } from './io.js';

/** GitHub takes so much from one step, and drops a summary that is larger. */
const MOST_BYTES = 1024 * 1024;

const CUT = '\n\n… cut here: the whole summary is in summary.md of the report.\n';

/** Appends the summary to the page of a GitHub job, where there is one. */
export function tellJobSummary(summary: string, io: Io): void {
  const file = io.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, `${wholeLines(summary, MOST_BYTES)}\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    printLine(io.stderr, `stallproof: the job has no summary: ${escapeControl(why)}`);
  }
}

/** As many whole lines as fit: half a table row would show as text. */
export function wholeLines(text: string, mostBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length < mostBytes) return text;
  const room = bytes.subarray(0, mostBytes - Buffer.byteLength(CUT) - 1);
  return `${room.subarray(0, Math.max(0, room.lastIndexOf(0x0a))).toString()}${CUT}`;
}
