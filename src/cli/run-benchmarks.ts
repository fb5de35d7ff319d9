import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeControl } from '../base/escape.js';
import { BenchRun } from '../bench/bench-run.js';
import { BENCH_PARTS } from '../bench/catalogue.js';
import { type BenchBaseline, baselineOf, differences, updatedBenchBaseline } from '../bench/gate/baseline.js';
import type { GateResult, GateVerdict } from '../bench/gate/judge-ratios.js';
import { runGate } from '../bench/gate/run-gate.js';
import { describeMachine } from '../bench/machine.js';
import type { Part } from '../bench/part.js';
import {
  type BenchMode,
  type BenchReport,
  type Machine,
  PART_NAMES,
  type PartName,
} from '../bench/result.js';
import { openBenchWorkspace } from '../bench/workspace.js';
import { findTools, type Tools } from '../node/find-tools.js';
import type { TableStyle } from '../report/verdict-table.js';
import { benchDisplay } from './bench-display.js';
import {
  type BenchScope,
  benchFolder,
  defaultBenchFolder,
  measuredScope,
  readBenchBaseline,
  writeBenchBaseline,
} from './bench-files.js';
import type { BenchOptions } from './bench-options.js';
import { figureTables, gateTable, targetLines } from './bench-tables.js';
import { checkTempFolder } from './check-temp-folder.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { columnsOf, type Io, printLine, wantsColour } from './io.js';
import { UsageError } from './usage-error.js';

const BUDGET_MS: Readonly<Record<BenchMode, number>> = { quick: 5 * 60_000, full: 45 * 60_000 };

const EXIT_OF: Readonly<Record<GateVerdict, ExitCode>> = {
  passed: EXIT.ok,
  failed: EXIT.failed,
  inconclusive: EXIT.inconclusive,
  'nothing measured': EXIT.nothingRan,
};

/** What a run has come to. */
interface Ended {
  readonly report: BenchReport;
  readonly gate: GateResult | undefined;
}

/** Measures, shows how far it is, and writes and judges what it came to. */
export async function runBenchmarks(
  names: readonly string[],
  options: BenchOptions,
  io: Io,
): Promise<ExitCode> {
  const { against } = options;
  const update = options.update === true;
  if (update && against === undefined) {
    throw new UsageError('--update needs a file to write', 'Name it with --against FILE.');
  }
  const parts = (names.length > 0 ? (names as PartName[]) : PART_NAMES).map((name) => BENCH_PARTS[name]);
  const baseline = against === undefined ? undefined : readBenchBaseline(against, update);
  const isGate = against !== undefined && !update;
  const scope = { mode: modeOf(options), parts: parts.map(({ name }) => name) };
  const folderFor = (what: BenchScope): string => options.out ?? defaultBenchFolder(what, isGate);
  benchFolder(folderFor(scope));
  checkTempFolder();
  const place = await findPlace(options, io);
  if (update && baseline !== undefined) refuseMixture(baseline, parts, place.machine);
  const ended = await measure([...new Set(parts)], options, isGate ? baseline : undefined, place, io);
  if (ended === undefined) {
    printLine(io.stderr, 'stallproof: interrupted; every process was ended, and nothing was written');
    return EXIT.interrupted;
  }
  const { report, gate } = ended;
  const folder = folderFor(measuredScope(report));
  benchFolder(folder)(report);
  if (update && against !== undefined && !isEmpty(report))
    writeBenchBaseline(against, updatedBenchBaseline(baseline, baselineOf(report)));
  print(report, gate, baseline, options, io);
  if (options.json !== true) printLine(io.stdout, `report: ${join(folder, 'bench.md')}`);
  return gate === undefined ? exitOf(report, update) : EXIT_OF[gate.verdict];
}

/** Where is measured, and with what. */
interface Place {
  readonly tools: Tools;
  readonly machine: Machine;
}

async function findPlace({ ffmpeg, ffprobe }: BenchOptions, { env }: Io): Promise<Place> {
  const tools = await findTools({
    env,
    ...(ffmpeg !== undefined && { ffmpeg }),
    ...(ffprobe !== undefined && { ffprobe }),
  });
  return { tools, machine: await describeMachine(tools.ffmpeg) };
}

/** One file must not hold the ratios of two machines under the name of one. */
function refuseMixture(baseline: BenchBaseline, parts: readonly Part[], machine: Machine): void {
  const kept = baseline.parts.filter(({ part }) => !parts.some(({ name }) => name === part));
  const [difference] = differences(baseline, { machine });
  if (kept.length === 0 || difference === undefined) return;
  const names = kept.map(({ part }) => part).join(', ');
  throw new UsageError(
    `${names} of the baseline would stay as another machine measured it: ${escapeControl(difference)}`,
    'Record all parts anew: leave the names of parts out.',
  );
}

/** @returns undefined when it was interrupted */
async function measure(
  parts: readonly Part[],
  options: BenchOptions,
  gatedBy: BenchBaseline | undefined,
  place: Place,
  io: Io,
): Promise<Ended | undefined> {
  const mode = modeOf(options);
  const workspace = openBenchWorkspace();
  const display = benchDisplay(io);
  const run = new BenchRun({
    mode,
    ...place,
    workspace,
    fakesFolder: fileURLToPath(new URL('../fake-ffmpeg/bin', import.meta.url)),
    budgetMs: options.budget?.ms ?? BUDGET_MS[mode],
    signal: io.stop,
    onProgress: (progress) => display.see(progress),
  });
  try {
    if (gatedBy === undefined) {
      await run.measure(parts.map((part) => ({ part, repetitions: part.plan(mode).repetitions })));
      return io.stop.aborted ? undefined : { report: run.report(), gate: undefined };
    }
    const gate = await runGate(run, parts, gatedBy, mode);
    return io.stop.aborted ? undefined : { report: run.report(), gate };
  } finally {
    display.close();
    await workspace.close();
  }
}

function modeOf({ full }: BenchOptions): BenchMode {
  return full === true ? 'full' : 'quick';
}

function isEmpty({ parts }: BenchReport): boolean {
  return parts.every(({ figures }) => figures.every(({ n }) => n === 0));
}

function exitOf(report: BenchReport, update: boolean): ExitCode {
  if (isEmpty(report)) return EXIT.nothingRan;
  const missed = report.parts.some(({ targets }) => targets.some(({ verdict }) => verdict === 'missed'));
  return missed && !update ? EXIT.failed : EXIT.ok;
}

function print(
  report: BenchReport,
  gate: GateResult | undefined,
  baseline: BenchBaseline | undefined,
  options: BenchOptions,
  io: Io,
): void {
  if (options.json === true) {
    printLine(io.stdout, JSON.stringify(gate === undefined ? report : { ...report, gate }));
    return;
  }
  const style: TableStyle = { columns: columnsOf(io.stdout), colour: wantsColour(io.stdout, io.env) };
  const targets = report.parts.flatMap((part) => part.targets);
  const lines = [
    ...figureTables(report, style),
    '',
    ...targetLines(targets, style),
    ...gateLines(gate, style),
  ];
  for (const line of lines) printLine(io.stdout, line);
  if (gate === undefined || baseline === undefined) return;
  for (const difference of differences(baseline, report)) {
    printLine(io.stdout, `the baseline is of another machine: ${escapeControl(difference)}`);
  }
}

function gateLines(gate: GateResult | undefined, style: TableStyle): string[] {
  if (gate === undefined) return [];
  return ['', ...gateTable(gate, style), `gate: ${gate.verdict}`];
}
