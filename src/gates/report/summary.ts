import { type Score, tally } from '../gate1/score.js';
import { browserVerdicts } from '../gate3/browser-verdicts.js';
import type { GatesResult } from '../result.js';
import { percent } from '../share.js';

/** What a terminal shows at the end: a few lines for each pair of binaries. */
export function summaryLines({ gate1, gate3, browser, measured }: GatesResult): string[] {
  const lines = gate3.flatMap(({ tools, remux, meanDelta, seeks, criticalMessages, passed }) => {
    const rows = gate1.scores.filter((row) => row.tools === tools);
    const mark = (ok: boolean): string => (ok ? 'passed' : 'NOT PASSED');
    return [
      `ffmpeg ${tools}`,
      `  ours    ${scoreWords(rows.map(({ ours }) => ours))}`,
      `  origin  ${scoreWords(rows.map(({ origin }) => origin))}`,
      `  remux ${remux.count} of ${remux.total} (${mark(passed.remux)}), mean delta ${percent(meanDelta)} % (${mark(passed.delta)}), seeks ${seeks.count} of ${seeks.total} (${mark(passed.seeks)}), critical messages ${criticalMessages} (${mark(passed.critical)})`,
    ];
  });
  const { shown, played, triedStrictly, savedStrictly } = browserVerdicts(measured);
  const proof =
    browser.version === undefined
      ? `browser: ${browser.missing}`
      : `${browser.version} plays ${played} of ${shown} published files with ten seeks each, and with outputCheck.strict ${savedStrictly} of ${triedStrictly} that it had given up`;
  return [...lines, proof];
}

export function scoreWords(scores: readonly Score[]): string {
  const count = tally(scores);
  return `${count.right} right, ${count['right-refusal']} rightly refused, ${count['false-success']} false successes, ${count['false-refusal']} false refusals`;
}
