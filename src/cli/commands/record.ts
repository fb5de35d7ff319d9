import { constants } from 'node:os';
import { basename, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { serializeDuration } from '../../base/duration.js';
import { randomName } from '../../base/random.js';
import type { ExitStatus } from '../../host/processes.js';
import { findTools } from '../../node/find-tools.js';
import { createNodeHost } from '../../node/host.js';
import { searchPath } from '../../node/search-path.js';
import { type ProgressArguments, progressArguments } from '../../record/progress-arguments.js';
import { recordRun } from '../../record/record-run.js';
import { toolVersion } from '../../record/tool-version.js';
import { TRACE_VERSION } from '../../trace/trace.js';
import { type Duration, positiveDuration } from '../duration-option.js';
import { type Io, printLine } from '../io.js';
import { type Labels, openTrace, readLabel, thisMachine } from '../trace-options.js';
import { UsageError } from '../usage-error.js';

interface RecordOptions {
  readonly out: string;
  readonly label?: Labels;
  readonly sample: Duration;
  readonly redact?: true;
  readonly job?: string;
}

const JOB_NAME_LENGTH = 8;
const DEFAULT_SAMPLE_MS = 1000;

/** As shells say it. */
const SIGNAL_BASE = 128;

const HELP = `
Examples:
  $ stallproof record -- ffmpeg -i in.ts -c copy out.mp4
  $ stallproof record --out nightly.trace --label storage=nfs -- ffmpeg …
  $ stallproof record --redact -- ffmpeg -i 'http://me:secret@host/a' out.mp4

What ffmpeg prints is passed on, its exit code is this command's. Progress is
asked for where the command line does not (-progress), and not passed on then.
Traces are appended: one file may hold a whole night. Nobody watches the run:
remux --record records under supervision.

Exit: ffmpeg's own code, 128 + the signal's number when one ended it,
4 bad usage. Ctrl-C asks ffmpeg to finish its file, and ends it after 10 s.
`;

export function recordCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('record')
    .summary('run ffmpeg and write down what it does, with its timing')
    .description('Runs a command and records its progress, messages, resources and exit as a trace.')
    .usage('[options] -- ffmpeg <args...>')
    .argument('<program>', 'ffmpeg, or the path of a program that behaves like it')
    .argument('[args...]', 'its arguments')
    .option('--out <file>', 'where the trace goes', 'ffmpeg.trace')
    .option('--label <key=value>', 'something the traces should be told apart by; may be repeated', readLabel)
    .addOption(
      new Option('--sample <duration>', 'how often CPU time and io are read')
        .argParser(positiveDuration)
        .default({ ms: DEFAULT_SAMPLE_MS }, serializeDuration(DEFAULT_SAMPLE_MS)),
    )
    .option('--redact', 'hide URLs and paths in what is written')
    .option('--job <name>', 'runs with the same name are attempts of one job')
    .addHelpText('after', HELP)
    .action(async (program: string, args: string[], options: RecordOptions) => {
      finish(await record(program, args, options, io));
    });
}

async function record(
  program: string,
  given: readonly string[],
  options: RecordOptions,
  io: Io,
): Promise<number> {
  const { path, env } = await locate(program, io);
  const progress = argumentsFor(program, given);
  const host = createNodeHost();
  const trace = await openTrace(options.out, options.redact === true);
  const version = await toolVersion(host, path, env);
  const status = await recordRun(host, {
    command: { file: path, args: progress.args, env },
    header: {
      stallproof: 'trace',
      v: TRACE_VERSION,
      startedAt: host.clock.wallTime().toISOString(),
      job: options.job ?? randomName(host.random, JOB_NAME_LENGTH),
      command: [program, ...given],
      ...(version !== undefined && { tool: version }),
      machine: thisMachine(),
      ...(options.label !== undefined && { labels: options.label }),
    },
    progressOn: progress.progressOn,
    sampleEveryMs: options.sample.ms,
    sink: trace,
    onStdout: (bytes) => {
      if (!progress.added || progress.progressOn !== 'stdout') io.stdout.write(bytes);
    },
    onStderr: (bytes) => {
      io.stderr.write(bytes);
    },
    signal: io.stop,
  });
  const trouble = await trace.close();
  if (trouble !== undefined) printLine(io.stderr, `stallproof: ${trouble}`);
  return exitCodeOf(status);
}

async function locate(program: string, io: Io): Promise<{ path: string; env: Record<string, string> }> {
  if (program === 'ffmpeg') {
    const { ffmpeg } = await findTools({ env: io.env });
    return { path: ffmpeg.path, env: { ...ffmpeg.env } };
  }
  if (program.includes('/')) return { path: resolve(program), env: {} };
  const path = searchPath(program, io.env.PATH ?? '');
  if (path !== undefined) return { path, env: {} };
  throw new UsageError(
    `no folder of PATH has a program named ${program}`,
    'Give its path, such as ./wrapper.sh.',
  );
}

/** Only ffmpeg itself is sure to understand `-progress`; a wrapper is expected to ask for it. */
function argumentsFor(program: string, given: readonly string[]): ProgressArguments {
  if (!basename(program).startsWith('ffmpeg')) return { args: given, progressOn: 'stdout', added: false };
  const progress = progressArguments(given);
  if (progress !== undefined) return progress;
  throw new UsageError(
    'this command line sends its progress where no recorder can see it',
    'Leave -progress out, or send it to pipe:1 or pipe:2.',
  );
}

function exitCodeOf(status: ExitStatus): number {
  switch (status.kind) {
    case 'code':
      return status.code;
    case 'signal':
      return SIGNAL_BASE + (constants.signals[status.signal as NodeJS.Signals] ?? 0);
    case 'not-started':
      throw new UsageError(`nothing was recorded: ${status.reason}`);
  }
}
