import { counted } from '../../base/counted.js';
import { formatDuration } from '../../base/duration.js';
import type { SettingRow } from '../judging/setting-row.js';
import { percentText, recommendationLines } from '../judging/wording.js';
import type { StratumReport, TuneReport } from '../tune.js';
import { frontPlot, gapPlot, timelinePlot } from './charts.js';
import { htmlTable, htmlText } from './html-text.js';

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 900px; margin: 2rem auto; padding: 0 1rem; color: #263238; }
table { border-collapse: collapse; font-size: 14px; } th, td { text-align: right; padding: 2px 8px; }
td { white-space: nowrap; }
th:first-child, td:first-child { text-align: left; font-family: monospace; }
.grey { color: #546e7a; } figure { margin: 1.5rem 0; } figure, .wide { overflow-x: auto; } figcaption { font-size: 14px; }
`;

/** One page that needs nothing else: the answer, the plots, and every setting that differs from the others. */
export function tunePage(report: TuneReport): string {
  const { read, differences, strata } = report;
  const splitBy = differences.splitBy.join(', ');
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>stallproof tune</title>',
    '<meta name="viewport" content="width=device-width">',
    `<style>${STYLE}</style></head><body>`,
    '<h1>Which thresholds to run with</h1>',
    paragraph(
      `${counted(read.jobs, 'job')}, ${counted(read.runs, 'run')}, ${read.hours.toFixed(1)} hours. Skipped as damaged or unusable: ${read.damaged + read.unusable}. ` +
        (splitBy === '' ? 'Nothing tells the jobs apart.' : `The data tells them apart by ${splitBy}.`),
    ),
    ...strata.flatMap((stratum, index) => section(stratum, `s${index}`, report)),
    '</body></html>',
    '',
  ].join('\n');
}

function section(stratum: StratumReport, name: string, report: TuneReport): string[] {
  const { settings, recommendation, today, gaps, worst, comparison, tail } = stratum;
  const marks = {
    today: settings[today],
    recommended: recommendation.kind === 'recommended' ? settings[recommendation.setting] : undefined,
  };
  return [
    `<h2>${htmlText(stratum.name)}</h2>`,
    ...recommendationLines(stratum, report.options).map(paragraph),
    figure(
      frontPlot(`${name}f`, settings, marks),
      'Sooner or safer: bars are 95 % bands of a bootstrap over jobs; what another setting beats is grey.',
    ),
    figure(
      gapPlot(`${name}g`, gaps),
      'Silences by phase, after Kaplan and Meier: what a watchdog cut short counts as longer.',
    ),
    figure(
      timelinePlot(`${name}t`, worst),
      'The runs with the longest silences; blue: start-up, green: steady, orange: finalising.',
    ),
    '<h3>Settings that differ in effect</h3>',
    htmlTable(
      [
        'grace/stall/finalise',
        'killed',
        'exact interval',
        'at most',
        'formula',
        'found in',
        'p95',
        'worst',
        'slot-hours lost by 1000 jobs',
      ],
      settings
        .filter(({ sameAs }) => sameAs === undefined)
        .map((row) => ({ cells: settingCells(row), grey: row.dominated })),
    ),
    ...(comparison.length === 0
      ? []
      : [
          '<h3>Other detectors, set so that they would kill no more jobs falsely</h3>',
          htmlTable(
            ['detector', 'source', 'parameter', 'killed', 'found in'],
            comparison.map((row) => ({
              cells: [
                row.name,
                row.source,
                row.parameter,
                `${row.falseKills}/${row.jobs}`,
                row.detection === undefined ? '' : formatDuration(row.detection.meanMs),
              ],
              grey: false,
            })),
          ),
        ]),
    ...(tail.kind === 'none'
      ? []
      : [
          paragraph(
            `Extrapolation, no evidence: a generalised Pareto tail of shape ${tail.fit.shape.toFixed(2)} over ${formatDuration(tail.fit.thresholdMs)} gives ${tail.chances.map(({ stallMs, perJob }) => `${percentText(perJob)} at ${formatDuration(stallMs)}`).join(', ')}.`,
          ),
        ]),
  ];
}

function settingCells(row: SettingRow): string[] {
  const { perJob, detection, slotHoursPerThousandJobs: lost } = row;
  const seconds = (ms: number | undefined): string => (ms === undefined ? '' : `${(ms / 1000).toFixed(1)} s`);
  return [
    row.name,
    `${row.falseKills}/${row.jobs}`,
    `${percentText(perJob.interval.low)} to ${percentText(perJob.interval.high)}`,
    percentText(perJob.atMost),
    String(row.formulaKills),
    seconds(detection?.meanMs),
    seconds(detection?.p95Ms),
    seconds(detection?.worstMs),
    ((lost.hangs ?? 0) + lost.falseKills).toFixed(2),
  ];
}

function paragraph(text: string): string {
  return `<p>${htmlText(text)}</p>`;
}

function figure(svg: string, caption: string): string {
  return `<figure>${svg}<figcaption>${htmlText(caption)}</figcaption></figure>`;
}
