import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { escapeControl } from '../base/escape.js';
import {
  BrokenRunError,
  type CampaignOptions,
  type CampaignTally,
  caseOf,
  fuzz,
  NOTHING_YET,
  neverReached,
} from '../fuzz/campaign.js';
import { describeCase } from '../fuzz/describe-case.js';
import type { FuzzSubject } from '../fuzz/play-case.js';
import { enginesFor, isTellable, scenarioYaml } from '../fuzz/scenario-yaml.js';
import { shrink } from '../fuzz/shrink.js';
import { RUNS_TO_REACH_ALL } from '../fuzz/sometimes.js';
import { monotonicMs } from '../node/clock.js';
import { createNodeHost } from '../node/host.js';
import { commandLine } from '../report/replay-command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { FuzzOptions } from './fuzz-options.js';
import { type CampaignName, keptSeed, readTally, writeTally } from './fuzz-state.js';
import { type Io, printLine } from './io.js';
import { packageVersion } from './package-version.js';
import { DEFAULT_SUBJECT } from './run-options.js';
import { subjectNamed } from './specimen-subjects.js';
import { UsageError } from './usage-error.js';

/** How often it says how far it is, and keeps its state. */
const TELL_EVERY_MS = 5_000;

const MOST_SEED = 2 ** 32;

/** Runs a campaign, shrinks what it found, and tells what it came to. */
export async function runFuzz(options: FuzzOptions, io: Io): Promise<ExitCode> {
  const subject = simulatedSubject(options.subject);
  const { resume, only } = options;
  const kept = resume === undefined ? undefined : keptSeed(resume);
  const seed = options.seed ?? kept ?? Math.floor(createNodeHost().random() * MOST_SEED);
  const shard = options.shard ?? { index: 0, of: 1 };
  const name: CampaignName = { seed, shard: `${shard.index + 1}/${shard.of}`, subject: subject.name };
  for (const line of headlines(options, name)) printLine(io.stdout, line);
  const from = startOf(options, name);
  const tally = await fuzz({
    subject,
    seed,
    runs: only === undefined ? options.runs : only + 1,
    shard: only === undefined ? shard : { index: 0, of: 1 },
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
  if (resume !== undefined) writeTally(resume, name, tally);
  for (const line of resultLines(tally)) printLine(io.stdout, line);
  await shrinkAll(tally, { subject, seed, options }, io);
  if (io.stop.aborted) return EXIT.interrupted;
  return exitOf(tally, options, io);
}

function startOf({ only, resume }: FuzzOptions, name: CampaignName): CampaignTally {
  if (only !== undefined) return { ...NOTHING_YET, next: only };
  return resume === undefined ? NOTHING_YET : readTally(resume, name);
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

/** Everything that the campaign follows from, so that it can be had again. */
function headlines(options: FuzzOptions, { seed, shard, subject }: CampaignName): string[] {
  const { runs, only, failures, checkDeterminism, resume } = options;
  const whole = `runs 0 to ${runs - 1}, shard ${shard}, until ${failures} are violated`;
  const settings = [
    `seed ${seed}: ${only === undefined ? whole : `run ${only}`}`,
    `subject ${subject}`,
    checkDeterminism === true ? 'each run twice' : 'each run once',
    ...(resume === undefined ? [] : [`state in ${escapeControl(resume)}`]),
    `stallproof ${packageVersion()}`,
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
    if (resume !== undefined) writeTally(resume, name, tally);
    printLine(io.stderr, `${tally.next}/${runs} runs, ${tally.failures.length} violated`);
  };
}

function resultLines(tally: CampaignTally): string[] {
  const { played, failures, reached, simulatedMs, elapsedMs } = tally;
  const seconds = Math.max(elapsedMs, 1) / 1000;
  const never = neverReached(tally);
  const counts = Object.entries(reached).sort(([, a], [, b]) => a - b);
  return [
    ...failures.flatMap(({ index, violations }) =>
      violations.map(({ oracle, sentence }) => `run ${index}: ${oracle}: ${escapeControl(sentence)}`),
    ),
    'rare situations, by the runs that came into them:',
    ...counts.map(([situation, count]) => `${String(count).padStart(8)}  ${situation}`),
    `${played} runs, ${failures.length} violated, ${never.length} rare situations never reached`,
    `${Math.round(played / seconds)} runs per second, ${Math.round(simulatedMs / 1000 / seconds)} simulated seconds per second`,
  ];
}

/** One small case for each oracle: more of them show the same. */
async function shrinkAll(
  { failures }: CampaignTally,
  context: { readonly subject: FuzzSubject; readonly seed: number; readonly options: FuzzOptions },
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
    const folder = path.resolve(context.options.out);
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${oracle}-${context.seed}-${failure.index}.yaml`);
    writeFileSync(file, scenarioYaml({ fuzzCase, oracle, sentence, replay }));
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

function exitOf(tally: CampaignTally, { only }: FuzzOptions, io: Io): ExitCode {
  if (tally.played === 0) return EXIT.nothingRan;
  if (tally.failures.length > 0) return EXIT.failed;
  const never = neverReached(tally);
  if (only !== undefined || tally.played < RUNS_TO_REACH_ALL || never.length === 0) return EXIT.ok;
  printLine(io.stdout, `never reached: ${never.join('; ')}`);
  return EXIT.failed;
}
