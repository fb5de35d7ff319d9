import { Command, Option } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import type { FuzzOptions } from '../fuzz-options.js';
import type { Io } from '../io.js';
import { DEFAULT_SUBJECT } from '../run-options.js';
import { readShard } from '../shard-option.js';
import { readCount, readSeed } from '../whole-number.js';

const HELP = `
Examples:
  $ stallproof fuzz                         a thousand random runs
  $ stallproof fuzz --runs 100000 --seed 7  more, the same ones each time
  $ stallproof fuzz --seed 7 --only 4711    run 4711 of that campaign alone
  $ stallproof fuzz --runs 1000000 --shard 1/2 --resume state.json
                                            half of a long one, in parts
  $ stallproof report merge state-*.json    the halves together

Each run draws jobs, scripts, locks, pauses, crashes and file errors from its
seed; when they are over, everything must settle. What violates an oracle is
shrunk and written as a scenario file.
Exit: 0 nothing was violated, 1 something was, or a rare situation never came
about in a long campaign, 3 nothing ran, 4 bad usage, 6 not deterministic,
130 interrupted.
`;

export function fuzzCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('fuzz')
    .summary('look for schedules of faults that break a supervisor, in simulated time')
    .description('Plays random faults against a supervisor in simulated time and shrinks what breaks it.')
    .option('--runs <n>', 'how many', readCount, 1_000)
    .option('--seed <n>', 'what everything is drawn from (default: another one each time)', readSeed)
    .addOption(
      new Option('--only <index>', 'only this run of the campaign')
        .argParser(readSeed)
        .conflicts(['resume', 'shard']),
    )
    .option(
      '--shard <i/n>',
      'only each n-th run, from the i-th on; auto: as GitLab or Kubernetes says',
      readShard,
    )
    .option('--subject <name>', 'production, or the name of a known-bad supervisor', DEFAULT_SUBJECT)
    .option('--check-determinism', 'play each run twice; what was seen must be the same, byte for byte')
    .option('--resume <file>', 'keep there what the campaign has come to, and go on from it')
    .option('--failures <n>', 'stop after so many violated runs', readCount, 20)
    .option('--out <dir>', 'where scenario files go', 'reports/latest/fuzz')
    .addHelpText('after', HELP)
    .action(async (options: FuzzOptions) => {
      const { runFuzz } = await import('../run-fuzz.js');
      finish(await runFuzz(options, io));
    });
}
