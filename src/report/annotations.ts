import { escapeControl } from '../base/escape.js';
import type { RunReport, ScenarioResult } from '../harness/result.js';
import type { OracleName } from '../scenario/oracle-names.js';
import { complaints } from './judged.js';
import { type Naming, replayCommand } from './replay-command.js';
import { scenarioName } from './scenario-name.js';
import type { Comparison } from './verdict-baseline.js';

/** A line of a file of the repository; lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface AnnotationOptions {
  readonly naming: Naming;
  /** Where a scenario says what was violated; undefined for a file outside the repository. */
  readonly place: (scenario: string, oracle: OracleName) => Place | undefined;
  /** Where verdicts were recorded: what was known to be violated is not annotated again. */
  readonly comparison?: Comparison;
}

/** GitHub shows so many errors of a step, and as many warnings, and drops the rest without a word. */
const MOST_SHOWN = 10;

/**
 * GitHub's workflow commands, one line each: an error for each scenario that was violated, a warning for each that was
 * inconclusive, on the line of the scenario file that it is about.
 * See "Workflow commands for GitHub Actions" in GitHub's documentation.
 */
export function annotations(report: RunReport, options: AnnotationOptions): string[] {
  const of = (status: 'violated' | 'inconclusive') =>
    report.results.filter((result) => result.status === status && isNews(result, options.comparison));
  return [
    ...shown('error', of('violated'), options),
    ...shown('warning', of('inconclusive'), options),
    ...report.disagreements
      .slice(0, MOST_SHOWN)
      .map(({ scenario, sentence }) =>
        command('error', { title: 'the engines disagree' }, `${scenario}: ${sentence}`),
      ),
  ];
}

type Level = 'error' | 'warning' | 'notice';

function shown(level: Level, results: readonly ScenarioResult[], options: AnnotationOptions): string[] {
  const rest = results.length - MOST_SHOWN;
  return [
    ...results.slice(0, MOST_SHOWN).map((result) => annotation(level, result, options)),
    ...(rest > 0 ? [command('notice', { title: 'stallproof' }, `${rest} more: see the summary`)] : []),
  ];
}

function annotation(level: Level, result: ScenarioResult, { naming, place }: AnnotationOptions): string {
  const found = complaints(result);
  const [worst] = found.filter(({ status }) => status === result.status);
  const at = worst === undefined ? undefined : place(result.scenario, worst.oracle);
  const sentences = found.map(({ oracle, status, sentence }) => `${oracle} ${status}: ${sentence}`);
  return command(
    level,
    {
      ...(at !== undefined && { file: at.file, line: String(at.line) }),
      title: `${result.subject}: ${scenarioName(result)} ${result.status}`,
    },
    [result.title, ...sentences, `again: ${replayCommand(result, naming)}`].map(escapeControl).join('\n'),
  );
}

function isNews({ subject, engine, scenario }: ScenarioResult, comparison?: Comparison): boolean {
  if (comparison === undefined) return true;
  return !comparison.knownViolated.some(
    (known) =>
      known.subject === subject &&
      known.engine === engine &&
      known.scenario === scenario &&
      !comparison.newlyViolated.some(
        (fresh) => fresh.subject === subject && fresh.engine === engine && fresh.scenario === scenario,
      ),
  );
}

function command(level: Level, properties: Readonly<Record<string, string>>, message: string): string {
  const told = Object.entries(properties).map(([key, value]) => `${key}=${property(escapeControl(value))}`);
  return `::${level} ${told.join(',')}::${data(message)}`;
}

/** As GitHub reads it back: a line break would end the command, and forge another. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
