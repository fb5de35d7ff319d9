import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { explainCommand } from './commands/explain.js';
import { fuzzCommand } from './commands/fuzz.js';
import { listCommand } from './commands/list.js';
import { remuxCommand } from './commands/remux.js';
import { runCommand } from './commands/run.js';
import { schemaCommand } from './commands/schema.js';
import { selftestCommand } from './commands/selftest.js';
import { workerCommand } from './commands/worker.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Io } from './io.js';
import { reportError } from './report-error.js';

const HELP = `
Examples:
  $ stallproof remux in.ts out.mp4           supervise ffmpeg on a recording
  $ stallproof run                           play every scenario against it
  $ stallproof run --subject mine.yaml       … against your supervisor
  $ stallproof explain stall/after-progress  what a scenario does, and why
  $ stallproof selftest                      show that known-bad ones are caught

Exit codes: 0 all held or published, 1 something failed, 2 inconclusive,
3 nothing ran, 4 bad usage, 5 processes leaked, 6 not deterministic,
70 internal error, 75 busy, 130 interrupted.
`;

/**
 * Runs one command line to its end.
 * @param args without the program's own name
 * @returns the exit code; never rejects
 */
export async function runProgram(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = newProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, io);
  }
}

function newProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const commands = [
    runCommand,
    fuzzCommand,
    remuxCommand,
    workerCommand,
    selftestCommand,
    listCommand,
    explainCommand,
    schemaCommand,
  ].map((command) => command(io, finish));
  const program = new Command('stallproof')
    .description(
      'An ffmpeg supervisor that survives every way ffmpeg can fail, and the harness that proves it.',
    )
    .version(packageVersion())
    .addHelpText('after', HELP);
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands]) {
    command
      .exitOverride()
      .showHelpAfterError(`See: stallproof ${command === program ? '' : `${command.name()} `}--help`)
      .showSuggestionAfterError()
      .configureOutput({
        writeOut: (text) => void io.stdout.write(text),
        writeErr: (text) => void io.stderr.write(text),
      });
  }
  return program;
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '?';
}
