import { Command, InvalidArgumentError, Option } from 'commander';
import type { EngineName } from '../../scenario/scenario.js';
import { collect } from '../collect.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { DEFAULT_SEED, type RunOptions } from '../run-options.js';
import { readShard } from '../shard-option.js';

const PLAYABLE: readonly EngineName[] = ['process', 'virtual', 'ffmpeg'];

/** Measured on two cores: most of a scenario is waiting, but starts delay one another. */
const CONCURRENCY = 4;

const HELP = `
Examples:
  $ stallproof run                              every scenario, our supervisor
  $ stallproof run --tag smoke                  the short list
  $ stallproof run stall/after-progress --keep  one, and keep what it leaves
  $ stallproof run --engine virtual             in simulated time, in seconds
  $ stallproof run --engine virtual,process     both; what they see must agree
  $ stallproof run --engine ffmpeg              with every real ffmpeg there is
  $ stallproof run --subject mine.yaml          against your supervisor
  $ stallproof run --subject production --subject naive-watchdog
                                                two of them, side by side
  $ stallproof run --against verdicts.json --update
                                                record the verdicts
  $ stallproof run --against verdicts.json      nothing may be newly violated

Writes report.json, junit.xml and summary.md. stallproof explain SCENARIO tells
what a scenario does, stallproof schema subject what a manifest may hold.
Exit: 0 all held, 1 an oracle was violated, 2 too much was inconclusive,
3 nothing ran, 4 bad usage, scenario or subject, 5 a process could not be ended,
6 not deterministic, 130 interrupted (Ctrl-C ends everything first).
`;

export function runCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('run')
    .summary('play scenarios against a supervisor and judge it')
    .description('Plays scenarios against one or more subjects and judges each by what it really did.')
    .argument('[scenario...]', 'ids, folders of ids, or files and folders of your own (default: all)')
    .option('--subject <subject>', 'name or manifest file of a supervisor; may be repeated', collect)
    .option('--tag <tag>', 'only scenarios that carry it, or another one named so; may be repeated', collect)
    .addOption(
      new Option('--engine <engines>', 'process, virtual, ffmpeg, or several: process,virtual')
        .argParser(readEngines)
        .default(['process'], 'process'),
    )
    .option('--ffmpeg <path>', 'the real ffmpeg of --engine ffmpeg (default: all that are found)')
    .option('--ffprobe <path>', 'its ffprobe')
    .option('--seed <n>', 'seeds names and chunk boundaries in virtual time', readSeed, DEFAULT_SEED)
    .option(
      '--check-determinism',
      'play twice in virtual time; what was seen must be the same, byte for byte',
    )
    .option('--against <file>', 'compare with committed verdicts: only what is newly violated fails')
    .option('--update', 'with --against: write what this run has shown into that file')
    .option(
      '--shard <i/n>',
      'only this part of them, for report merge; auto: as GitLab or Kubernetes says',
      readShard,
    )
    .option('--out <dir>', 'where the report goes', 'reports/latest')
    .option('--html <file>', 'write the report as one page for a browser, too')
    .option('--concurrency <n>', 'scenarios played at the same time', readConcurrency, CONCURRENCY)
    .option('--keep', 'keep the folder of each scenario: recordings, outputs, logs, timeline')
    .option('--json', 'print the report on stdout instead of the table')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', HELP)
    .action(async (names: string[], options: RunOptions) => {
      const { playScenarios } = await import('../play-scenarios.js');
      finish(await playScenarios(names, options, io));
    });
}

function readEngines(text: string): EngineName[] {
  const names = text.split(',').map((name) => name.trim());
  const playable = names.filter((name): name is EngineName => PLAYABLE.includes(name as EngineName));
  if (playable.length === names.length) return [...new Set(playable)];
  throw new InvalidArgumentError(`Write one or more of: ${PLAYABLE.join(', ')}.`);
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new InvalidArgumentError('Write a whole number from 0 on.');
}

function readConcurrency(text: string): number {
  const concurrency = Number(text);
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 32) return concurrency;
  throw new InvalidArgumentError('Write a whole number from 1 to 32.');
}
