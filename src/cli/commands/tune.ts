import { Command, Option } from 'commander';
import { serializeDuration } from '../../base/duration.js';
import { DEFAULT_CANDIDATES } from '../../tuner/setting.js';
import { anyDuration, positiveDuration } from '../duration-option.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import {
  type DurationsOption,
  durationList,
  ONE_IN_A_THOUSAND,
  readConfidence,
  readProbability,
  readRate,
  type ShareOption,
  secondsList,
  type TuneCommandOptions,
} from '../tune-options.js';
import { readCount, readSeed } from '../whole-number.js';

const HELP = `
Examples:
  $ stallproof tune traces/                 every .trace and .trace.gz in there
  $ stallproof tune night.trace --budget 1/200
                                            at most 1 false kill in 200 jobs
  $ stallproof tune traces/ --html tune.html --json > tune.json
  $ stallproof tune --make 1000 --length 2h traces/
                                            traces of made-up jobs, to try it

Every run is replayed against the supervisor, in simulated time, with each
setting that can make a difference to it. Jobs are what is counted: 300 jobs
without a false kill prove no better than 1 %. What the data says is different
(strategy, codec, labels) is not pooled. See docs/tuning.md.
Exit: 0 a setting is recommended, 2 the data is not sufficient for one,
3 nothing could be read, 4 bad usage.
`;

const READERS = 2;
const MADE_LENGTH_MS = 600_000;
const SURE: ShareOption = { value: 0.95, text: '95%' };
const ONE_PERCENT: ShareOption = { value: 0.01, text: '1%' };

export function tuneCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('tune')
    .summary('which grace, stall and finalise values recorded runs call for')
    .description('Says which thresholds to run with, and how sure that is, from traces of real runs.')
    .argument('<traces...>', 'files that record or remux --record has written, or folders of them')
    .addOption(
      share('--budget', 'false kills per job: 1/1000, 0.1% or 0.001', readProbability, ONE_IN_A_THOUSAND),
    )
    .addOption(share('--confidence', 'how sure it has to be: 95% or 0.95', readConfidence, SURE))
    .addOption(share('--hang-rate', 'hangs per job, for what they cost in slot-hours', readRate, ONE_PERCENT))
    .addOption(
      durations('--stalls', 'stall times to try, in whole seconds', secondsList, DEFAULT_CANDIDATES.stallsMs),
    )
    .addOption(
      durations(
        '--graces',
        'startup graces to try; the first is the recommended one',
        durationList(anyDuration),
        DEFAULT_CANDIDATES.gracesMs,
      ),
    )
    .addOption(
      durations(
        '--finalises',
        'finalise bounds to try; the first is the recommended one',
        durationList(positiveDuration),
        DEFAULT_CANDIDATES.finalisesMs,
      ),
    )
    .option('--workers <n>', 'threads that read; the result does not depend on it', readCount, READERS)
    .option('--html <file>', 'write a page with the plots')
    .option('--json', 'print everything as JSON instead of the tables')
    .option('--all', 'show every setting, also those that others dominate')
    .option('--make <jobs>', 'write so many traces of made-up jobs into the folder instead', readCount)
    .addOption(
      new Option('--length <duration>', 'with --make: how long a job takes')
        .argParser(positiveDuration)
        .default({ ms: MADE_LENGTH_MS }, serializeDuration(MADE_LENGTH_MS)),
    )
    .option('--seed <n>', 'with --make: other jobs', readSeed, 1)
    .addHelpText('after', HELP)
    .action(async (traces: string[], options: TuneCommandOptions) => {
      const { runTune } = await import('../run-tune.js');
      finish(await runTune(traces, options, io));
    });
}

function share(flag: string, text: string, read: (text: string) => ShareOption, value: ShareOption): Option {
  return new Option(`${flag} <share>`, text).argParser(read).default(value, value.text);
}

function durations(
  flag: string,
  text: string,
  read: (text: string) => DurationsOption,
  ms: readonly number[],
): Option {
  return new Option(`${flag} <durations>`, text)
    .argParser(read)
    .default({ ms }, ms.map(serializeDuration).join());
}
