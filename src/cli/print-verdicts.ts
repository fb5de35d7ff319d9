import { escapeControl } from '../base/escape.js';
import type { RunReport } from '../harness/result.js';
import type { Naming } from '../report/replay-command.js';
import {
  conclusions,
  disagreementDetails,
  failureDetails,
  type TableStyle,
  verdictTable,
} from '../report/verdict-table.js';
import { columnsOf, type Io, printLine, wantsColour } from './io.js';

/** The table of verdicts, what fell short, what was not played, the conclusion, and on request the outcomes. */
export function printVerdicts(report: RunReport, naming: Naming, io: Io, outcomes = false): void {
  const style = styleOf(io.stdout, io);
  printLine(io.stdout, verdictTable(report, style));
  for (const line of failureDetails(report, naming, style)) printLine(io.stdout, line);
  for (const line of disagreementDetails(report)) printLine(io.stdout, line);
  printLine(io.stdout, '');
  for (const { scenario, engine, reason } of report.skipped) {
    printLine(io.stdout, `not played: ${escapeControl(`${scenario} (${engine}): ${reason}`)}`);
  }
  for (const line of conclusions(report)) printLine(io.stdout, line);
  if (outcomes) printOutcomes(report, io);
}

/** What became of each job, in words: of a replay that is the question. */
function printOutcomes(report: RunReport, io: Io): void {
  for (const { jobs, status } of report.results) {
    for (const { id, outcome, attempts } of jobs) {
      const after = attempts.length === 0 ? '' : ` after ${attempts.join(', ')}`;
      const doubt = status === 'inconclusive' ? ' (this machine was too noisy to judge it)' : '';
      printLine(io.stdout, escapeControl(`${id}: ${outcome ?? 'no outcome'}${after}${doubt}`));
    }
  }
}

/** How wide and how colourful an output may be. */
export function styleOf(output: Io['stdout'], io: Io): TableStyle {
  return { columns: columnsOf(output), colour: wantsColour(output, io.env) };
}
