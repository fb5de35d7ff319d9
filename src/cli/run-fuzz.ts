import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { escapeControl } from '../base/escape.js';
import {
  type CampaignOptions,
  type CampaignTally,
  caseOf,
  type FuzzFailure,
  fuzz,
  NOTHING_YET,
  neverReached,
} from '../fuzz/campaign.js';
import type { FuzzSubject } from '../fuzz/play-case.js';
import { isTellable, scenarioYaml } from '../fuzz/scenario-yaml.js';
import { shrink } from '../fuzz/shrink.js';
import { RUNS_TO_REACH_ALL } from '../fuzz/sometimes.js';
import { loadSubject } from '../harness/subject-manifest.js';
import { monotonicMs } from '../node/clock.js';
import { createNodeHost } from '../node/host.js';
import { builtSupervisor } from '../specimens/catalogue.js';
import { specimenSubject } from '../specimens/subject.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { FuzzOptions } from './fuzz-options.js';
import { type CampaignName, keptSeed, readTally, writeTally } from './fuzz-state.js';
import { type Io, printLine } from './io.js';
import { DEFAULT_SUBJECT } from './run-options.js';
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
  printLine(io.stdout, headline(options, name));
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
  const built = builtSupervisor(given);
  const { manifest, simulated } =
    built === undefined ? loadSubject(given) : specimenSubject(built, loadSubject(DEFAULT_SUBJECT));
  if (simulated === undefined) {
    throw new UsageError(
      `${manifest.name} is a program of its own and cannot run in simulated time`,
      'Play scenarios against it instead: stallproof run --subject NAME.',
    );
  }
  return { name: built?.name ?? manifest.name, create: simulated };
}

function headline(
  { runs, only, checkDeterminism }: FuzzOptions,
  { seed, shard, subject }: CampaignName,
): string {
  const which = only === undefined ? `runs 0 to ${runs - 1}, shard ${shard}` : `run ${only}`;
  const twice = checkDeterminism === true ? ', each twice' : '';
  return `seed ${seed}: ${which}, subject ${subject}${twice}, node ${process.version}`;
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
    const replay = replayOf(failure, context.seed, context.options);
    const shrunk = await shrink(context.subject, caseOf(context.seed, failure.index), oracle);
    if (shrunk === undefined) continue;
    const { fuzzCase, sentence } = shrunk;
    const folder = path.resolve(context.options.out);
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${oracle}-${context.seed}-${failure.index}.yaml`);
    writeFileSync(file, scenarioYaml({ fuzzCase, oracle, sentence, replay }));
    printLine(io.stdout, `${oracle}: ${escapeControl(sentence)}`);
    printLine(io.stdout, `  ${replay}`);
    const isProduction = context.options.subject === DEFAULT_SUBJECT;
    // A known-bad supervisor has no manifest that `run` could find.
    const played = isProduction ? `npx stallproof run ${escapeControl(file)} --engine virtual,process` : file;
    printLine(io.stdout, `  ${played}`);
    if (!isTellable(fuzzCase.surroundings))
      printLine(io.stdout, '  the file lacks what its comment tells: it may hold there');
  }
}

function replayOf({ index }: FuzzFailure, seed: number, options: FuzzOptions): string {
  return `npx stallproof fuzz --seed ${seed} --only ${index}${subjectOption(options)}`;
}

function subjectOption({ subject }: FuzzOptions): string {
  return subject === DEFAULT_SUBJECT ? '' : ` --subject ${subject}`;
}

function exitOf(tally: CampaignTally, { only }: FuzzOptions, io: Io): ExitCode {
  if (tally.played === 0) return EXIT.nothingRan;
  if (tally.failures.length > 0) return EXIT.failed;
  const never = neverReached(tally);
  if (only !== undefined || tally.played < RUNS_TO_REACH_ALL || never.length === 0) return EXIT.ok;
  printLine(io.stdout, `never reached: ${never.join('; ')}`);
  return EXIT.failed;
}
