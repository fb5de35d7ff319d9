import { Command, Option } from 'commander';
import { DROPPABLE } from '../../trace/mutate.js';
import { anyDuration, positiveDuration } from '../duration-option.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readCut, readFactor, readStall } from '../mutation-options.js';
import type { ReplayOptions } from '../replay-options.js';

const HELP = `
Examples:
  $ stallproof replay night.trace               what the supervisor makes of it
  $ stallproof replay night.trace --stall 30s   … with another threshold
  $ stallproof replay night.trace --stall-at 10m
                                                … had it fallen silent there
  $ stallproof replay night.trace --engine process --speed 20
                                                on real processes, and faster
  $ stallproof replay night.trace --as scenario > mine.yaml
                                                a scenario to read and change

Times keep their distances to the tenth of a millisecond. In virtual time hours
take seconds; on real processes a run takes as long as it took, by --speed.
Exit: as run: 0 every oracle held, 1 one was violated, 4 bad trace or usage.
`;

export function replayCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('replay')
    .summary('play a recorded run again, as it was or changed')
    .description('Plays a trace against a supervisor with its true timing, or turns it into a scenario.')
    .argument('<trace>', 'a file that record or remux --record has written; may be packed (.gz)')
    .option('--job <name>', 'the job to play, where the trace holds several')
    .addOption(
      new Option('--as <form>', 'print it as a scenario instead of playing it').choices([
        'scenario',
        'exact',
      ]),
    )
    .addOption(
      new Option('--engine <engine>', 'simulated time, or real processes')
        .choices(['virtual', 'process'])
        .default('virtual'),
    )
    .option('--speed <n>', 'on real processes: so many times as fast (default: 1)', readFactor)
    .option('--grace <duration>', 'instead of the recorded startup grace', anyDuration)
    .option('--stall <duration>', 'instead of the recorded stall timeout', positiveDuration)
    .option('--finalise <duration>', 'instead of the recorded finalise bound', positiveDuration)
    .option('--stall-at <time>', 'fall silent there, for ever or TIME:DURATION', readStall)
    .option('--cut-at <time>', 'end there with exit code 0, or TIME:CODE', readCut)
    .option('--stretch <factor>', 'make every gap so many times as long', readFactor)
    .addOption(new Option('--drop <what...>', 'leave records out').choices([...DROPPABLE]))
    .option('--subject <subject>', 'name or manifest file of a supervisor', 'production')
    .option('--out <dir>', 'where scenario and report go', 'reports/latest/replay')
    .option('--json', 'print the report on stdout instead of the table')
    .addHelpText('after', HELP)
    .action(async (trace: string, options: ReplayOptions) => {
      const { replayTrace } = await import('../replay-trace.js');
      finish(await replayTrace(trace, options, io));
    });
}
