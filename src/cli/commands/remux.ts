import path from 'node:path';
import { Command } from 'commander';
import type { Files } from '../../host/files.js';
import type { Host } from '../../host/host.js';
import { findTools } from '../../node/find-tools.js';
import { createNodeHost } from '../../node/host.js';
import type { SupervisorConfig } from '../../supervisor/config.js';
import type { RemuxOutcome } from '../../supervisor/outcome.js';
import { artefactPaths } from '../../supervisor/publish.js';
import { createSupervisor } from '../../supervisor/supervisor.js';
import { chosenPolicy } from '../chosen-policy.js';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.js';
import { type Io, printLine } from '../io.js';
import { metricsFile } from '../metrics-file.js';
import { PathLook } from '../path-look.js';
import { recordRemux, type TracedJobs } from '../record-traces.js';
import { remuxDisplay } from '../remux-display.js';
import { checkRemuxPaths } from '../remux-paths.js';
import { verdictOf } from '../remux-words.js';
import { type Labels, readLabel } from '../trace-options.js';
import { addTuningOptions, chosenTools, supervisorConfig, type TuningOptions } from '../tuning-options.js';

interface RemuxOptions extends TuningOptions {
  readonly recordingId?: string;
  readonly serviceRef?: string;
  readonly record?: string;
  readonly redact?: true;
  readonly label?: Labels;
}

const HELP = `
Examples:
  $ stallproof remux recording.ts recording.mp4
  $ stallproof remux recording.ts recording.mp4 --stall 30s --timeout 20m
  $ stallproof remux recording.ts recording.mp4 --json 2> events.ndjson
  $ stallproof remux part1.ts part2.ts film.mp4  a recording in parts, in order
  $ stallproof remux -- -odd-name.ts film.mp4    names that begin with a dash

An OUT that exists is replaced, at once and only by a complete file.
Beside OUT stand OUT.lock while the job runs, OUT.meta.json after success and
OUT.err.log after a failure. Ctrl-C ends ffmpeg and removes what is unfinished;
pressing it again changes nothing.

Exit: 0 published, 1 failed, or metrics or output could not be written,
4 bad usage, 75 another job holds the lock, 130 cancelled (Ctrl-C).
`;

export function remuxCommand(io: Io, finish: (code: ExitCode) => void): Command {
  const command = new Command('remux')
    .summary('publish one recording as MP4, supervised')
    .description(
      'Remuxes one MPEG-TS recording to MP4 under supervision and publishes it only when complete.',
    )
    .usage('[options] <in...> <out>')
    .argument('<in>', 'the recording, or the first of its parts')
    .argument('<out...>', 'further parts of the recording, then the MP4 to publish')
    .option('--recording-id <id>', 'name in logs and artefacts (default: the name of OUT)')
    .option('--service-ref <ref>', 'Enigma2 service reference, kept in the metadata')
    .option('--record <file>', 'append a trace of each ffmpeg: see record, replay and tune')
    .option('--label <key=value>', 'with --record: what traces are told apart by; repeatable', readLabel)
    .option('--redact', 'with --record: hide URLs and paths');
  return addTuningOptions(command)
    .addHelpText('after', HELP)
    .action(async (input: string, rest: string[], options: RemuxOptions) => {
      const output = rest.at(-1) ?? '';
      finish(await remux([input, ...rest.slice(0, -1)], output, options, io));
    });
}

async function remux(
  [input = '', ...furtherParts]: readonly string[],
  output: string,
  options: RemuxOptions,
  io: Io,
): Promise<ExitCode> {
  const host = createNodeHost();
  const look = new PathLook(host);
  const paths = await checkRemuxPaths(input, output, look, furtherParts);
  const own = [
    paths.input,
    ...(paths.furtherParts ?? []),
    paths.output,
    ...Object.values(artefactPaths(paths.output)),
  ];
  const metrics = await metricsFile(options.metricsFile, host, own);
  const tools = await findTools({ ...chosenTools(options), env: io.env, host });
  const display = remuxDisplay(io, options.json === true);
  const policy = await chosenPolicy(options, tools.ffmpeg, host);
  const config = { ...supervisorConfig(options, tools, 1), ...policy };
  const recorder = await recorderOf(options, host, config, { look, taken: own });
  const supervisor = createSupervisor({
    host: recorder?.host ?? host,
    config,
    onEvent: (event) => {
      recorder?.see(event);
      display.see(event);
    },
  });
  const job = {
    ...paths,
    ...(options.recordingId !== undefined && { recordingId: options.recordingId }),
    ...(options.serviceRef !== undefined && { serviceRef: options.serviceRef }),
  };
  const outcome = await supervisor.remux(job, io.stop);
  display.close();
  printLine(io.stdout, verdictOf(outcome, await errorLogOf(outcome, look.files)));
  for (const lost of (await recorder?.close()) ?? []) printLine(io.stderr, `stallproof: ${lost}`);
  const written = await metrics.write(supervisor, io);
  const code = exitCodeOf(outcome);
  return code === EXIT.ok && !written ? EXIT.failed : code;
}

/** A trace that cannot be written is the user's mistake, and found before anything runs. */
async function recorderOf(
  { record, redact, label = {} }: RemuxOptions,
  host: Host,
  config: SupervisorConfig,
  place: { readonly look: PathLook; readonly taken: readonly string[] },
): Promise<TracedJobs | undefined> {
  if (record === undefined) return undefined;
  const recording = { path: path.resolve(record), redact: redact === true, labels: label };
  return await recordRemux(host, config, recording, place);
}

/** A job turned away as busy leaves the other job's log alone; writing the own one can fail too. */
async function errorLogOf({ kind, output }: RemuxOutcome, files: Files): Promise<string | undefined> {
  if (kind === 'published' || kind === 'busy') return undefined;
  const { errorLog } = artefactPaths(output);
  const found = await files.stat(errorLog).catch(() => undefined);
  return found === undefined ? undefined : errorLog;
}
