import { formatDuration } from '../base/duration.js';
import { formatSize } from '../base/size.js';
import type { BenchReport, Figure, PartResult, Target } from './result.js';
import { boundText, intervalText, valueText } from './wording.js';

const MARKS = { met: '✅', missed: '❌', undecided: '❔' } as const;

const METHODS = `Medians and other quantiles stand with the exact interval between two order statistics (David and Nagaraja,
*Order Statistics*, 7.1), ratios of medians with the percentile bootstrap (Efron and Tibshirani, *An Introduction to the
Bootstrap*, 13.3), slopes with Student's t (NIST e-Handbook, 4.1.4). All intervals are of 95 % unless they are counts. A
target is met or missed by the whole interval; where the interval holds the bound, it is undecided. What is compared was
measured side by side, in random order, in the same run.`;

/** `bench.md`: for people. */
export function markdownReport(report: BenchReport): string {
  const targets = report.parts.flatMap((part) => part.targets);
  const sections = [
    '# Benchmarks',
    machineText(report),
    '## Targets',
    targets.length > 0 ? targetTable(targets) : 'None was measured.',
    ...report.parts.flatMap(partSections),
    '## How the numbers were made',
    METHODS,
  ];
  return `${sections.join('\n\n')}\n`;
}

function machineText({ machine, mode, startedAt, elapsedMs }: BenchReport): string {
  const { cpu, cores, memoryBytes, kernel, node, ffmpeg, loadAtStart } = machine;
  const command = mode === 'full' ? 'stallproof bench --full' : 'stallproof bench';
  return [
    `- Command: \`${command}\`, ${startedAt}, took ${formatDuration(elapsedMs)}`,
    `- Machine: ${plain(cpu)}, ${cores} cores, ${formatSize(memoryBytes)} of memory, ${plain(kernel)}`,
    `- Node ${plain(node)}, ${plain(ffmpeg)}`,
    `- Load at the start: ${loadAtStart.toFixed(2)} processes on ${cores} cores`,
  ].join('\n');
}

function partSections({ part, title, settings, figures, notes }: PartResult): string[] {
  const chosen = Object.entries(settings).map(([name, value]) => `- ${plain(name)}: ${plain(value)}`);
  return [
    `## ${part}`,
    `${plain(title)}.`,
    chosen.join('\n'),
    figures.length > 0 ? figureTable(figures) : 'Nothing was measured.',
    ...(notes.length > 0 ? [notes.map((note) => `- Note: ${plain(note)}`).join('\n')] : []),
  ];
}

function targetTable(targets: readonly Target[]): string {
  const rows = targets.map((target) => [
    `${MARKS[target.verdict]} ${target.verdict}`,
    `${plain(target.name)} (${target.statistic})`,
    boundText(target),
    valueText(target),
    intervalText(target.interval),
    String(target.n),
  ]);
  return table(['verdict', 'target', 'bound', 'measured', 'interval', 'n'], rows);
}

function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    plain(figure.name),
    figure.statistic,
    valueText(figure),
    intervalText(figure.interval),
    String(figure.n),
  ]);
  return table(['figure', 'statistic', 'value', 'interval', 'n'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that may come from outside, with nothing in it that Markdown would act upon. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]|<>]/g, (character) => `\\${character}`).replace(/\s+/g, ' ');
}
