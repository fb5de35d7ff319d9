import { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';

const HELP = `
Examples:
  $ stallproof explain stall/after-progress    one scenario, by its id
  $ stallproof explain stall                   all in the folder stall
  $ stallproof explain mine.yaml               a file of yours
`;

export function explainCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('explain')
    .summary('say what a scenario does and what must hold')
    .description('Says in plain words what happens in a scenario, what must then hold, and why.')
    .argument('<scenario...>', 'ids, folders of ids, or files and folders of your own')
    .addHelpText('after', HELP)
    .action(async (names: string[]) => {
      const { selectScenarios } = await import('../../scenario/catalogue.js');
      const { explainScenario } = await import('../../scenario/explain.js');
      io.stdout.write(selectScenarios({ names }).map(explainScenario).join('\n\n'));
      finish(EXIT.ok);
    });
}
