import { writeFileSync } from 'node:fs';
import { escapeControl } from '../base/escape.js';
import { planFor } from '../tuner/counterfactual/plan.js';
import { tunePage } from '../tuner/page/tune-page.js';
import { readFiles } from '../tuner/reading/read-files.js';
import { examplePopulation, writePopulation } from '../tuner/synthetic/write-population.js';
import { type ReadCounts, type TuneOptions, type TuneReport, tune } from '../tuner/tune.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { columnsOf, type Io, printJson, printLine, wantsColour } from './io.js';
import { tuneProgress } from './tune-display.js';
import { traceFiles } from './tune-files.js';
import type { TuneCommandOptions } from './tune-options.js';
import { tuneTables } from './tune-tables.js';
import { UsageError } from './usage-error.js';

/** Of more findings the report says how many there are. */
const MOST_TOLD = 20;

/** Reads traces, judges settings by them, and tells what it came to. */
export async function runTune(
  paths: readonly string[],
  options: TuneCommandOptions,
  io: Io,
): Promise<ExitCode> {
  if (options.make !== undefined) return makeTraces(paths, options, options.make, io);
  const files = traceFiles(paths);
  const tuneOptions: TuneOptions = {
    candidates: {
      stallsMs: options.stalls.ms,
      gracesMs: options.graces.ms,
      finalisesMs: options.finalises.ms,
    },
    goal: { budget: options.budget.value, confidence: options.confidence.value },
    hangsPerThousandJobs: options.hangRate.value * 1000,
  };
  const progress = tuneProgress(io, files.length);
  const results = await readFiles(files, planFor(tuneOptions.candidates), {
    workers: options.workers,
    onRun: progress.run,
    onFile: progress.file,
    signal: io.stop,
  });
  progress.close();
  if (io.stop.aborted) return EXIT.interrupted;
  const report = await tune(results, tuneOptions);
  for (const line of findings(report.read)) printLine(io.stderr, line);
  if (files.length === 0) printLine(io.stderr, 'stallproof: nothing named there ends in .trace or .trace.gz');
  if (options.html !== undefined) writePage(options.html, report);
  if (options.json === true) printJson(io.stdout, report);
  else {
    const style = { columns: columnsOf(io.stdout), colour: wantsColour(io.stdout, io.env) };
    for (const line of tuneTables(report, style, options.all === true)) printLine(io.stdout, line);
  }
  return exitOf(report);
}

function exitOf({ read, strata }: TuneReport): ExitCode {
  if (read.jobs === 0) return EXIT.nothingRan;
  const all = strata.every(({ recommendation }) => recommendation.kind === 'recommended');
  return all ? EXIT.ok : EXIT.inconclusive;
}

/** What was not read, by file and line. */
function findings({ damaged, damages, unusable, unusableRuns, unreadable, repeated }: ReadCounts): string[] {
  const told = [
    ...unreadable.map(({ file, why }) => `${file}: ${why}`),
    ...damages.map(({ file, line, why }) => `${file}:${line}: ${why}`),
    ...unusableRuns.map(({ file, why }) => `${file}: ${why}`),
  ];
  const total = unreadable.length + damaged + unusable;
  return [
    ...told.slice(0, MOST_TOLD).map((line) => `skipped: ${escapeControl(line)}`),
    ...(total > 0 ? [`skipped in all: ${total}`] : []),
    ...(repeated > 0 ? [`runs that came up twice and count once: ${repeated}`] : []),
  ];
}

function writePage(file: string, report: TuneReport): void {
  try {
    writeFileSync(file, tunePage(report));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the page cannot be written: ${why}`, 'Name a file in a folder that exists.');
  }
}

function makeTraces(
  paths: readonly string[],
  { length, seed }: TuneCommandOptions,
  jobs: number,
  io: Io,
): ExitCode {
  const [folder, ...others] = paths;
  if (folder === undefined || others.length > 0) {
    throw new UsageError('--make writes into one folder', 'Name that folder alone.');
  }
  try {
    writePopulation(folder, examplePopulation(length.ms, seed), jobs);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(
      `the traces cannot be written: ${error.message}`,
      'Name a folder that you may write to.',
    );
  }
  printLine(io.stderr, `${jobs} traces are in ${escapeControl(folder)}`);
  return EXIT.ok;
}
