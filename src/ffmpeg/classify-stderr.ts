import { escapeControl } from '../base/escape.js';
import { DEFAULT_POLICY, type RemuxPolicy } from './policy.js';
import { catalogueOf, entryOf, type StderrCatalogue } from './stderr-catalogue.js';
import type { StderrAction } from './stderr-rule.js';

export type { StderrAction } from './stderr-rule.js';

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

/**
 * Looks in the stderr of a FAILED run for the reason: the most severe message, and of those the first, since
 * what follows is its consequence. Harmless messages never decide. Time is linear in the text.
 * @param policy whose catalogue is looked into; the shipped one when absent
 * @returns undefined when nothing in it explains a failure.
 */
export function classifyStderr(
  text: string,
  policy: RemuxPolicy = DEFAULT_POLICY,
): StderrFinding | undefined {
  const catalogue = catalogueOf(policy);
  const tailStart = lineStart(text, text.length - TAIL_CHARS);
  const headStart = lineStart(text, text.length - MOST_CHARS);
  return worstIn(text.slice(tailStart), catalogue) ?? worstIn(text.slice(headStart, tailStart), catalogue);
}

function worstIn(text: string, catalogue: StderrCatalogue): StderrFinding | undefined {
  let worst: StderrFinding | undefined;
  for (const [whole] of text.matchAll(/[^\r\n]+/g)) {
    const line = withoutColours(whole.slice(0, LINE_CHARS)).trimEnd();
    const entry = catalogue.decisive.test(line) ? entryOf(catalogue, line) : undefined;
    if (entry === undefined || SEVERITY[entry.action] <= SEVERITY[worst?.action ?? 'ignore']) continue;
    worst = { id: entry.id, action: entry.action, line: escapeControl(line.slice(0, SHOWN_CHARS)) };
    if (worst.action === 'final') break;
  }
  return worst;
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
