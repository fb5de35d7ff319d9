import path from 'node:path';
import { escapeControl } from '../base/escape.js';
import { formatShard, type Shard } from '../base/shard.js';
import { accelerationFor } from '../fuzz/acceleration.js';
import {
  BrokenRunError,
  type CampaignOptions,
  type CampaignTally,
  caseOf,
  fuzz,
  NOTHING_YET,
} from '../fuzz/campaign.js';
import type { CampaignName } from '../fuzz/campaign-state.js';
import { describeCase } from '../fuzz/describe-case.js';
import type { FuzzSubject } from '../fuzz/play-case.js';
import { enginesFor, isTellable, scenarioYaml } from '../fuzz/scenario-yaml.js';
import { shrink } from '../fuzz/shrink.js';
import { monotonicMs } from '../node/clock.js';
import { createNodeHost } from '../node/host.js';
import { commandLine } from '../report/replay-command.js';
import { campaignExit, campaignLines } from './campaign-results.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { FuzzOptions } from './fuzz-options.js';
import { keptSeed, readTally, writeState } from './fuzz-state.js';
import { type Io, printLine } from './io.js';
import { packageVersion } from './package-version.js';
import { writableFolder, writeWhole } from './report-files.js';
import { DEFAULT_SUBJECT } from './run-options.js';
import { chosenShard } from './shard-option.js';
import { subjectNamed } from './specimen-subjects.js';
import { UsageError } from './usage-error.js';

/** How often it says how far it is, and keeps its state. */
const TELL_EVERY_MS = 5_000;

const MOST_SEED = 2 ** 32;

const WHOLE: Shard = { index: 1, of: 1 };

/** Runs a campaign, shrinks what it found, and tells what it came to. */
export async function runFuzz(options: FuzzOptions, io: Io): Promise<ExitCode> {
  const subject = simulatedSubject(options.subject);
  const { resume, only } = options;
  const folder = writableFolder(options.out);
  if (resume !== undefined) writableFolder(path.dirname(resume), '--resume FILE');
  const kept = resume === undefined ? undefined : keptSeed(resume);
  const shard = options.shard === undefined ? WHOLE : chosenShard(options.shard, io.env);
  if (shard.of > 1 && (options.seed ?? kept) === undefined) {
    throw new UsageError('parts of one campaign have one seed', 'Give each the same: --seed N.');
  }
  const seed = options.seed ?? kept ?? Math.floor(createNodeHost().random() * MOST_SEED);
  const name: CampaignName = {
    seed,
    shard: formatShard(shard),
    subject: subject.name,
    version: packageVersion(),
  };
  for (const line of headlines(options, name)) printLine(io.stdout, line);
  const from = startOf(options, name);
  const tally = await fuzz({
    subject,
    seed,
    runs: only === undefined ? options.runs : only + 1,
    shard: only === undefined ? { index: shard.index - 1, of: shard.of } : { index: 0, of: 1 },
    checkDeterminism: options.checkDeterminism === true,
    mostFailures: options.failures,
    from,
    now: monotonicMs,
    signal: io.stop,
    onRun: teller(options, name, io),
  }).catch((error: unknown) => {
    if (!(error instanceof BrokenRunError)) throw error;
    printLine(io.stdout, `run ${error.index} broke off; play it again with`);
    printLine(io.stdout, `  ${replayOf(error.index, seed, options)}`);
    throw error.cause;
  });
  if (resume !== undefined) writeState(resume, { v: 1, campaign: name, runs: options.runs, tally });
  for (const line of campaignLines(tally)) printLine(io.stdout, line);
  if (only === undefined && options.subject === DEFAULT_SUBJECT && !io.stop.aborted)
    printLine(io.stdout, await accelerationLine(subject));
  await shrinkAll(tally, { subject, seed, options, folder }, io);
  if (io.stop.aborted) return EXIT.interrupted;
  return campaignExit(tally, io, only !== undefined);
}

function startOf({ only, resume, runs }: FuzzOptions, name: CampaignName): CampaignTally {
  if (only !== undefined) return { ...NOTHING_YET, next: only };
  if (resume === undefined) return NOTHING_YET;
  const tally = readTally(resume, name);
  if (tally.next <= runs) return tally;
  throw new UsageError(
    `the campaign in ${escapeControl(resume)} has come further than ${runs} runs already`,
    `Ask for as many at least: --runs ${tally.next}.`,
  );
}

function simulatedSubject(given: string): FuzzSubject {
  const { manifest, simulated } = subjectNamed(given);
  if (simulated === undefined) {
    throw new UsageError(
      `${manifest.name} is a program of its own and cannot run in simulated time`,
      'Play scenarios against it instead: stallproof run --subject NAME.',
    );
  }
  return { name: manifest.name, create: simulated };
}

/** Measured there and then: what a campaign simulates is mostly silence, and goes by faster. */
async function accelerationLine(subject: FuzzSubject): Promise<string> {
  const factor = Math.round(await accelerationFor(subject, monotonicMs));
  return `${factor} simulated seconds per second in a plain job of two hours with a block each 0.5 s`;
}

/** Everything that the campaign follows from, so that it can be had again. */
function headlines(options: FuzzOptions, { seed, shard, subject, version }: CampaignName): string[] {
  const { runs, only, failures, checkDeterminism, resume } = options;
  const whole = `runs 0 to ${runs - 1}, shard ${shard}, until ${failures} are violated`;
  const settings = [
    `seed ${seed}: ${only === undefined ? whole : `run ${only}`}`,
    `subject ${subject}`,
    checkDeterminism === true ? 'each run twice' : 'each run once',
    ...(resume === undefined ? [] : [`state in ${escapeControl(resume)}`]),
    `stallproof ${version}`,
    `node ${process.version}`,
  ];
  return [settings.join(', '), ...(only === undefined ? [] : [describeCase(caseOf(seed, only))])];
}

function teller(
  { resume, runs }: FuzzOptions,
  name: CampaignName,
  io: Io,
): NonNullable<CampaignOptions['onRun']> {
  let toldMs = monotonicMs();
  return (tally) => {
    const nowMs = monotonicMs();
    if (nowMs - toldMs < TELL_EVERY_MS) return;
    toldMs = nowMs;
    if (resume !== undefined) writeState(resume, { v: 1, campaign: name, runs, tally });
    printLine(io.stderr, `${tally.next}/${runs} runs, ${tally.failures.length} violated`);
  };
}

/** One small case for each oracle: more of them show the same. */
async function shrinkAll(
  { failures }: CampaignTally,
  context: {
    readonly subject: FuzzSubject;
    readonly seed: number;
    readonly options: FuzzOptions;
    readonly folder: string;
  },
  io: Io,
): Promise<void> {
  const first = new Map(
    failures
      .toReversed()
      .flatMap((failure) => failure.violations.map(({ oracle }) => [oracle, failure] as const)),
  );
  for (const [oracle, failure] of first) {
    if (io.stop.aborted) return;
    const replay = replayOf(failure.index, context.seed, context.options);
    const shrunk = await shrink(context.subject, caseOf(context.seed, failure.index), oracle);
    if (shrunk === undefined) continue;
    const { fuzzCase, sentence } = shrunk;
    const file = path.join(context.folder, `${oracle}-${context.seed}-${failure.index}.yaml`);
    writeWhole(file, scenarioYaml({ fuzzCase, oracle, sentence, replay }));
    printLine(io.stdout, `${oracle}: ${escapeControl(sentence)}`);
    printLine(io.stdout, `  ${replay}`);
    const where = ['--engine', enginesFor(fuzzCase).join(), ...subjectWords(context.options)];
    printLine(io.stdout, `  ${escapeControl(commandLine(['run', file, ...where]))}`);
    if (!isTellable(fuzzCase.surroundings))
      printLine(io.stdout, '  the file lacks what its comment tells: it may hold there');
  }
}

function replayOf(index: number, seed: number, options: FuzzOptions): string {
  const twice = options.checkDeterminism === true ? ['--check-determinism'] : [];
  const words = ['fuzz', '--seed', String(seed), '--only', String(index), ...twice, ...subjectWords(options)];
  return escapeControl(commandLine(words));
}

function subjectWords({ subject }: FuzzOptions): string[] {
  return subject === DEFAULT_SUBJECT ? [] : ['--subject', subject];
}
