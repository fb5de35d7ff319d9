import type { Readable, Writable } from 'node:stream';

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** All that a command reads from and prints to; tests hand in streams of their own. */
export interface Io {
  readonly stdin: Readable;
  /** Results. */
  readonly stdout: Output;
  /** Progress and errors. */
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP. */
  readonly stop: AbortSignal;
}

export function printLine(output: Output, line: string): void {
  output.write(`${line}\n`);
}

/** JSON on one line that is safe to show on a terminal: the control characters that JSON lets through are escaped. */
export function printJson(output: Output, value: unknown): void {
  printLine(
    output,
    JSON.stringify(value).replace(
      /[\u007f-\u009f\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}

/** Whether a line can be written over, as progress bars do. */
export function canRedraw(output: Output, env: Io['env']): boolean {
  return output.isTTY === true && env.TERM !== 'dumb';
}

/**
 * Whether colour is welcome. `NO_COLOR` says no, and `FORCE_COLOR` yes where nothing else would, as for the log of a CI
 * that shows colours; see no-color.org and force-color.org.
 */
export function wantsColour(output: Output, env: Io['env']): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return canRedraw(output, env);
}

const MIN_COLUMNS = 60;
const MAX_COLUMNS = 200;

/** How wide a table may be: the terminal's width within 60 and 200 columns, 80 where there is none. */
export function columnsOf(output: Output): number {
  const columns = output.isTTY === true ? (output.columns ?? 80) : 80;
  return Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, columns));
}
