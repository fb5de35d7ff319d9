import { Command } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import type { MergeOptions } from '../merge-reports.js';

const HELP = `
Examples:
  $ stallproof run --shard 1/2 --out shard-1      on one machine
  $ stallproof run --shard 2/2 --out shard-2      on another
  $ stallproof report merge shard-*/report.json   both, as if it had been one
  $ stallproof report merge state-*.json          the states of fuzz --resume

The same shard may be given twice; a missing one is an error, and nothing is
written then. Exit: as that of run or fuzz, 4 where the parts make no whole.
`;

/** `stallproof report merge`. */
export function mergeCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('merge')
    .summary('put the reports of all shards together')
    .description(
      'Merges the reports of all shards of a run, or the states of a campaign, and judges the whole.',
    )
    .argument('<file...>', 'report.json of each shard, or the state of each')
    .option('--out <dir>', 'where the merged report goes', 'reports/merged')
    .option('--against <file>', 'compare with committed verdicts: only what is newly violated fails')
    .option('--update', 'with --against: write what the run has shown into that file')
    .option('--json', 'print the report on stdout instead of the table')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: MergeOptions) => {
      const { mergeReports } = await import('../merge-reports.js');
      finish(mergeReports(files, options, io));
    });
}
