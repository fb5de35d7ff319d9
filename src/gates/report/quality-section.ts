import { STDERR_LEVELS } from '../../ffmpeg/stderr-rule.js';
import type { BrowserProof } from '../browser/prove.js';
import { plays } from '../gate3/browser-verdicts.js';
import type { PatternCount } from '../gate3/quality.js';
import type { Supervised } from '../measure/supervised.js';
import type { GatesResult } from '../result.js';
import { type Section, table, text } from './document.js';
import { deltaWords, secondsWords, seekWords } from './words.js';

/** Gate 3: every published file, by ffmpeg, by a decoder without patience, and by a real browser. */
export function qualitySection({ gate3, measured, browser }: GatesResult): Section {
  const rows = gate3.flatMap(({ tools, rows: own }) =>
    own.map((row) => {
      const found = measured.find((each) => each.recording === row.recording && each.tools === tools);
      const { browser: proof, strictErrors, attempts = [] } = found?.supervised ?? {};
      const { error, warning, critical } = row.messages;
      return [
        ...[
          row.recording,
          tools,
          row.outcome === 'published' ? (row.strategy ?? '') : `not published: ${row.outcome}`,
        ],
        ...[attempts.map(({ strategy, result }) => `${strategy} ${result}`).join(', ')],
        ...[secondsWords(row.durationMs), deltaWords(row.deltaMs)],
        row.seeksTried === undefined ? '' : `${row.seeksDone} of ${row.seeksTried}`,
        ...[`${error} / ${warning} / ${critical}`, strictErrors === undefined ? '' : String(strictErrors)],
        proofWords(proof),
        found?.strictly === undefined ? '' : strictWords(found.strictly),
      ];
    }),
  );
  return {
    title: 'Gate 3: published files',
    blocks: [
      text(
        'What the supervisor published. A seek counts when a frame of that place was decoded. Messages are those of the same command line: errors, warnings, and those that the catalogue calls critical. Refused packets: what a decoder gives up on that conceals nothing. Published strictly: the same with outputCheck.strict, where the browser gave the first file up.',
      ),
      text(
        browser.version === undefined ? `No browser: ${browser.missing}.` : `Browser: ${browser.version}.`,
      ),
      table(
        [
          ...['recording', 'ffmpeg', 'published by', 'attempts', 'duration', 'delta', 'seeks'],
          ...['errors / warnings / critical', 'refused packets', 'in the browser', 'published strictly'],
        ],
        rows,
      ),
      text('The messages of each published run, by entry of the catalogue and level:'),
      table(
        ['recording', 'ffmpeg', 'lines'],
        gate3.flatMap(({ tools, rows: own }) =>
          own
            .filter(({ patterns }) => patterns.length > 0)
            .map(({ recording, patterns }) => [recording, tools, patternWords(patterns)]),
        ),
      ),
      ...refusals(measured),
    ],
  };
}

function patternWords(patterns: readonly PatternCount[]): string {
  return STDERR_LEVELS.flatMap((level) => {
    const own = patterns.filter((pattern) => pattern.level === level);
    const words = own.map(({ id = 'no entry', count }) => `${id} ${count}`);
    return words.length === 0 ? [] : [`${level}: ${words.join(', ')}`];
  }).join('; ');
}

function proofWords(proof: BrowserProof | undefined): string {
  if (proof === undefined) return '';
  return plays(proof)
    ? `plays, ${seekWords(proof.seeks)} seeks`
    : (proof.error ?? `${seekWords(proof.seeks)} seeks`);
}

function strictWords({ kind, strategy, browser }: Supervised): string {
  return kind === 'published' ? `${strategy}: ${proofWords(browser)}` : kind;
}

function refusals(measured: GatesResult['measured']): Section['blocks'] {
  const refused = measured.filter(({ search }) => search !== undefined);
  if (refused.length === 0) return [];
  return [
    text('What was not published, with the search that says whether anything in it decodes:'),
    table(
      ['recording', 'ffmpeg', 'reason', 'command lines tried', 'that decoded a frame'],
      refused.map(({ recording, tools, supervised, search = [] }) => [
        ...[recording, tools, supervised.reason ?? supervised.kind, search.length],
        search.filter(({ frame }) => frame).length,
      ]),
    ),
    {
      kind: 'code',
      text: [...new Set(refused.flatMap(({ search = [] }) => search.map(({ command }) => command)))].join(
        '\n',
      ),
    },
  ];
}
