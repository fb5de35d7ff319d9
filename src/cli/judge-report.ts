import { escapeControl } from '../base/escape.js';
import { type Conclusion, provesTooLittle, type RunReport } from '../harness/result.js';
import { comparisonLines } from '../report/comparison-lines.js';
import {
  type Comparison,
  compareWithBaseline,
  passes,
  updatedBaseline,
  type VerdictBaseline,
} from '../report/verdict-baseline.js';
import { findScenarios, packagedCatalogue } from '../scenario/catalogue.js';
import { readBaseline, writeBaseline } from './baseline-file.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Io, printLine } from './io.js';
import { UsageError } from './usage-error.js';

export interface JudgeOptions {
  /** Verdicts to compare with: only what is newly violated fails. */
  readonly against?: string;
  readonly update?: true;
  readonly json?: true;
}

const EXIT_OF: Readonly<Record<Conclusion, ExitCode>> = {
  held: EXIT.ok,
  violated: EXIT.failed,
  inconclusive: EXIT.inconclusive,
  'nothing-ran': EXIT.nothingRan,
};

/** What a report comes to, and how it differs from what was recorded where that was asked for. */
export interface Judgement {
  readonly exit: ExitCode;
  readonly comparison?: Comparison;
}

/** Judges reports, alone or against recorded verdicts. */
export type ReportJudge = (report: RunReport) => Judgement;

/**
 * Reads the recorded verdicts before anything is played, so that a long run is not lost to a wrong path.
 * @throws UsageError
 */
export function reportJudge(options: JudgeOptions, io: Io): ReportJudge {
  const { against, update } = options;
  if (against === undefined) {
    if (update === true)
      throw new UsageError('--update needs a file to write', 'Name it with --against FILE.');
    return (report) => ({ exit: EXIT_OF[report.conclusion] });
  }
  const baseline = readBaseline(against, update === true);
  return (report) => judgeAgainst(baseline, report, { ...options, against }, io);
}

/** Known violations pass; everything that fails the run without them fails here too. */
function judgeAgainst(
  baseline: VerdictBaseline,
  report: RunReport,
  { against, update, json }: JudgeOptions & { readonly against: string },
  io: Io,
): Judgement {
  if (report.conclusion === 'nothing-ran') return { exit: EXIT.nothingRan };
  const catalogue = [
    ...findScenarios([], packagedCatalogue()).map(({ id }) => id),
    ...report.results.map(({ scenario }) => scenario),
  ];
  const comparison = compareWithBaseline(report, baseline, catalogue);
  const output = json === true ? io.stderr : io.stdout;
  const lines = comparisonLines(comparison);
  for (const line of lines) printLine(output, line);
  if (lines.length === 0) printLine(output, 'every verdict is as recorded');
  if (update === true) {
    writeBaseline(against, updatedBaseline(baseline, report, catalogue));
    printLine(io.stderr, `recorded: ${escapeControl(against)}`);
    return { exit: EXIT.ok, comparison };
  }
  if (!passes(comparison) || report.disagreements.length > 0) return { exit: EXIT.failed, comparison };
  return { exit: provesTooLittle(report.results) ? EXIT.inconclusive : EXIT.ok, comparison };
}
