import { fileURLToPath } from 'node:url';
import { escapeControl } from '../base/escape.js';
import type { Shard } from '../base/shard.js';
import { HarnessLeakError } from '../harness/engines/process/leftovers.js';
import type { RunReport } from '../harness/result.js';
import { type RunProgress, runCatalogue } from '../harness/run-catalogue.js';
import { jsonReport } from '../report/json.js';
import { reportNaming } from '../report/report-naming.js';
import { type RunPlan, runPart, scenariosOf } from '../report/run-part.js';
import { selectScenarios } from '../scenario/catalogue.js';
import { type EngineName, isMadeFor, type Scenario } from '../scenario/scenario.js';
import { checkTempFolder } from './check-temp-folder.js';
import { chosenRealTools } from './chosen-real-tools.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { htmlPage } from './html-page.js';
import { canRedraw, type Io, printLine } from './io.js';
import { reportJudge } from './judge-report.js';
import { namedByUser } from './named-by-user.js';
import { nothingFits } from './nothing-fits.js';
import { packageVersion } from './package-version.js';
import { printVerdicts, styleOf } from './print-verdicts.js';
import { reportFolder } from './report-files.js';
import { lineRunDisplay, liveRunDisplay, type RunDisplay, SILENT } from './run-display.js';
import { DEFAULT_SEED, DEFAULT_SUBJECT, type RunOptions } from './run-options.js';
import { chosenShard } from './shard-option.js';
import { subjectNamed } from './specimen-subjects.js';
import { tellCi } from './tell-ci.js';
import { UsageError } from './usage-error.js';

/** Plays the scenarios, shows how it goes and what it came to, and writes the report. */
export async function playScenarios(
  names: readonly string[],
  options: RunOptions,
  io: Io,
): Promise<ExitCode> {
  const selected = selectScenarios({ names, ...(options.tag !== undefined && { tags: options.tag }) });
  const scenarios = names.length > 0 ? selected : madeForAny(selected, options.engine);
  const given = options.subject ?? [DEFAULT_SUBJECT];
  const subjects = given.map(subjectNamed);
  const subjectNames = subjects.map(({ manifest }) => manifest.name);
  refuseNamesakes(subjectNames);
  const { engine: engines, seed } = options;
  const judge = reportJudge(options, io);
  const shard = options.shard === undefined ? undefined : chosenShard(options.shard, io.env);
  const folder = reportFolder(options.out);
  const page = options.html === undefined ? undefined : htmlPage(options.html);
  checkTempFolder();
  if (scenarios.length === 0) {
    const unfit = `stallproof: what was chosen is not made for the engine ${options.engine.join(' or ')}`;
    printLine(io.stderr, selected.length > 0 ? unfit : nothingFits(options.tag));
    return EXIT.nothingRan;
  }
  const played = shard === undefined ? scenarios : scenariosOf(scenarios, shard);
  const realTools = options.engine.includes('ffmpeg') ? await chosenRealTools(options, io) : [];
  if (realTools === undefined) return EXIT.nothingRan;
  const display = runDisplay(io, options, played.length * Math.max(1, realTools.length), subjects.length);
  const kept: string[] = [];
  let report: RunReport;
  try {
    report = await runCatalogue(played, subjects, {
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
  report = {
    ...report,
    ...(engines.includes('virtual') && seed !== DEFAULT_SEED && { seed }),
    ...namedByUser(played, Object.fromEntries(subjectNames.map((name, i) => [name, given[i] ?? name]))),
    ...partOf(shard, { scenarios, subjects: subjectNames, engines, seed }),
  };
  const naming = reportNaming(report, DEFAULT_SUBJECT);
  if (options.json === true) io.stdout.write(jsonReport(report, naming));
  else if (options.quiet !== true) printVerdicts(report, naming, io, options.outcomes);
  folder.write(report, naming);
  if (options.quiet !== true) {
    for (const line of kept) printLine(io.stderr, line);
    printLine(io.stderr, `report: ${escapeControl(folder.path)}`);
  }
  const { exit, ...judged } = judge(report);
  page?.write({ report, naming, ...judged });
  tellCi({ report, naming, scenarios, json: options.json === true, ...judged }, io);
  // What was played in all, the merged report knows.
  return shard !== undefined && exit === EXIT.nothingRan ? EXIT.ok : exit;
}

/** Whoever names a scenario is told why it is not played; of all the others, only what the engines are for. */
function madeForAny(selected: readonly Scenario[], engines: readonly EngineName[]): readonly Scenario[] {
  return selected.filter((scenario) => engines.some((engine) => isMadeFor(scenario, engine)));
}

function partOf(shard: Shard | undefined, plan: Omit<RunPlan, 'version'>): Pick<RunReport, 'part'> {
  return shard === undefined ? {} : { part: runPart(shard, { ...plan, version: packageVersion() }) };
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

function runDisplay(io: Io, options: RunOptions, scenarios: number, subjects: number): RunDisplay {
  if (options.quiet === true) return SILENT;
  const engines = options.engine.length;
  const display = canRedraw(io.stderr, io.env) ? liveRunDisplay : lineRunDisplay;
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
