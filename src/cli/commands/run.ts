import { Command, InvalidArgumentError } from 'commander';
import { collect } from '../collect.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import type { RunOptions } from '../run-options.js';

const HELP = `
Examples:
  $ stallproof run                              every scenario against the supervisor of this package
  $ stallproof run --tag smoke                  the short list
  $ stallproof run stall/after-progress --keep  one scenario; its folder is kept to be looked at
  $ stallproof run --subject my.yaml            against your supervisor (see: stallproof schema subject)
  $ stallproof run --subject production --subject naive-watchdog    against two, side by side

Writes report.json, junit.xml and summary.md. What is played can be read with: stallproof explain SCENARIO
Exit: 0 all held, 1 an oracle was violated, 2 too much was inconclusive, 3 nothing ran, 4 bad usage, scenario or
subject, 5 a process could not be ended, 130 interrupted (Ctrl-C ends everything first).
`;

export function runCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('run')
    .summary('play scenarios against a supervisor and judge it')
    .description('Plays scenarios against one or more subjects and judges each by what it really did.')
    .argument('[scenario...]', 'ids, folders of ids, or files and folders of your own (default: all)')
    .option('--subject <subject>', 'name or manifest file of a supervisor; may be repeated', collect)
    .option('--tag <tag>', 'only scenarios that carry it, or another one named so; may be repeated', collect)
    .option('--out <dir>', 'where the report goes', 'reports/latest')
    .option('--concurrency <n>', 'scenarios played at the same time', readConcurrency, 2)
    .option('--keep', 'keep the folder of each scenario: recordings, outputs, logs, timeline')
    .option('--json', 'print the report on stdout instead of the table')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', HELP)
    .action(async (names: string[], options: RunOptions) => {
      const { playScenarios } = await import('../play-scenarios.js');
      finish(await playScenarios(names, options, io));
    });
}

function readConcurrency(text: string): number {
  const concurrency = Number(text);
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 32) return concurrency;
  throw new InvalidArgumentError('Write a whole number from 1 to 32.');
}
