import { Command } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import type { SelftestOptions } from '../selftest-options.js';
import { UsageError } from '../usage-error.js';
import { readCount, readSeed } from '../whole-number.js';

const HELP = `
Examples:
  $ stallproof selftest                  every known-bad supervisor against
                                         every scenario: the whole matrix
  $ stallproof selftest --quick          each only until it is caught
  $ stallproof selftest polls-each-tick  one of them
  $ stallproof selftest --fuzz           random cases instead of scenarios: runs
                                         until each is caught, and the steps of
                                         the case when it has been shrunk

Exit: 0 each was caught by the oracle that its flaw concerns, and the one
without a flaw was accused of nothing; 1 the harness is blunt; 4 bad usage,
5 a process could not be ended, 130 interrupted.
`;

export function selftestCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('selftest')
    .summary('show that the harness catches known-bad supervisors')
    .description('Plays supervisors with one known flaw each, and shows which oracle catches them.')
    .argument('[specimen...]', 'names of known-bad supervisors (default: all, and one without a flaw)')
    .option('--quick', 'play each only until it is caught')
    .option('--json', 'print the accusations on stdout instead of the matrix')
    .option('--fuzz', 'see whether the fuzzer finds each, and shrinks what it found to five steps')
    .option('--seed <n>', 'what the random cases are drawn from (default: 2)', readSeed)
    .option('--runs <n>', 'random cases at most for each (default: 5000)', readCount)
    .addHelpText('after', HELP)
    .action(async (names: string[], options: SelftestOptions) => {
      if (options.fuzz === true) {
        const { playSharpness } = await import('../play-sharpness.js');
        finish(await playSharpness(names, options, io));
        return;
      }
      if (options.seed !== undefined || options.runs !== undefined)
        throw new UsageError('--seed and --runs are about random cases', 'Add --fuzz.');
      const { playSelftest } = await import('../play-selftest.js');
      finish(await playSelftest(names, options, io));
    });
}
