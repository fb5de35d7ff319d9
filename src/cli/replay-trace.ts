import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatDuration, serializeDuration } from '../base/duration.js';
import { escapeControl } from '../base/escape.js';
import { collectRuns } from '../replay/collect-runs.js';
import { traceScenario } from '../replay/trace-scenario.js';
import { type Mutation, mutate } from '../trace/mutate.js';
import type { Trace } from '../trace/trace.js';
import type { TraceDamage } from '../trace/trace-reader.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Io, printLine } from './io.js';
import { playScenarios } from './play-scenarios.js';
import type { ReplayOptions } from './replay-options.js';
import { UsageError } from './usage-error.js';

/** More at once is a folder of scenarios, not a replay. */
const MOST_JOBS_NAMED = 10;

/** Plays the runs of one job of a trace file, or prints them as a scenario. */
export async function replayTrace(path: string, options: ReplayOptions, io: Io): Promise<ExitCode> {
  const { jobs, damages } = await collectRuns(path, options.job).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the trace ${path} cannot be read: ${why}`, 'Name a file that record has written.');
  });
  for (const line of damageLines(path, damages)) printLine(io.stderr, line);
  const recorded = theOneJob(path, jobs, options.job);
  refuseTooLate(recorded, options);
  const runs = recorded.map((run) => changed(run, options));
  const text = traceScenario(runs, {
    as: options.as === 'scenario' ? 'readable' : 'exact',
    source: basename(path),
    speed: options.speed ?? 1,
    watch: {
      ...(options.grace && { startupGraceMs: options.grace.ms }),
      ...(options.stall && { stallTimeoutMs: options.stall.ms }),
      ...(options.finalise && { finaliseMs: options.finalise.ms }),
    },
  });
  if (options.as !== undefined) {
    io.stdout.write(text);
    return EXIT.ok;
  }
  const file = written(text, options.out, basename(path));
  return await playScenarios(
    [file],
    {
      subject: [options.subject],
      engine: [options.engine],
      seed: 1,
      out: options.out,
      concurrency: 1,
      outcomes: true,
      ...(options.json && { json: true }),
    },
    io,
  );
}

function damageLines(path: string, damages: readonly TraceDamage[]): string[] {
  return damages.map(({ line, why }) => `skipped: ${escapeControl(`${path}:${line}: ${why}`)}`);
}

function theOneJob(
  path: string,
  jobs: ReadonlyMap<string, readonly Trace[]>,
  wanted: string | undefined,
): readonly Trace[] {
  const [runs, ...others] = jobs.values();
  if (runs === undefined) {
    throw new UsageError(`${path} holds no whole trace${wanted === undefined ? '' : ` of a job ${wanted}`}`);
  }
  if (others.length === 0) return runs;
  const names = [...jobs.keys()].slice(0, MOST_JOBS_NAMED).map(escapeControl).join(', ');
  const more = jobs.size > MOST_JOBS_NAMED ? `, and ${jobs.size - MOST_JOBS_NAMED} more` : '';
  throw new UsageError(`${path} holds ${jobs.size} jobs`, `Choose one with --job: ${names}${more}.`);
}

/** What would happen after the end happens never: a replay that says nothing of it would seem to have withstood it. */
function refuseTooLate(runs: readonly Trace[], { stretch = 1, stallAt, cutAt }: ReplayOptions): void {
  const lastMs = Math.max(...runs.map(({ records }) => records.at(-1)?.atMs ?? 0)) * stretch;
  for (const [option, at] of [
    ['--stall-at', stallAt],
    ['--cut-at', cutAt],
  ] as const) {
    if (at === undefined || at.atMs < lastMs) continue;
    throw new UsageError(
      `${option} ${serializeDuration(at.atMs)} is after the end of the recorded run`,
      `It took ${formatDuration(lastMs)}${stretch === 1 ? '' : ', stretched'}: give an earlier time.`,
    );
  }
}

function changed(run: Trace, { stretch, drop, stallAt, cutAt }: ReplayOptions): Trace {
  const mutation: Mutation = {
    ...(stretch !== undefined && { stretch }),
    ...(drop !== undefined && { drop }),
    ...(stallAt !== undefined && { stall: stallAt }),
    ...(cutAt !== undefined && { cut: cutAt }),
  };
  return { ...run, records: mutate(run.records, mutation) };
}

/** The scenario stays beside the report: it is what the printed command plays again. */
function written(text: string, folder: string, name: string): string {
  const file = join(folder, `${name.replace(/\.(trace|gz|ndjson)/g, '')}.yaml`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the scenario cannot be written: ${why}`, 'Name a folder with --out.');
  }
  return file;
}
