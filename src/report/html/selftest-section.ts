import { ORACLE_NAMES, type OracleName } from '../../scenario/oracle-names.js';
import { isCaught, type SelftestFile, type SelftestFileRow } from '../selftest-file.js';
import { html } from './escape-html.js';

/** Known-bad supervisors by oracles: who accused whom, and whether it was the one whose business it is. */
export function selftestSection(selftest: SelftestFile | undefined): string {
  if (selftest === undefined) return '';
  const specimens = selftest.rows.filter(({ caughtBy }) => caughtBy !== undefined);
  const caught = specimens.filter(isCaught).length;
  const head = ORACLE_NAMES.map((oracle) => `<th scope="col"><span>${html(oracle)}</span></th>`);
  return `<section aria-labelledby="specimens"><h2 id="specimens">Known-bad supervisors <small>${caught} of ${specimens.length} caught</small></h2>
<p class="legend"><b class="own">●</b> accused by the oracle that its flaw concerns, <b class="own">○</b> should have been, <b>·</b> accused by another one too</p>
<div class="wide"><table class="specimens"><thead><tr><th scope="col">specimen</th>${head.join('')}</tr></thead>
<tbody>${selftest.rows.map(row).join('\n')}</tbody></table></div></section>`;
}

function row(specimen: SelftestFileRow): string {
  const right = isCaught(specimen);
  const mark = right ? '✓' : '✗';
  const cells = ORACLE_NAMES.map((oracle) => cell(specimen, oracle));
  return `<tr class="${right ? 'held' : 'violated'}"><th scope="row">${mark} ${html(specimen.name)}</th>${cells.join('')}</tr>`;
}

function cell({ caughtBy, accusations }: SelftestFileRow, oracle: OracleName): string {
  const own = caughtBy === oracle;
  const accusing = accusations.filter((accusation) => accusation.oracle === oracle);
  const [first] = accusing;
  if (first === undefined) return own ? '<td class="own" title="not accused">○</td>' : '<td></td>';
  const times = accusing.length === 1 ? '' : ` (and ${accusing.length - 1} more)`;
  const words = `${first.scenario}, ${first.engine}: ${first.sentence}${times}`;
  return `<td${own ? ' class="own"' : ''} title="${html(words)}">${own ? '●' : '·'}</td>`;
}
