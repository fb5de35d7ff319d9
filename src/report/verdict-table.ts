import Table from 'cli-table3';
import pc from 'picocolors';
import { formatDuration } from '../base/duration.js';
import { escapeControl } from '../base/escape.js';
import type { ResultStatus, RunReport, ScenarioResult } from '../harness/result.js';
import { clip } from './clip.js';
import { failureLines } from './failure-lines.js';
import { complaints, heldOf, judged, subjectsOf, tally } from './judged.js';
import type { Naming } from './replay-command.js';
import { scenarioName } from './scenario-name.js';
import { sideBySide } from './side-by-side.js';
import { wrapped } from './wrapped.js';

export interface TableStyle {
  /** No line is wider, sentences and commands excepted. At least 60. */
  readonly columns: number;
  readonly colour: boolean;
}

const MARKS = { held: '✓', violated: '✗', inconclusive: '?', unobservable: '–' } as const;

/** Columns besides the scenario's name: verdict, oracles held, time, and the space between them. */
const VERDICT_COLUMNS = 16;
const HELD_COLUMNS = 10;
const TIME_COLUMNS = 13;
const MIN_NAME_COLUMNS = 24;

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
} as const;

/**
 * One row a scenario: its verdict, how many of the oracles that judged it held, and the time it took. With several
 * subjects, a column for each, as far as the width allows.
 */
export function verdictTable(report: RunReport, style: TableStyle): string {
  const subjects = subjectsOf(report);
  const columns = Math.max(HELD_COLUMNS, ...subjects.map((name) => name.length + 1));
  const fits = subjects.length * columns + MIN_NAME_COLUMNS <= style.columns;
  return subjects.length > 1 && fits ? comparison(report, style, columns) : listing(report, style);
}

function listing(report: RunReport, style: TableStyle): string {
  const paint = painter(style.colour);
  const severalSubjects = subjectsOf(report).length > 1;
  const severalEngines = report.engines.length > 1;
  const rows = report.results.map((result) => {
    const subject = severalSubjects ? `${result.subject}: ` : '';
    const engine = severalEngines ? `${result.engine}: ` : '';
    return [
      `${subject}${engine}${scenarioName(result)}`,
      paint(result.status, `${MARKS[result.status]} ${result.status}`),
      heldOf(result),
      formatDuration(result.elapsedMs),
    ] as const;
  });
  return table(['scenario', 'verdict', 'held', 'time'], rows, {
    columns: style.columns,
    widths: [VERDICT_COLUMNS, HELD_COLUMNS, TIME_COLUMNS],
    aligns: ['left', 'right', 'right'],
  });
}

function comparison(report: RunReport, style: TableStyle, columns: number): string {
  const paint = painter(style.colour);
  const { subjects, rows } = sideBySide(report);
  const cell = (result: ScenarioResult | undefined): string =>
    result === undefined ? '' : paint(result.status, `${MARKS[result.status]} ${heldOf(result)}`);
  return table(
    ['scenario', ...subjects.map(escapeControl)],
    rows.map(({ scenario, results }) => [scenario, ...results.map(cell)] as const),
    { columns: style.columns, widths: subjects.map(() => columns), aligns: subjects.map(() => 'right') },
  );
}

interface Layout {
  readonly columns: number;
  /** Of the columns after the first, which takes what it needs of the rest. */
  readonly widths: readonly number[];
  readonly aligns: readonly ('left' | 'right')[];
}

/** Columns without lines between them; the first column takes what the others leave. */
export function table(
  head: readonly string[],
  rows: readonly (readonly [name: string, ...cells: string[]])[],
  { columns, widths, aligns }: Layout,
): string {
  const room = columns - widths.reduce((sum, width) => sum + width, 0);
  const names = rows.map(([name]) => noCommand(escapeControl(name)));
  const nameColumns = Math.min(room, Math.max(MIN_NAME_COLUMNS, ...names.map((name) => name.length + 3)));
  const text = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
    colWidths: [nameColumns, ...widths],
    colAligns: ['left', ...aligns],
    head: [...head],
  });
  rows.forEach(([, ...cells], index) => {
    text.push([nameCell(names[index] ?? '', nameColumns - 1), ...cells]);
  });
  return text.toString().replace(/ +$/gm, '');
}

/** As many lines as the words of a name need. */
function nameCell(name: string, columns: number): string {
  return wrapped(name, columns)
    .map((line) => clip(line, columns))
    .join('\n');
}

/** GitHub takes a line that begins with two colons for a command, and a name begins its line here. */
function noCommand(name: string): string {
  return name.replace(/^(\s*):(?=:)/, String.raw`$1\x3a`);
}

/** What to do about each scenario that did not hold: the oracles' sentences, and the command that replays it. */
export function failureDetails(report: RunReport, naming: Naming, style: TableStyle): string[] {
  const paint = painter(style.colour);
  const several = subjectsOf(report).length > 1;
  return report.results
    .filter((result) => complaints(result).length > 0)
    .flatMap((result) => [
      '',
      paint(
        result.status,
        escapeControl(
          `${MARKS[result.status]} ${several ? `${result.subject}: ` : ''}${scenarioName(result)}: ${result.title}`,
        ),
      ),
      ...failureLines(result, naming),
    ]);
}

/** The run in one line for each subject. */
export function conclusions(report: RunReport): string[] {
  return subjectsOf(report).map((subject) => {
    const results = report.results.filter((result) => result.subject === subject);
    const scenarios = tally(results.map(({ status }) => status));
    const verdicts = tally(results.flatMap((result) => judged(result).map(({ status }) => status)));
    const parts = [
      `${scenarios.held} of ${results.length} scenarios held`,
      ...(['violated', 'inconclusive', 'unobservable'] as const)
        .filter((status) => scenarios[status] > 0)
        .map((status) => `${scenarios[status]} ${status}`),
    ];
    const blind = verdicts.unobservable > 0 ? `, ${verdicts.unobservable} could not be seen` : '';
    return `${escapeControl(subject)}: ${parts.join(', ')} (${verdicts.held} verdicts held${blind})`;
  });
}

/** What the engines disagree about: a fault of the harness, to be reported. */
export function disagreementDetails(report: RunReport): string[] {
  return report.disagreements.map(({ scenario, sentence }) =>
    escapeControl(`✗ ${scenario}: the engines disagree on ${sentence}`),
  );
}

/**
 * One finished scenario on one line, for places where nothing can be redrawn.
 * @param several of what the run has several, so that each line has to name its own
 */
export function scenarioLine(
  result: ScenarioResult,
  style: TableStyle,
  several: readonly ('subject' | 'engine')[] = [],
): string {
  const paint = painter(style.colour);
  const accused = judged(result).filter(({ status }) => status === result.status);
  const why = result.status === 'held' ? '' : `: ${accused.map(({ oracle }) => oracle).join(', ')}`;
  const name = [...several.map((which) => result[which]), scenarioName(result)].join(': ');
  const line = escapeControl(`${MARKS[result.status]} ${name} ${result.status}${why}`);
  return `${paint(result.status, clip(line, style.columns - TIME_COLUMNS))} ${formatDuration(result.elapsedMs)}`;
}

function painter(colour: boolean): (status: ResultStatus, text: string) => string {
  const colours = pc.createColors(colour);
  const paints = {
    held: colours.green,
    violated: colours.red,
    inconclusive: colours.yellow,
    unobservable: colours.dim,
  };
  return (status, text) => paints[status](text);
}
