import { Command } from 'commander';
import { benchCommand } from './commands/bench.js';
import { explainCommand } from './commands/explain.js';
import { fuzzCommand } from './commands/fuzz.js';
import { gatesCommand } from './commands/gates.js';
import { helpCommand } from './commands/help.js';
import { initCommand } from './commands/init.js';
import { listCommand } from './commands/list.js';
import { recordCommand } from './commands/record.js';
import { remuxCommand } from './commands/remux.js';
import { replayCommand } from './commands/replay.js';
import { reportCommand } from './commands/report.js';
import { runCommand } from './commands/run.js';
import { schemaCommand } from './commands/schema.js';
import { selftestCommand } from './commands/selftest.js';
import { tuneCommand } from './commands/tune.js';
import { workerCommand } from './commands/worker.js';
import { EXIT } from './exit-codes.js';
import type { Io } from './io.js';
import { packageVersion } from './package-version.js';
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
export async function runProgram(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
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

function newProgram(io: Io, finish: (code: number) => void): Command {
  const commands = [
    runCommand,
    fuzzCommand,
    benchCommand,
    remuxCommand,
    workerCommand,
    recordCommand,
    replayCommand,
    tuneCommand,
    reportCommand,
    gatesCommand,
    selftestCommand,
    listCommand,
    explainCommand,
    schemaCommand,
    initCommand,
  ].map((command) => command(io, finish));
  commands.push(helpCommand(finish));
  const program = new Command('stallproof')
    .description(
      'An ffmpeg supervisor that survives every way ffmpeg can fail, and the harness that proves it.',
    )
    .version(packageVersion())
    // An option behind a subcommand is that one's own, also where the command above it has one of the same name.
    .enablePositionalOptions()
    .helpCommand(false)
    .addHelpText('after', HELP);
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands, ...commands.flatMap((each) => each.commands)]) {
    command
      .exitOverride()
      .showHelpAfterError(`See: ${fullName(command)} --help`)
      .showSuggestionAfterError()
      .configureOutput({
        writeOut: (text) => void io.stdout.write(text),
        writeErr: (text) => void io.stderr.write(text),
      });
  }
  return program;
}

/** `stallproof gates apply`. */
function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
