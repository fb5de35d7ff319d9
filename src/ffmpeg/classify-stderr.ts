import { escapeControl } from '../base/escape.js';
import type { StderrAction, StderrEntry } from './stderr-catalogue/entry.js';
import { STDERR_CATALOGUE } from './stderr-catalogue.js';

export type { StderrAction } from './stderr-catalogue/entry.js';

/** The entry of the catalogue that best explains why a run failed. */
export interface StderrFinding {
  readonly id: string;
  readonly action: StderrAction;
  /** The line it was found in, shortened, with control characters escaped. */
  readonly line: string;
}

/** Where the reason of a failure stands nearly always. */
const TAIL_CHARS = 64 * 1024;

/** Older text is not looked at. */
const MOST_CHARS = 8 * 1024 * 1024;

/** No message is longer; the rest of such a line is not looked at. */
const LINE_CHARS = 1000;
const SHOWN_CHARS = 300;

const SEVERITY: Record<StderrAction, number> = { ignore: 0, 'next-rung': 1, fail: 2, final: 3 };

/** One pass over a line instead of one for each entry, for the lines that say nothing: nearly all. */
const DECISIVE = new RegExp(
  STDERR_CATALOGUE.filter((entry) => entry.action !== 'ignore')
    .map((entry) => `(?:${entry.pattern.source})`)
    .join('|'),
);

/**
 * Looks in the stderr of a FAILED run for the reason: the most severe message, and of those the first, since
 * what follows is its consequence. Harmless messages never decide. Time is linear in the text.
 * @returns undefined when nothing in it explains a failure.
 */
export function classifyStderr(text: string): StderrFinding | undefined {
  const tailStart = lineStart(text, text.length - TAIL_CHARS);
  const headStart = lineStart(text, text.length - MOST_CHARS);
  return worstIn(text.slice(tailStart)) ?? worstIn(text.slice(headStart, tailStart));
}

function worstIn(text: string): StderrFinding | undefined {
  let worst: StderrFinding | undefined;
  for (const [whole] of text.matchAll(/[^\r\n]+/g)) {
    const line = withoutColours(whole.slice(0, LINE_CHARS)).trimEnd();
    const entry = DECISIVE.test(line) ? entryOf(line) : undefined;
    if (entry === undefined || SEVERITY[entry.action] <= SEVERITY[worst?.action ?? 'ignore']) continue;
    worst = { id: entry.id, action: entry.action, line: escapeControl(line.slice(0, SHOWN_CHARS)) };
    if (worst.action === 'final') break;
  }
  return worst;
}

function entryOf(line: string): StderrEntry | undefined {
  return STDERR_CATALOGUE.find((entry) => entry.pattern.test(line));
}

/** The first start of a line at or behind a position. */
function lineStart(text: string, position: number): number {
  if (position <= 0) return 0;
  const newline = text.indexOf('\n', position - 1);
  return newline < 0 || newline - position > LINE_CHARS ? position : newline + 1;
}

function withoutColours(line: string): string {
  return line.includes('\u001b') ? line.replace(/\u001b\[[\d;]*m/g, '') : line;
}
