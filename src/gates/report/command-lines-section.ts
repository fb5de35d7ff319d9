import { remuxArgs } from '../../ffmpeg/remux-args.js';
import { STRATEGIES } from '../../ffmpeg/strategy.js';
import type { GatesResult } from '../result.js';
import { type Block, list, type Section, table, text } from './document.js';
import { whatIsWrongWords } from './words.js';

/** Gate 1: the exact command lines, what each did, and which flags are never to be used. */
export function commandLinesSection(result: GatesResult): Section {
  const { gate1, proposed, recordings } = result;
  return {
    title: 'Gate 1: command lines',
    blocks: [
      text(
        'The three command lines of the policy, for a recording with its video in stream 0 and its audio in stream 1. IN and OUT stand for the files.',
      ),
      { kind: 'code', text: STRATEGIES.map((strategy) => lineOf(result, strategy)).join('\n\n') },
      text(
        `Each line of the policy and of the origin on each of the ${recordings.length} recordings, whatever the ladder would choose. Right: the streams that carry data, a duration within 1 % or 0.2 s of what the packets say, and a frame decoded at half the time.`,
      ),
      table(
        ['line', 'ffmpeg', 'tried', 'right', 'exits'],
        gate1.lines.map(({ id, tools, tried, right, exits }) => [id, tools, tried, right, exitWords(exits)]),
      ),
      text(
        'One flag at a time left out of the default line, or put into it. Harmed: right without the change, not right with it. Helped: the reverse.',
      ),
      table(
        ['change', 'ffmpeg', 'tried', 'right', 'harmed', 'helped', 'an example of harm'],
        gate1.effects.map(({ id, tools, tried, right, harmed, helped }) => {
          const [first] = harmed;
          const example = first === undefined ? '' : `${first.recording}: ${whatIsWrongWords(first.because)}`;
          return [id, tools, tried, right, harmed.length, helped.length, example];
        }),
      ),
      text('Never to be used, and why:'),
      list(
        proposed.never.map(
          ({ option, contains, why, evidence }) =>
            `-${option}${contains === undefined ? '' : ` with ${contains}`}: ${why} (${evidence})`,
        ),
      ),
      ...versionBlocks(result),
    ],
  };
}

function lineOf({ proposed }: GatesResult, strategy: (typeof STRATEGIES)[number]): string {
  const streams = { video: 0, audio: 1 };
  const args = remuxArgs(strategy, { input: 'IN', output: 'OUT', streams }, proposed);
  return `${strategy}:\nffmpeg ${args.join(' ')}`;
}

function exitWords(exits: Readonly<Record<string, number>>): string {
  return Object.entries(exits)
    .map(([exit, count]) => `${exit}: ${count}`)
    .join(', ');
}

/** What versions make of the options. */
function versionBlocks({ gate1 }: GatesResult): Block[] {
  return [
    text(flagCountWords(gate1.flags)),
    table(
      ['option', 'used by', 'ffmpeg', 'verdict', 'its words'],
      gate1.flags
        .filter(({ verdict }) => verdict !== 'accepted')
        .map(({ flag, usedBy, tools, verdict, says = '' }) => [
          flag,
          usedBy.join(', ') || 'nobody',
          tools,
          verdict,
          says,
        ]),
      'Every option was accepted by every version.',
    ),
    text(
      'Options that two versions take, and that make another film of the same recording although the unchanged line makes the same one:',
    ),
    table(
      ['change', 'recording', 'outcomes'],
      gate1.reinterpreted.map(({ id, recording, outcomes }) => [
        id,
        recording,
        outcomes.map(({ tools, outcome }) => `${tools}: ${outcome}`).join('; '),
      ]),
    ),
  ];
}

function flagCountWords(flags: GatesResult['gate1']['flags']): string {
  const ours = flags.filter(({ usedBy }) => usedBy.some((user) => user.startsWith('ours/')));
  const accepted = ours.filter(({ verdict }) => verdict === 'accepted').length;
  return `Every option of every line was shown to every version. Of our strategies' options, ${accepted} of ${ours.length} such answers were silent acceptance. Options that a version rejects, deprecates or turns into something else:`;
}
