import { fileURLToPath } from 'node:url';
import { escapeControl } from '../base/escape.js';
import { HarnessLeakError } from '../harness/engines/process/leftovers.js';
import { type Conclusion, provesTooLittle, type RunReport } from '../harness/result.js';
import { type RunProgress, runCatalogue } from '../harness/run-catalogue.js';
import { comparisonLines } from '../report/comparison-lines.js';
import { jsonReport } from '../report/json.js';
import type { Naming } from '../report/replay-command.js';
import {
  compareWithBaseline,
  passes,
  updatedBaseline,
  type VerdictBaseline,
} from '../report/verdict-baseline.js';
import {
  conclusions,
  disagreementDetails,
  failureDetails,
  type TableStyle,
  verdictTable,
} from '../report/verdict-table.js';
import { findScenarios, packagedCatalogue, selectScenarios } from '../scenario/catalogue.js';
import { isMadeFor, type Scenario } from '../scenario/scenario.js';
import { readBaseline, writeBaseline } from './baseline-file.js';
import { checkTempFolder } from './check-temp-folder.js';
import { chosenRealTools } from './chosen-real-tools.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { columnsOf, type Io, printLine, wantsColour } from './io.js';
import { nothingFits } from './nothing-fits.js';
import { reportFolder } from './report-files.js';
import { lineRunDisplay, liveRunDisplay, type RunDisplay, SILENT } from './run-display.js';
import { DEFAULT_SUBJECT, type RunOptions } from './run-options.js';
import { subjectNamed } from './specimen-subjects.js';
import { UsageError } from './usage-error.js';

const EXIT_OF: Readonly<Record<Conclusion, ExitCode>> = {
  held: EXIT.ok,
  violated: EXIT.failed,
  inconclusive: EXIT.inconclusive,
  'nothing-ran': EXIT.nothingRan,
};

/** Plays the scenarios, shows how it goes and what it came to, and writes the report. */
export async function playScenarios(
  names: readonly string[],
  options: RunOptions,
  io: Io,
): Promise<ExitCode> {
  const selected = selectScenarios({ names, ...(options.tag !== undefined && { tags: options.tag }) });
  // Whoever names a scenario is told why it is not played; of all the others, only what the engines are for.
  const scenarios =
    names.length > 0
      ? selected
      : selected.filter((scenario) => options.engine.some((engine) => isMadeFor(scenario, engine)));
  const given = options.subject ?? [DEFAULT_SUBJECT];
  const subjects = given.map(subjectNamed);
  refuseNamesakes(subjects.map(({ manifest }) => manifest.name));
  if (options.update === true && options.against === undefined) {
    throw new UsageError('--update needs a file to write', 'Name it with --against FILE.');
  }
  const baseline =
    options.against === undefined ? undefined : readBaseline(options.against, options.update === true);
  const folder = reportFolder(options.out);
  checkTempFolder();
  if (scenarios.length === 0) {
    const unfit = `stallproof: what was chosen is not made for the engine ${options.engine.join(' or ')}`;
    printLine(io.stderr, selected.length > 0 ? unfit : nothingFits(options.tag));
    return EXIT.nothingRan;
  }
  const realTools = options.engine.includes('ffmpeg') ? await chosenRealTools(options, io) : [];
  if (realTools === undefined) return EXIT.nothingRan;
  const display = runDisplay(io, options, scenarios.length * Math.max(1, realTools.length), subjects.length);
  const kept: string[] = [];
  let report: RunReport;
  try {
    report = await runCatalogue(scenarios, subjects, {
      fakesFolder: fileURLToPath(new URL('../fake-ffmpeg/bin', import.meta.url)),
      cli: fileURLToPath(new URL('./main.js', import.meta.url)),
      concurrency: options.concurrency,
      engines: options.engine,
      realTools,
      seed: options.seed,
      checkDeterminism: options.checkDeterminism === true,
      keep: options.keep === true,
      signal: io.stop,
      onProgress: (progress) => show(progress, display, kept),
    });
  } catch (error) {
    display.close();
    for (const line of kept) printLine(io.stderr, line);
    // A process that was left behind is told even to somebody who has stopped waiting.
    if (!io.stop.aborted || error instanceof HarnessLeakError) throw error;
    printLine(io.stderr, 'stallproof: interrupted; every process was ended, and no report was written');
    return EXIT.interrupted;
  }
  display.close();
  const naming = namingOf(scenarios, new Map(subjects.map(({ manifest }, i) => [manifest.name, given[i]])));
  folder.write(report, naming);
  if (options.json === true) io.stdout.write(jsonReport(report));
  else if (options.quiet !== true) printVerdicts(report, naming, io);
  if (options.quiet !== true) {
    for (const line of kept) printLine(io.stderr, line);
    printLine(io.stderr, `report: ${escapeControl(folder.path)}`);
  }
  return baseline === undefined ? EXIT_OF[report.conclusion] : judgeAgainst(baseline, report, options, io);
}

/** Verdicts are filed under the subject's name: two of one name would be taken for one. */
function refuseNamesakes(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new UsageError(
    `two subjects are called ${twice}`,
    'Name each once, and give each manifest a name of its own.',
  );
}

/** Known violations pass; everything that fails the run without them fails here too. */
function judgeAgainst(baseline: VerdictBaseline, report: RunReport, options: RunOptions, io: Io): ExitCode {
  if (report.conclusion === 'nothing-ran') return EXIT.nothingRan;
  const catalogue = [
    ...findScenarios([], packagedCatalogue()).map(({ id }) => id),
    ...report.results.map(({ scenario }) => scenario),
  ];
  const comparison = compareWithBaseline(report, baseline, catalogue);
  const output = options.json === true ? io.stderr : io.stdout;
  const lines = comparisonLines(comparison);
  for (const line of lines) printLine(output, line);
  if (lines.length === 0) printLine(output, 'every verdict is as recorded');
  if (options.update === true && options.against !== undefined) {
    writeBaseline(options.against, updatedBaseline(baseline, report, catalogue));
    printLine(io.stderr, `recorded: ${escapeControl(options.against)}`);
    return EXIT.ok;
  }
  if (!passes(comparison) || report.disagreements.length > 0) return EXIT.failed;
  return provesTooLittle(report.results) ? EXIT.inconclusive : EXIT.ok;
}

function runDisplay(io: Io, options: RunOptions, scenarios: number, subjects: number): RunDisplay {
  if (options.quiet === true) return SILENT;
  const engines = options.engine.length;
  const live = io.stderr.isTTY === true && io.env.TERM !== 'dumb';
  const display = live ? liveRunDisplay : lineRunDisplay;
  return display(io.stderr, scenarios * subjects * engines, styleOf(io.stderr, io), [
    ...(subjects > 1 ? (['subject'] as const) : []),
    ...(engines > 1 ? (['engine'] as const) : []),
  ]);
}

function show(progress: RunProgress, display: RunDisplay, kept: string[]): void {
  if (progress.kind === 'started') {
    display.started(progress.scenario.id);
    return;
  }
  display.finished(progress.result);
  const { result, folders } = progress;
  kept.push(...folders.map((folder) => `kept: ${escapeControl(`${result.scenario}: ${folder}`)}`));
}

function printVerdicts(report: RunReport, naming: Naming, io: Io): void {
  const style = styleOf(io.stdout, io);
  printLine(io.stdout, verdictTable(report, style));
  for (const line of failureDetails(report, naming, style)) printLine(io.stdout, line);
  for (const line of disagreementDetails(report)) printLine(io.stdout, line);
  printLine(io.stdout, '');
  for (const { scenario, engine, reason } of report.skipped) {
    printLine(io.stdout, `not played: ${escapeControl(`${scenario} (${engine}): ${reason}`)}`);
  }
  for (const line of conclusions(report)) printLine(io.stdout, line);
}

function styleOf(output: Io['stdout'], io: Io): TableStyle {
  return { columns: columnsOf(output), colour: wantsColour(output, io.env) };
}

/**
 * Scenarios of the catalogue are found by their id, all others by the file that the user named.
 * @param subjects what the user called them, by their own names
 */
function namingOf(scenarios: readonly Scenario[], subjects: ReadonlyMap<string, string | undefined>): Naming {
  const catalogue = packagedCatalogue();
  const files = new Map(scenarios.map(({ id, file }) => [id, file.startsWith(catalogue) ? id : file]));
  return {
    scenario: (id) => files.get(id) ?? id,
    subject: (name) => {
      const asGiven = subjects.get(name) ?? name;
      return asGiven === DEFAULT_SUBJECT ? undefined : asGiven;
    },
  };
}
