import type { RunReport, ScenarioResult } from '../../harness/result.js';
import { complaints } from '../judged.js';
import { type Naming, replayCommand } from '../replay-command.js';
import { scenarioName } from '../scenario-name.js';
import { entities, html } from './escape-html.js';
import { anchorOf, columnOf } from './page-data-of.js';

/** More than these are folded away: nobody reads a first screen of a hundred. */
const SHOWN_AT_ONCE = 12;

/** The scenarios that fell short: which oracle says what of each, and the one command that plays it again. */
export function fellShortSection(report: RunReport, naming: Naming): string {
  const short = report.results.filter((result) => complaints(result).length > 0);
  if (short.length === 0) return '';
  const cards = short.map((result) => card(report, naming, result));
  const rest = cards.slice(SHOWN_AT_ONCE);
  const more =
    rest.length === 0
      ? ''
      : `<details class="more"><summary>${rest.length} more</summary><div class="cards">${rest.join('')}</div></details>`;
  return `<section aria-labelledby="short"><h2 id="short">What fell short <small>${short.length}</small></h2>
<div class="cards">${cards.slice(0, SHOWN_AT_ONCE).join('\n')}</div>${more}</section>`;
}

function card(report: RunReport, naming: Naming, result: ScenarioResult): string {
  const sentences = complaints(result).map(
    ({ oracle, status, sentence }) =>
      `<li><b class="tag ${status}">${html(oracle)}</b> ${html(sentence)}</li>`,
  );
  const id = scenarioName(result);
  const column = columnOf(report, result);
  return `<article class="card ${result.status}">
<header><h3><a href="${html(anchorOf(result))}">${html(id)}</a></h3><span class="who">${html(column)}</span></header>
<p class="title">${html(result.title)}</p>
<ul class="sentences">${sentences.join('')}</ul>
${command(replayCommand(result, naming))}
<div class="chart" data-scenario="${html(id)}" data-column="${html(column)}"></div>
</article>`;
}

function command(replay: string): string {
  return `<p class="command"><code>${entities(replay)}</code><button type="button" class="copy" hidden>copy</button></p>`;
}
