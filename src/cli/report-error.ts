import { CommanderError } from 'commander';
import { escapeControlLines } from '../base/escape.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Io, printLine } from './io.js';

/** Errors that are no bug of this program, by name: their message says what is wrong and how to mend it. */
const EXPECTED: ReadonlyMap<string, ExitCode> = new Map([
  ['UsageError', EXIT.usage],
  ['ToolNotFoundError', EXIT.usage],
  ['ScenarioError', EXIT.usage],
  ['SubjectNotStartedError', EXIT.usage],
  ['ClipNotMadeError', EXIT.usage],
  ['ReportNotWrittenError', EXIT.failed],
  ['HarnessLeakError', EXIT.leaked],
  ['NotDeterministicError', EXIT.notDeterministic],
]);

/** Says what went wrong in words that a user can act on, and returns the exit code that goes with it. */
export function reportError(error: unknown, io: Io): ExitCode {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const code = error instanceof Error ? EXPECTED.get(error.name) : undefined;
  const hint = hintOf(error);
  printLine(io.stderr, `stallproof: ${escapeControlLines(messageOf(error, code !== undefined))}`);
  if (hint !== undefined) printLine(io.stderr, `  ${escapeControlLines(hint)}`);
  if (io.env.STALLPROOF_DEBUG === '1' && error instanceof Error) {
    printLine(io.stderr, escapeControlLines(error.stack ?? ''));
  }
  return code ?? EXIT.internal;
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
