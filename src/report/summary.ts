import { formatDuration } from '../base/duration.js';
import { escapeControl } from '../base/escape.js';
import type { ResultStatus, RunReport, ScenarioResult } from '../harness/result.js';
import { ORACLE_NAMES } from '../scenario/oracle-names.js';
import { complaints, heldOf, judged, subjectsOf, tally } from './judged.js';
import { type Naming, replayCommand } from './replay-command.js';
import { scenarioName } from './scenario-name.js';
import { sideBySide } from './side-by-side.js';
import { conclusions } from './verdict-table.js';

const STATUSES = ['held', 'violated', 'inconclusive', 'unobservable'] as const;

const MARKS: Readonly<Record<ResultStatus, string>> = {
  held: '✅',
  violated: '❌',
  inconclusive: '❔',
  unobservable: '–',
};

/** `summary.md`: for a pull request or the page of a CI run. */
export function summaryReport(report: RunReport, naming: Naming): string {
  const several = subjectsOf(report).length > 1;
  const name = (result: ScenarioResult): string =>
    markdown(several ? `${result.subject}: ${scenarioName(result)}` : scenarioName(result));
  const sections = [
    `# stallproof: ${report.conclusion}`,
    conclusions(report)
      .map((line) => `- ${markdown(line)}`)
      .join('\n'),
    `Started ${report.startedAt}, took ${formatDuration(report.elapsedMs)}. Engine ${report.engines.join(' and ')}, ` +
      `Node ${report.node} on ${report.platform}.`,
    ...failures(report, naming, name),
    ...(several ? ['## Side by side', comparison(report)] : []),
    '## By scenario',
    table(
      ['scenario', 'verdict', 'held', 'time'],
      report.results.map((result) => [
        name(result),
        `${MARKS[result.status]} ${result.status}`,
        heldOf(result),
        formatDuration(result.elapsedMs),
      ]),
    ),
    '## By oracle',
    table(['oracle', ...STATUSES], oracleRows(report)),
    ...report.skipped.map(({ scenario, reason }) => `Not played: ${markdown(scenario)}: ${markdown(reason)}`),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What each subject made of each scenario: how much of it held, or the oracles that accuse it. */
function comparison(report: RunReport): string {
  const { subjects, rows } = sideBySide(report);
  const cell = (result: ScenarioResult | undefined): string => {
    if (result === undefined) return '';
    const accusers = complaints(result).map(({ oracle }) => oracle);
    return `${MARKS[result.status]} ${accusers.length > 0 ? accusers.join(', ') : heldOf(result)}`;
  };
  return table(
    ['scenario', ...subjects.map(markdown)],
    rows.map(({ scenario, results }) => [markdown(scenario), ...results.map(cell)]),
  );
}

function failures(report: RunReport, naming: Naming, name: (result: ScenarioResult) => string): string[] {
  const failed = report.results.filter((result) => complaints(result).length > 0);
  if (failed.length === 0) return [];
  const chapters = failed.map((result) =>
    [
      `### ${name(result)}: ${markdown(result.title)}`,
      '',
      ...complaints(result).map(
        ({ oracle, status, sentence }) => `- **${oracle}** ${status}: ${markdown(sentence)}`,
      ),
      '',
      `Again: ${code(replayCommand(result, naming))}`,
    ].join('\n'),
  );
  return ['## What did not hold', ...chapters];
}

function oracleRows(report: RunReport): string[][] {
  const verdicts = report.results.flatMap(judged);
  return ORACLE_NAMES.flatMap((oracle) => {
    const own = verdicts.filter((verdict) => verdict.oracle === oracle);
    const counts = tally(own.map(({ status }) => status));
    return own.length === 0 ? [] : [[oracle, ...STATUSES.map((status) => String(counts[status]))]];
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text from outside, on one line, with nothing in it that Markdown or HTML would act upon. */
function markdown(text: string): string {
  return escapeControl(text)
    .replace(/[\\`*_[\]|~#]/g, (character) => `\\${character}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** An inline code span around text that may hold backticks itself. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${escapeControl(text)}\`` : `${fence} ${escapeControl(text)} ${fence}`;
}
