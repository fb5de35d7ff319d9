import { playedTwice } from '../harness/determinism.js';
import type { FuzzCase } from './fuzz-case.js';
import { type FuzzSubject, judgeCase, type Violation, watchCase } from './play-case.js';
import { randomCase } from './random-case.js';
import { runSeed } from './run-seed.js';
import { Sight } from './sight.js';
import { SOMETIMES } from './sometimes.js';

export interface CampaignOptions {
  readonly subject: FuzzSubject;
  readonly seed: number;
  /** Runs from 0 on. */
  readonly runs: number;
  /** Plays only runs whose index leaves this remainder. Default: all. */
  readonly shard?: { readonly index: number; readonly of: number };
  readonly checkDeterminism?: boolean;
  /** After so many violated runs the campaign stops: more of them tell nothing new. Default 20. */
  readonly mostFailures?: number;
  /** What an earlier part of the same campaign came to. */
  readonly from?: CampaignTally;
  /** Ms of a steady clock, for the speed. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
  /** Told after each run. */
  readonly onRun?: (tally: CampaignTally) => void;
}

export interface FuzzFailure {
  readonly index: number;
  readonly violations: readonly Violation[];
}

/** What a campaign has come to so far: plain data, so that it can be kept and gone on with. */
export interface CampaignTally {
  /** The next index that has not been looked at. */
  readonly next: number;
  readonly played: number;
  readonly failures: readonly FuzzFailure[];
  /** In how many runs each rare situation came about, by its name. */
  readonly reached: Readonly<Record<string, number>>;
  readonly simulatedMs: number;
  readonly elapsedMs: number;
}

const MOST_FAILURES = 20;

export const NOTHING_YET: CampaignTally = {
  next: 0,
  played: 0,
  failures: [],
  reached: Object.fromEntries(SOMETIMES.map(({ name }) => [name, 0])),
  simulatedMs: 0,
  elapsedMs: 0,
};

/** The case of one run of a campaign. */
export function caseOf(seed: number, index: number): FuzzCase {
  return randomCase(runSeed(seed, index));
}

/** A run that could not be judged: it went two ways, or broke off; `cause` says why. */
export class BrokenRunError extends Error {
  override readonly name = 'BrokenRunError';
  readonly index: number;

  constructor(index: number, cause: unknown) {
    super(`run ${index} could not be judged`, { cause });
    this.index = index;
  }
}

/** Plays random cases, one after the other. @throws BrokenRunError, for a NotDeterministicError where that is checked */
export async function fuzz(options: CampaignOptions): Promise<CampaignTally> {
  const { seed, runs, shard = { index: 0, of: 1 }, mostFailures = MOST_FAILURES, now } = options;
  let tally = options.from ?? NOTHING_YET;
  for (let index = tally.next; index < runs; index++) {
    if (options.signal?.aborted || tally.failures.length >= mostFailures) break;
    if (index % shard.of !== shard.index) continue;
    const startedAtMs = now();
    const run = await playRun(options, index, caseOf(seed, index)).catch((error: unknown) => {
      throw new BrokenRunError(index, error);
    });
    tally = added(tally, index, run, now() - startedAtMs);
    options.onRun?.(tally);
  }
  return tally;
}

interface Run {
  readonly violations: readonly Violation[];
  readonly reached: readonly string[];
  readonly simulatedMs: number;
}

async function playRun(
  { subject, seed, checkDeterminism }: CampaignOptions,
  index: number,
  drawn: FuzzCase,
): Promise<Run> {
  const watch = () => watchCase(subject, drawn);
  const evidence = await (checkDeterminism === true
    ? playedTwice(`run ${index} of seed ${seed}`, watch)
    : watch());
  const sight = new Sight(evidence);
  return {
    violations: judgeCase(evidence),
    reached: SOMETIMES.filter((probe) => probe.reached(sight)).map(({ name }) => name),
    simulatedMs: evidence.events.at(-1)?.atMs ?? 0,
  };
}

function added(tally: CampaignTally, index: number, run: Run, elapsedMs: number): CampaignTally {
  const reached = { ...tally.reached };
  for (const name of run.reached) reached[name] = (reached[name] ?? 0) + 1;
  const { violations } = run;
  return {
    next: index + 1,
    played: tally.played + 1,
    failures: violations.length === 0 ? tally.failures : [...tally.failures, { index, violations }],
    reached,
    simulatedMs: tally.simulatedMs + run.simulatedMs,
    elapsedMs: tally.elapsedMs + elapsedMs,
  };
}

/** The rare situations that no run came into. */
export function neverReached(tally: CampaignTally): string[] {
  return SOMETIMES.map(({ name }) => name).filter((name) => (tally.reached[name] ?? 0) === 0);
}
