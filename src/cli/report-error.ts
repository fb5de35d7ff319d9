import { CommanderError } from 'commander';
import { escapeControlLines } from '../base/escape.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Io, printLine } from './io.js';

/** Errors of other floors that are the user's to mend, by name: their message says how. */
const USAGE_ERRORS = new Set(['UsageError', 'ToolNotFoundError', 'ScenarioError', 'SubjectError']);

/** Says what went wrong in words that a user can act on, and returns the exit code that goes with it. */
export function reportError(error: unknown, io: Io): ExitCode {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const known = error instanceof Error && USAGE_ERRORS.has(error.name);
  printLine(io.stderr, `stallproof: ${escapeControlLines(messageOf(error, known))}`);
  if (hintOf(error) !== undefined) printLine(io.stderr, `  ${escapeControlLines(hintOf(error) ?? '')}`);
  if (io.env.STALLPROOF_DEBUG === '1' && error instanceof Error) {
    printLine(io.stderr, escapeControlLines(error.stack ?? ''));
  }
  return known ? EXIT.usage : EXIT.internal;
}

function messageOf(error: unknown, known: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  if (known) return message;
  const text = message.startsWith('internal error') ? message : `internal error: ${message}`;
  return `${text}\n  This is a bug. STALLPROOF_DEBUG=1 shows where it happened; please report that.`;
}

function hintOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('hint' in error)) return undefined;
  return typeof error.hint === 'string' ? error.hint : undefined;
}
