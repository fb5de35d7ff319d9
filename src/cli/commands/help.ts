import { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { UsageError } from '../usage-error.js';

const HELP = `
Examples:
  $ stallproof help            the same as stallproof --help
  $ stallproof help remux      the same as stallproof remux --help
`;

/** Of its own, so that it can be asked for help like any other command. */
export function helpCommand(finish: (code: ExitCode) => void): Command {
  const command = new Command('help')
    .summary('display help for command')
    .description('Shows what a command does, its options, and examples.')
    .argument('[command]', 'its name (default: an overview)')
    .addHelpText('after', HELP);
  return command.action((name?: string) => {
    const program = command.parent ?? command;
    const asked = name === undefined ? program : program.commands.find((each) => each.name() === name);
    if (asked === undefined) {
      throw new UsageError(`there is no command ${name}`, 'See: stallproof --help');
    }
    asked.outputHelp();
    finish(EXIT.ok);
  });
}
