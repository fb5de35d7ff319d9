import pc from 'picocolors';
import { escapeControl } from '../base/escape.js';
import type { GateResult, RatioComparison, RatioVerdict } from '../bench/gate/judge-ratios.js';
import type { BenchReport, Figure, Target } from '../bench/result.js';
import type { TargetVerdict } from '../bench/target.js';
import {
  boundText,
  changeIntervalText,
  changeText,
  intervalText,
  numberText,
  valueText,
} from '../bench/wording.js';
import { type TableStyle, table } from '../report/verdict-table.js';
import { wrapped } from '../report/wrapped.js';

const TARGET_MARKS: Readonly<Record<TargetVerdict, string>> = { met: '✓', missed: '✗', undecided: '?' };

const GATE_MARKS: Readonly<Record<RatioVerdict, string>> = {
  'no worse': '✓',
  worse: '✗',
  inconclusive: '?',
  unmeasured: '–',
};

/** Room for `12300 MB/s`, `0.0123 to 12300` and `16000`; the names get the rest. */
const VALUE_COLUMNS = 12;
const INTERVAL_COLUMNS = 18;
const N_COLUMNS = 6;
const CHANGE_COLUMNS = 9;
const CHANGE_INTERVAL_COLUMNS = 21;

/** Every part with its numbers. */
export function figureTables(report: BenchReport, style: TableStyle): string[] {
  const { bold } = pc.createColors(style.colour);
  return report.parts.flatMap(({ part, title, figures, notes }) => [
    '',
    bold(part),
    ...wrapped(title, style.columns),
    ...(figures.length > 0 ? [figureTable(figures, style)] : ['nothing was measured']),
    ...notes.flatMap((note) => wrapped(`note: ${escapeControl(note)}`, style.columns)),
  ]);
}

function figureTable(figures: readonly Figure[], { columns }: TableStyle): string {
  return table(
    ['figure', 'value', '95 % interval', 'n'],
    figures.map((figure) => [
      nameOf(figure),
      valueText(figure),
      intervalText(figure.interval),
      String(figure.n),
    ]),
    {
      columns,
      widths: [VALUE_COLUMNS, INTERVAL_COLUMNS, N_COLUMNS],
      aligns: ['right', 'right', 'right'],
    },
  );
}

function nameOf({ name, statistic }: Figure): string {
  return statistic === 'median' || statistic === 'count' ? name : `${name} (${statistic})`;
}

/** Each target in words: what was asked for, and what was found. */
export function targetLines(targets: readonly Target[], style: TableStyle): string[] {
  const paint = painter(style.colour);
  return targets.flatMap((target) => {
    const { verdict, interval, statistic, n } = target;
    const spread = statistic === 'count' ? `of ${n}` : `(${intervalText(interval)}, n ${n})`;
    const found = `${valueText(target)} ${spread}, ${boundText(target)}`;
    const mark = verdict === 'met' ? 'good' : verdict === 'missed' ? 'bad' : 'open';
    const [first = '', ...rest] = wrapped(
      `${TARGET_MARKS[verdict]} ${verdict}: ${nameOf(target)}: ${found}`,
      style.columns,
    );
    return [paint(mark, first), ...rest];
  });
}

/** Each ratio of the gate: how much dearer it is than it was. */
export function gateTable(result: GateResult, style: TableStyle): string[] {
  const paint = painter(style.colour);
  const rows = result.comparisons.map((comparison) => gateRow(comparison));
  const text = table(['ratio', 'change', 'interval', 'n'], rows, {
    columns: style.columns,
    widths: [CHANGE_COLUMNS, CHANGE_INTERVAL_COLUMNS, N_COLUMNS],
    aligns: ['right', 'right', 'right'],
  });
  const worse = result.comparisons.filter(({ verdict }) => verdict === 'worse');
  return [
    text,
    ...worse.map(({ name, floor, change }) =>
      paint(
        'bad',
        `✗ dearer by more than ${numberText(floor * 100)} %: ${escapeControl(name)} ${changeText(change.estimate)}`,
      ),
    ),
    ...result.unknown.map((name) => `+ not in the baseline: ${escapeControl(name)}; record it with --update`),
  ];
}

function gateRow(comparison: RatioComparison): [name: string, ...cells: string[]] {
  const { name, verdict, change, n } = comparison;
  return [
    `${GATE_MARKS[verdict]} ${name}`,
    changeText(change.estimate),
    changeIntervalText(comparison),
    String(n),
  ];
}

function painter(colour: boolean): (mark: 'good' | 'bad' | 'open', text: string) => string {
  const { green, red, yellow } = pc.createColors(colour);
  const paints = { good: green, bad: red, open: yellow };
  return (mark, text) => paints[mark](text);
}
