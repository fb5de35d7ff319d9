import { browserVerdicts } from '../gate3/browser-verdicts.js';
import type { GatesResult } from '../result.js';
import { percent, shareWords } from '../share.js';
import { scoreWords } from './summary.js';

/** The decision record about policy, with what was measured. The same data gives the same text. */
export function decisionRecord(result: GatesResult): string {
  const parts = [TITLE, DECISION, `**Evidence.** ${corpusWords(result)}`, findings(result), SOURCE];
  return `${[...parts, WITHOUT, CONSEQUENCES].join('\n\n')}\n`;
}

/** Without the number that a project keeps it under. */
const TITLE = '# Policy comes from evidence';

const DECISION = `**Decision.** Command lines, codec rules and the catalogue of messages are one JSON file with a schema: what decides, why,
and what it rests on. \`stallproof gates\` measures it on real recordings with every ffmpeg at hand and writes the file that
the data supports; \`stallproof gates apply\` shows the difference and puts it in place. The supervisor ships with such a
file, provenance inside, and takes another by path.`;

const SOURCE = `Every figure is in \`report.md\` beside the policy, with the recordings, builds and digests that it belongs to. Both, and this record, are made by

    npx stallproof gates RECORDINGS/ --out reports/gates
    npx stallproof gates apply --adr docs/adr/0010-policy-from-evidence.md`;

const WITHOUT = `**What stays code.** Input, output, stream maps, progress and the whitelists of formats and protocols: a policy that could set
them could write anywhere and open anything. The schema refuses them, and refuses what its own list of harmful flags forbids.`;

const CONSEQUENCES = `**Consequences.** A change of a flag is a change of data with a number beside it. Whoever has other recordings or other clients
runs the command on his own. Rules for versions are possible; none is needed where one line does for all. This record is written by
the command: change the data, not the text.`;

function corpusWords({ recordings, tools, browser, proposed }: GatesResult): string {
  const builds = tools.map(({ name }) => name).join(' and ');
  return `${recordings.length} recordings (${proposed.provenance.corpusDigest.slice(0, 12)}…), ffmpeg ${builds}${browser.version === undefined ? ', no browser' : `, ${browser.version}`}, ${proposed.provenance.generatedAt}:`;
}

function findings(result: GatesResult): string {
  const { gate1, gate3 } = result;
  const items = [
    ...gate3.flatMap(({ tools, remux, meanDelta, seeks, criticalMessages }) => {
      const rows = gate1.scores.filter((row) => row.tools === tools);
      return [
        `${tools}: ours ${scoreWords(rows.map(({ ours }) => ours))}; the origin's ${scoreWords(rows.map(({ origin }) => origin))}.`,
        `${tools}: remuxed ${shareWords(remux)}, mean delta ${percent(meanDelta)} %, seeks ${shareWords(seeks)}, ${criticalMessages} critical messages.`,
      ];
    }),
    ...harmWords(result),
    ...browserWords(result),
    ...codecWords(result),
  ];
  return items.map((item) => `- ${item}`).join('\n');
}

function harmWords({ gate1 }: GatesResult): string[] {
  return gate1.effects
    .filter(({ id, harmed }) => id.startsWith('with ') && harmed.length > 0)
    .map(
      ({ id, tools, harmed, tried }) =>
        `The default line ${id}, ${tools}: harms ${harmed.length} of ${tried} recordings.`,
    );
}

/** A browser conceals nothing: what it gives up on is what a strict decoder refuses. */
function browserWords({ measured, browser }: GatesResult): string[] {
  const { shown, played, foretold, triedStrictly, savedStrictly } = browserVerdicts(measured);
  if (shown === 0) return [`No browser: ${browser.missing ?? 'it was shown nothing'}.`];
  return [
    `${browser.version} plays ${played} of ${shown} published files, with ten seeks each. A decoder that conceals nothing foretells ${foretold} of ${shown} of its answers: what it gives up are copies of video without clean entry points or with damage, which ffmpeg and its players conceal.`,
    `With \`outputCheck.strict\` such copies are encoded anew, and the browser plays ${savedStrictly} of ${triedStrictly} that it had given up. It is off: encoding hours of HD takes longer than a job may last.`,
  ];
}

function codecWords({ gate4, proposed }: GatesResult): string[] {
  const copied = gate4.decisions.filter(({ action }) => action === 'copy').map(({ name }) => name);
  const encoded = gate4.decisions
    .filter(({ action, kind }) => action === 'encode' && kind === 'video')
    .map(({ name }) => name);
  return [
    `Copied: ${copied.join(', ') || 'nothing'}. Encoded anew: ${encoded.join(', ')}. Clients: ${proposed.provenance.clients}.`,
  ];
}
