import { formatDuration } from '../../base/duration.js';
import type { Conclusion, RunReport } from '../../harness/result.js';
import { comparisonLines } from '../comparison-lines.js';
import { type Judged, judged, subjectsOf, tally } from '../judged.js';
import { type Comparison, passes } from '../verdict-baseline.js';
import { conclusions } from '../verdict-table.js';
import { html } from './escape-html.js';

const VERDICTS: Readonly<Record<Conclusion, string>> = {
  held: 'Every scenario held',
  violated: 'Oracles were violated',
  inconclusive: 'The run proves too little',
  'nothing-ran': 'Nothing ran',
};

const MARKS: Readonly<Record<Conclusion, string>> = {
  held: '✓',
  violated: '✗',
  inconclusive: '?',
  'nothing-ran': '–',
};

/** The verdict and how it came about, readable before any script has run. */
export function verdictBanner(report: RunReport): string {
  const { conclusion, engines, results } = report;
  const counts = tally(results.map(({ status }) => status));
  const judgedByAll = results.flatMap(judged);
  const heldOracles = judgedByAll.filter(({ status }) => status === 'held').length;
  const facts = [
    ['scenarios', String(new Set(results.map(({ scenario }) => scenario)).size)],
    ['subjects', subjectsOf(report).join(', ')],
    ['engines', engines.join(', ')],
    ['oracle verdicts', `${heldOracles} of ${judgedByAll.filter(couldJudge).length} held`],
    ['took', formatDuration(report.elapsedMs)],
  ].map(([name = '', value = '']) => `<div><dt>${html(name)}</dt><dd>${html(value)}</dd></div>`);
  const lines = conclusions(report).map((line) => `<li>${html(line)}</li>`);
  return `<section class="verdict ${conclusion}" aria-label="Verdict">
<p class="mark" aria-hidden="true">${MARKS[conclusion]}</p>
<div class="said"><h1>${VERDICTS[conclusion]}</h1><ul>${lines.join('')}</ul></div>
${proportions(counts, results.length)}
<dl>${facts.join('')}</dl></section>`;
}

function couldJudge({ status }: Judged): boolean {
  return status !== 'unobservable';
}

/** A bar of the four statuses. */
function proportions(counts: Readonly<Record<string, number>>, total: number): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(
      ([status, count]) =>
        `<span class="${status}" style="flex-grow:${count}" title="${count} ${status}"></span>`,
    );
  const words = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
  return total === 0
    ? ''
    : `<div class="proportions" role="img" aria-label="${words.join(', ')}">${parts.join('')}</div>`;
}

/** What differs from the committed verdicts; without any to compare with, nothing. */
export function changesSection(comparison: Comparison | undefined): string {
  if (comparison === undefined) return '';
  const lines = comparisonLines(comparison);
  const verdict = passes(comparison) ? 'nothing is newly violated' : 'newly violated: the gate fails';
  const items = lines.map((line) => `<li class="${lineClass(line)}">${html(line)}</li>`);
  const body =
    items.length === 0
      ? '<p>Every verdict is as recorded.</p>'
      : `<ul class="changes">${items.join('')}</ul>`;
  return `<section aria-labelledby="changed"><h2 id="changed">What changed <small>${verdict}</small></h2>${body}</section>`;
}

function lineClass(line: string): string {
  if (line.startsWith('✗')) return 'bad';
  return line.startsWith('✓') || line.startsWith('+') ? 'good' : 'plain';
}

/** What no result tells: engines that disagree, and what was not played. */
export function asideSection({ disagreements, skipped }: RunReport): string {
  const disagree = disagreements.map(
    ({ scenario, subject, sentence }) =>
      `<li class="bad"><b>${html(`${subject}: ${scenario}`)}</b> ${html(sentence)}</li>`,
  );
  const missing = skipped.map(
    ({ scenario, engine, reason }) => `<li><b>${html(scenario)}</b> on ${html(engine)}: ${html(reason)}</li>`,
  );
  return [
    disagree.length === 0
      ? ''
      : `<section><h2>The engines disagree</h2><ul class="changes">${disagree.join('')}</ul></section>`,
    missing.length === 0
      ? ''
      : `<section><details><summary>Not played: ${missing.length}</summary><ul class="changes">${missing.join('')}</ul></details></section>`,
  ].join('\n');
}
