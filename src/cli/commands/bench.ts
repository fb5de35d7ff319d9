import { Argument, Command, Option } from 'commander';
import { PART_NAMES } from '../../bench/result.js';
import type { BenchOptions } from '../bench-options.js';
import { positiveDuration } from '../duration-option.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';

const HELP = `
Examples:
  $ stallproof bench                    everything, quickly: how things stand
  $ stallproof bench --full             everything, often enough to publish
  $ stallproof bench release            how soon a stalled job frees its slot
  $ stallproof bench --against reports/bench-baseline.json --update
                                        record what later runs are compared with
  $ stallproof bench --against reports/bench-baseline.json
                                        nothing may have become dearer

Parts: release (stall deadline to free slot, beside a polling watchdog and a
plain timeout), overhead (a remux bare, with spawn, execa, fluent-ffmpeg and
supervised), scale (1 to 1000 jobs at once), parts (parsers, classification,
slots, simulation). Writes bench.json and bench.md. The gate compares ratios
measured side by side in one run, and measures again where they decide nothing,
as long as the budget lasts.
Exit: 0 no target was missed, or nothing became dearer; 1 a target was missed,
or something did; 2 inconclusive, 3 nothing was measured, 4 bad usage,
5 a process could not be ended, 130 interrupted (Ctrl-C leaves nothing behind).
`;

export function benchCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('bench')
    .summary('measure what supervision costs, and gate on it')
    .description(
      'Measures the supervisor beside others in the same run, and judges the numbers against targets.',
    )
    .addArgument(new Argument('[part...]', 'what to measure (default: everything)').choices(PART_NAMES))
    .addOption(new Option('--quick', 'few repetitions (default)').conflicts('full'))
    .option('--full', 'as many repetitions as the published numbers have: about 40 minutes')
    .addOption(
      new Option(
        '--budget <duration>',
        'begin nothing further after that (default: 5m, with --full 45m)',
      ).argParser(positiveDuration),
    )
    .option(
      '--out <dir>',
      'where bench.json and bench.md go (default: reports; reports/latest with --against, and where reports has those of a larger run)',
    )
    .option('--against <file>', 'compare with a baseline: fail where a ratio has become dearer')
    .option('--update', 'with --against: write what this run has shown into that file instead')
    .option('--ffmpeg <path>', 'ffmpeg to run (default: $STALLPROOF_FFMPEG, PATH, then the packaged one)')
    .option('--ffprobe <path>', 'ffprobe to run (default: $STALLPROOF_FFPROBE, PATH, then the packaged one)')
    .option('--json', 'print the report on stdout instead of tables')
    .addHelpText('after', HELP)
    .action(async (parts: string[], options: BenchOptions) => {
      const { runBenchmarks } = await import('../run-benchmarks.js');
      finish(await runBenchmarks(parts, options, io));
    });
}
