import { createHash } from 'node:crypto';
import type { RunReport } from '../../harness/result.js';
import type { Naming } from '../replay-command.js';
import type { SelftestFile } from '../selftest-file.js';
import type { Comparison } from '../verdict-baseline.js';
import { jsonInHtml } from './escape-html.js';
import { fellShortSection } from './fell-short.js';
import { asideSection, changesSection, verdictBanner } from './first-screen.js';
import { pageDataOf } from './page-data-of.js';
import { selftestSection } from './selftest-section.js';
import { LAYOUT } from './style/layout.js';
import { PARTS } from './style/parts.js';

export interface HtmlReportParts {
  readonly report: RunReport;
  /** How its user named things, for the commands. */
  readonly naming: Naming;
  /** Against the committed verdicts; absent: nothing is said of changes. */
  readonly comparison?: Comparison | undefined;
  readonly selftest?: SelftestFile | undefined;
  /** The script of the page, bundled to one text that holds no end of a script element. */
  readonly script: string;
}

/**
 * The report as one file that needs nothing else, now or in ten years: no network, no font, no second file. The first
 * screen is plain HTML; timelines, search and the table are drawn by the one script whose hash the policy of the page names.
 */
export function htmlReport({ report, naming, comparison, selftest, script }: HtmlReportParts): string {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    // Pictures set the styles of their own elements.
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>stallproof: ${report.conclusion}</title>
<style>${LAYOUT}${PARTS}</style></head><body>
<nav class="bar"><b>stallproof</b><span class="grow"></span>
<button type="button" id="help" title="keys (?)" hidden>keys</button>
<button type="button" id="theme" title="light or dark (t)" hidden>theme</button></nav>
<main>
${verdictBanner(report)}
${changesSection(comparison)}
${fellShortSection(report, naming)}
<section id="catalogue" aria-labelledby="scenarios"><h2 id="scenarios">Scenarios</h2>
<noscript><p>Timelines, search and the table of scenarios need JavaScript; this page loads nothing from anywhere.</p></noscript>
</section>
${selftestSection(selftest)}
${asideSection(report)}
</main>
<script type="application/json" id="data">${jsonInHtml(pageDataOf(report, naming, comparison))}</script>
<script>${script}</script>
</body></html>
`;
}
