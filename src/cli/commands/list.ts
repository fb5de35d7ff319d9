import { Command } from 'commander';
import { scenarioList } from '../../report/scenario-list.js';
import { collect } from '../collect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { columnsOf, type Io, printJson, printLine } from '../io.js';

interface ListOptions {
  readonly tag?: readonly string[];
  readonly json?: true;
}

const HELP = `
Examples:
  $ stallproof list                 every scenario of the catalogue
  $ stallproof list stall           those in the folder stall
  $ stallproof list --tag smoke     those that \`npm start\` plays
  $ stallproof list mine/*.yaml     yours: this checks them, too
`;

export function listCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('list')
    .summary('show the scenarios')
    .description('Shows the scenarios of the catalogue, or those in the files and folders named.')
    .argument('[scenario...]', 'ids, folders of ids, or files and folders of your own')
    .option('--tag <tag>', 'only those that carry it, or another one named so; may be repeated', collect)
    .option('--json', 'print the scenarios as JSON, one a line')
    .addHelpText('after', HELP)
    .action(async (names: string[], options: ListOptions) => {
      const { selectScenarios } = await import('../../scenario/catalogue.js');
      const scenarios = selectScenarios({ names, ...(options.tag !== undefined && { tags: options.tag }) });
      // A file or a program that reads on wants it all.
      const columns = io.stdout.isTTY === true ? columnsOf(io.stdout) : Number.POSITIVE_INFINITY;
      if (options.json === true) for (const scenario of scenarios) printJson(io.stdout, scenario);
      else for (const line of scenarioList(scenarios, columns)) printLine(io.stdout, line);
      if (scenarios.length === 0) {
        const { nothingFits } = await import('../nothing-fits.js');
        printLine(io.stderr, nothingFits(options.tag));
      }
      finish(scenarios.length === 0 ? EXIT.nothingRan : EXIT.ok);
    });
}
