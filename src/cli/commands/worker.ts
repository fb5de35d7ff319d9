import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { randomName } from '../../base/random.js';
import type { Host } from '../../host/host.js';
import { findTools } from '../../node/find-tools.js';
import { createNodeHost } from '../../node/host.js';
import { SUPERVISOR_DEFAULTS, type SupervisorConfig } from '../../supervisor/config.js';
import type { JobEvent } from '../../supervisor/events.js';
import { createSupervisor, type Supervisor } from '../../supervisor/supervisor.js';
import { chosenPolicy } from '../chosen-policy.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { type Io, printJson, printLine } from '../io.js';
import { metricsFile } from '../metrics-file.js';
import { PathLook } from '../path-look.js';
import { recordWorker, type TracedJobs } from '../record-traces.js';
import { checkRemuxPaths } from '../remux-paths.js';
import { type Labels, readLabel } from '../trace-options.js';
import { addTuningOptions, chosenTools, supervisorConfig, type TuningOptions } from '../tuning-options.js';
import { UsageError } from '../usage-error.js';
import type { MetricsServer } from '../worker/metrics-server.js';

interface WorkerOptions extends TuningOptions {
  readonly slots: number;
  readonly metricsPort?: number;
  readonly metricsHost?: string;
  readonly record?: string;
  readonly redact?: true;
  readonly label?: Labels;
}

const HELP = `
Each line of stdin is a job or a cancellation; a line may hold 64 KiB:
  {"id": "a", "input": "a.ts", "output": "a.mp4"}
  {"cancel": "a"}
A job may also have "recordingId" and "serviceRef"; without an id it gets one.
Each job is answered by one line on stdout when it settles, in the order in
which they settle: its outcome with "id" and "kind". A line that cannot be used
is answered with {"id", "line", "error"}, where "line" counts the lines that are
not empty; it never ends the worker. Logs go to stderr as JSON lines (pino).
At most 256 jobs are open at a time; then nothing more is read, cancellations
neither, until one settles.
With --metrics-port it serves /metrics (Prometheus or OpenMetrics text) and
/healthz (503 once it is asked to stop) until it ends. Nobody is asked who he
is: with another --metrics-host than a loopback address, guard it yourself.

Examples:
  $ echo '{"input":"a.ts","output":"a.mp4"}' | stallproof worker
  $ stallproof worker --slots 4 --stall 60s < jobs.ndjson > outcomes.ndjson
  $ stallproof worker --json < jobs.ndjson > outcomes.ndjson 2> events.ndjson
  $ stallproof worker --metrics-port 9400 < jobs.ndjson > outcomes.ndjson
  $ stallproof worker --record traces/ --label storage=nfs < jobs.ndjson

Ends when stdin has ended and all jobs have settled. SIGINT, SIGTERM and SIGHUP
cancel all of them.
Exit: 0 all published or cancelled on request, 1 a job failed or a line was bad,
4 bad usage, 130 interrupted.
`;

export function workerCommand(io: Io, finish: (code: ExitCode) => void): Command {
  const command = new Command('worker')
    .summary('take jobs from stdin, answer outcomes on stdout')
    .description('Remuxes the recordings that stdin names, one JSON object a line, several at a time.')
    .option('--slots <n>', 'jobs that run ffmpeg at the same time', readSlots, SUPERVISOR_DEFAULTS.slots)
    .option(
      '--metrics-port <n>',
      'serve /metrics and /healthz there; 0: any free port, named in the log',
      readPort,
    )
    .option('--metrics-host <address>', `address that they are served on (default: ${LOOPBACK})`)
    .option('--record <dir>', 'append traces of each ffmpeg, a file in DIR for each output')
    .option('--label <key=value>', 'with --record: what traces are told apart by; repeatable', readLabel)
    .option('--redact', 'with --record: hide URLs and paths');
  return addTuningOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: WorkerOptions) => {
      finish(await work(options, io));
    });
}

const LOOPBACK = '127.0.0.1';

async function work(options: WorkerOptions, io: Io): Promise<ExitCode> {
  const host = createNodeHost();
  const look = new PathLook(host);
  const metrics = await metricsFile(options.metricsFile, host);
  const tools = await findTools({ ...chosenTools(options), env: io.env, host });
  const policy = await chosenPolicy(options, tools.ffmpeg, host);
  const config = { ...supervisorConfig(options, tools, options.slots), ...policy };
  const recorder = await recorderOf(options, host, config, look);
  const logger = options.json === true ? undefined : pino({ name: 'stallproof' }, io.stderr);
  const supervisor = createSupervisor({
    host: recorder?.host ?? host,
    config,
    ...(logger !== undefined && { logger }),
    onEvent: (event: JobEvent) => {
      recorder?.see(event);
      if (logger === undefined) printJson(io.stderr, event);
    },
  });
  const server = await metricsServer(options, supervisor, io);
  if (server !== undefined) logger?.info({ url: `${server.url}/metrics` }, 'metrics are served');
  // Only a worker reads requests: a remux starts without their schema.
  const { serve } = await import('../worker/serve.js');
  const tally = await serve(io, {
    remux: (job, signal) => supervisor.remux(job, signal),
    checkPaths: (input, output, furtherParts) => checkRemuxPaths(input, output, look, furtherParts),
    newId: () => randomName(host.random, 8),
  }).finally(() => server?.close());
  for (const lost of (await recorder?.close()) ?? []) printLine(io.stderr, `stallproof: ${lost}`);
  const written = await metrics.write(supervisor, io);
  if (io.stop.aborted) return EXIT.interrupted;
  return tally.failed === 0 && written ? EXIT.ok : EXIT.failed;
}

async function recorderOf(
  { record, redact, label = {} }: WorkerOptions,
  host: Host,
  config: SupervisorConfig,
  look: PathLook,
): Promise<TracedJobs | undefined> {
  if (record === undefined) return undefined;
  const recording = { path: path.resolve(record), redact: redact === true, labels: label };
  return await recordWorker(host, config, recording, look);
}

/** @throws UsageError when that address cannot be had */
async function metricsServer(
  { metricsPort: port, metricsHost }: WorkerOptions,
  supervisor: Supervisor,
  { stop }: Io,
): Promise<MetricsServer | undefined> {
  if (port === undefined) {
    if (metricsHost === undefined) return undefined;
    throw new UsageError('--metrics-host is of no use without --metrics-port', 'Name a port, such as 9400.');
  }
  // Only a worker that is watched needs a server.
  const { serveMetrics } = await import('../worker/metrics-server.js');
  return serveMetrics(supervisor, { port, host: metricsHost ?? LOOPBACK, stop });
}

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('Write a whole number from 0 to 65535.');
}

function readSlots(text: string): number {
  const slots = Number(text);
  if (Number.isInteger(slots) && slots >= 1 && slots <= 64) return slots;
  throw new InvalidArgumentError('Write a whole number from 1 to 64.');
}
