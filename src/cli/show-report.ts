import { realpathSync } from 'node:fs';
import { escapeControl } from '../base/escape.js';
import type { RunReport } from '../harness/result.js';
import { readReport } from '../report/report-file.js';
import { reportNaming } from '../report/report-naming.js';
import { readSelftest } from '../report/selftest-file.js';
import { type Comparison, compareWithBaseline } from '../report/verdict-baseline.js';
import { findScenarios, packagedCatalogue } from '../scenario/catalogue.js';
import { readBaseline } from './baseline-file.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { htmlPage } from './html-page.js';
import { type Io, printLine } from './io.js';
import { printVerdicts } from './print-verdicts.js';
import { reportText } from './report-text.js';
import { DEFAULT_SUBJECT } from './run-options.js';
import { UsageError } from './usage-error.js';

/** What `report` was asked for. */
export interface ReportOptions {
  readonly html?: string;
  readonly against?: string;
  readonly selftest?: string;
}

/** Reads a report back, and prints it or makes a page of it. @throws UsageError */
export function showReport(file: string, options: ReportOptions, io: Io): ExitCode {
  const { html, against, selftest } = options;
  if (html === undefined && (against !== undefined || selftest !== undefined)) {
    throw new UsageError('--against and --selftest are about the page', 'Add --html FILE.');
  }
  const page = html === undefined ? undefined : htmlPage(html);
  if (page !== undefined) refuseToReplace(page.path, [file, against, selftest]);
  const report = held(file, 'report', readReport, 'Name the report.json that run has written.');
  const naming = reportNaming(report, DEFAULT_SUBJECT);
  if (page === undefined) {
    printVerdicts(report, naming, io);
    return EXIT.ok;
  }
  page.write({
    report,
    naming,
    ...(against !== undefined && { comparison: comparedWith(against, report) }),
    ...(selftest !== undefined && {
      selftest: held(selftest, 'selftest', readSelftest, 'Write it with: stallproof selftest --json > FILE'),
    }),
  });
  printLine(io.stderr, `page: ${escapeControl(page.path)}`);
  return EXIT.ok;
}

/** A page made of a file takes its place only by mistake. */
function refuseToReplace(page: string, sources: readonly (string | undefined)[]): void {
  const real = realPath(page);
  const isSource = sources.some(
    (source) => source !== undefined && real !== undefined && realPath(source) === real,
  );
  if (isSource)
    throw new UsageError(
      `the page would replace ${page}, which it is made of`,
      'Name another file with --html.',
    );
}

/** Undefined where nothing is. */
function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

function comparedWith(file: string, report: RunReport): Comparison {
  const played = report.results.map(({ scenario }) => scenario);
  const catalogue = [...findScenarios([], packagedCatalogue()).map(({ id }) => id), ...played];
  return compareWithBaseline(report, readBaseline(file, false), catalogue);
}

function held<T>(file: string, what: string, read: (text: string) => T, hint: string): T {
  let text: string;
  try {
    text = reportText(file);
  } catch (error) {
    throw new UsageError(`the ${what} cannot be read: ${messageOf(error)}`, hint);
  }
  try {
    return read(text);
  } catch (error) {
    throw new UsageError(`${file} holds no ${what}: ${messageOf(error)}`, hint);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
