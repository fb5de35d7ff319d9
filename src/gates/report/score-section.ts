import { type Score, tally, VERDICTS } from '../gate1/score.js';
import { THRESHOLDS } from '../gate3/quality.js';
import type { GatesResult } from '../result.js';
import { percent, shareWords } from '../share.js';
import { stackedBars } from './charts.js';
import { type Block, type Section, table, text } from './document.js';

/** What it comes to: the origin's policy against ours, and the reviewer's thresholds. */
export function scoreSection(result: GatesResult): Section {
  const { gate1, recordings } = result;
  return {
    title: 'Result',
    blocks: [
      text(
        `${recordings.length} recordings, each with every ffmpeg below. With so few, a share says little about the world: the intervals are exact (Clopper and Pearson, 95 %).`,
      ),
      scorePicture(result),
      thresholds(result),
      text(
        'Right: published with the streams that carry data, a duration within 1 % or 0.2 s of what the packets say, and a frame decoded at each of ten places. Right refusal: nothing in it decodes, by a documented search. The origin publishes what its first line with exit code 0 wrote; ours is what the production supervisor did. Mean delta: all differences of duration together, as a share of all durations; by file, the mean of the shares, in which a slice of 0.1 s counts as much as a film.',
      ),
      table(
        ['recording', 'ffmpeg', 'origin', 'ours'],
        gate1.scores.map(({ recording, tools, origin, ours }) => [
          recording,
          tools,
          scoreCell(origin),
          scoreCell(ours),
        ]),
      ),
      text(lenience(result)),
    ],
  };
}

function scoreCell({ verdict, strategy, because }: Score): string {
  const by = strategy === undefined ? '' : ` (${strategy})`;
  return verdict === 'right' ? `right${by}` : `${verdict.replace('-', ' ')}${by}: ${because}`;
}

function scorePicture({ gate1, tools }: GatesResult): Block {
  const rows = tools.flatMap(({ name }) =>
    (['origin', 'ours'] as const).map((whose) => {
      const scores = gate1.scores.filter((row) => row.tools === name).map((row) => row[whose]);
      return { label: `${whose}, ${shortName(name)}`, count: tally(scores) };
    }),
  );
  const labels = rows.map(({ label }) => label);
  const series = VERDICTS.map((verdict) => ({
    name: verdict.replace('-', ' '),
    values: rows.map(({ count }) => count[verdict]),
  }));
  return {
    kind: 'picture',
    name: 'score',
    alt: 'Recordings by what became of them, under the policy of the origin and under ours.',
    svg: stackedBars('score', labels, series),
  };
}

function shortName(name: string): string {
  return name.length > 20 ? `${name.slice(0, 19)}…` : name;
}

function thresholds({ gate3 }: GatesResult): Block {
  const mark = (ok: boolean): string => (ok ? 'passed' : 'not passed');
  return table(
    ['ffmpeg', 'threshold', 'measured', 'verdict'],
    gate3.flatMap(({ tools, remux, meanDelta, meanDeltaByFile, seeks, criticalMessages, passed }) => [
      [tools, `remux ≥ ${percent(THRESHOLDS.remux)} %`, shareWords(remux), mark(passed.remux)],
      [
        tools,
        `mean delta ≤ ${percent(THRESHOLDS.delta)} %`,
        `${(meanDelta * 100).toFixed(3)} % (by file: ${(meanDeltaByFile * 100).toFixed(3)} %)`,
        mark(passed.delta),
      ],
      [tools, `seeks ≥ ${percent(THRESHOLDS.seeks)} %`, shareWords(seeks), mark(passed.seeks)],
      [tools, `critical messages ≤ ${THRESHOLDS.critical}`, String(criticalMessages), mark(passed.critical)],
    ]),
  );
}

/** Fairness to the origin: it cuts the first second on purpose. */
function lenience({ gate1, tools }: GatesResult): string {
  const counts = tools.map(({ name }) => {
    const rows = gate1.scores.filter((row) => row.tools === name);
    const forgiven = rows.filter(({ origin }) => origin.onlyFirstSecond === true).length;
    const right = rows.filter(({ origin }) => origin.verdict === 'right').length;
    return `${name}: ${right} right, and ${forgiven} more if the first second, which -ss 1 cuts on purpose, is forgiven`;
  });
  return `The origin, by ffmpeg: ${counts.join('; ')}.`;
}
