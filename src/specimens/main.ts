import { randomName } from '../base/random.js';
import type { RemuxOutcome } from '../supervisor/outcome.js';
import { createNodeSpecimenHost } from './entry/node-specimen-host.js';
import { readArguments, SpecimenUsageError } from './entry/specimen-arguments.js';
import { serveJobs } from './entry/specimen-worker.js';

/** As `stallproof remux` exits. */
const EXIT = { published: 0, failed: 1, usage: 4, busy: 75, cancelled: 130 } as const;

/** A specimen that has lost its job hangs, as it would in a server, and does not end for want of events. */
const LIFE_MS = 24 * 3_600_000;

/** Runs one specimen as a process, so that the harness can judge it like any other subject. */
async function main(args: readonly string[]): Promise<number> {
  const { specimen, config, job, metricsFile, json } = readArguments(args);
  const host = createNodeSpecimenHost();
  const stop = stopSignal();
  const mayEnd = host.clock.schedule(LIFE_MS, () => {});
  const supervisor = specimen.create({
    host,
    config,
    onEvent: (event) => {
      if (json) process.stderr.write(`${JSON.stringify(event)}\n`);
    },
  });
  const codes = new Set<number>();
  const answer = (line: object): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`);
    codes.add('kind' in line && line.kind === 'published' ? EXIT.published : EXIT.failed);
  };
  if (job === undefined) await serveJobs(supervisor, process.stdin, stop, answer);
  else codes.add(exitCodeOf(await supervisor.remux(job, stop)));
  if (metricsFile !== undefined) {
    const temp = `${metricsFile}.${randomName(host.random, 8)}`;
    await host.files.writeAtomically(metricsFile, temp, await supervisor.registry.metrics());
  }
  mayEnd();
  return job === undefined && stop.aborted ? EXIT.cancelled : Math.max(...codes, EXIT.published);
}

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => controller.abort());
  return controller.signal;
}

function exitCodeOf({ kind }: RemuxOutcome): number {
  if (kind === 'published' || kind === 'busy' || kind === 'cancelled') return EXIT[kind];
  return EXIT.failed;
}

for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SpecimenUsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT.usage;
}
