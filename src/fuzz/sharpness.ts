import { runInVirtualTime } from '../harness/engines/virtual/run-in-virtual-time.js';
import { readScenario } from '../scenario/load.js';
import type { OracleName } from '../scenario/oracle-names.js';
import { caseOf } from './campaign.js';
import { countSteps } from './count-steps.js';
import type { FuzzCase } from './fuzz-case.js';
import { type FuzzSubject, judgeCase, watchCase } from './play-case.js';
import { type FoundCase, scenarioYaml } from './scenario-yaml.js';
import { shrink } from './shrink.js';

/** A counterexample of more script steps is not one that a person takes in at a glance. */
export const MOST_STEPS = 5;

/** Known-bad supervisors whose flaw cannot exist in simulated time, each with the reason. */
export const EXEMPT: Readonly<Record<string, string>> = {
  'keeps-all-stderr': 'the memory of a real process: simulated time has none to measure',
};

/** Nearly every case can be told: so many that cannot are the shrinker's fault. */
const MOST_SHRINKS = 8;

/** Names and chunk boundaries are none of what a scenario file tells. */
const REPLAY_SEED = 1;

/** A supervisor to try the fuzzer on. */
export interface SharpnessSubject extends FuzzSubject {
  /** The oracle that its flaw concerns; absent for one without a flaw, which nobody may accuse. */
  readonly caughtBy?: OracleName;
}

export interface SharpnessOptions {
  readonly seed: number;
  /** The first run that is played. Default 0. */
  readonly from?: number;
  /** As many are played at most; one without a flaw is played so often. */
  readonly runs: number;
  readonly signal?: AbortSignal;
}

/** How the fuzzer fared against one supervisor. */
export interface Sharpness {
  readonly name: string;
  readonly caughtBy?: OracleName;
  /** Why nobody can expect that oracle to accuse it. */
  readonly exempt?: string;
  /** Played until it was caught, or in vain. */
  readonly runs: number;
  readonly caught?: Caught;
}

/** What caught it. */
export interface Caught {
  readonly oracle: OracleName;
  /** Which run of the campaign. */
  readonly index: number;
  /** What is left of that run. */
  readonly fuzzCase: FuzzCase;
  /** What the oracle says of the small case. */
  readonly sentence: string;
  /** Script steps in it. */
  readonly steps: number;
  /** Whether the scenario file of it, played like any other, shows the same. */
  readonly replays: boolean;
}

/** Whether the fuzzer was as sharp as it has to be. */
export function isSharp({ caughtBy, exempt, caught }: Sharpness): boolean {
  if (caughtBy === undefined) return caught === undefined;
  if (caught === undefined) return exempt !== undefined;
  const { oracle, steps, replays } = caught;
  return (exempt !== undefined || oracle === caughtBy) && steps <= MOST_STEPS && replays;
}

/**
 * Plays random cases against a supervisor until the oracle that its flaw concerns accuses it (any oracle, where that one
 * cannot), and shrinks the case. What no scenario file can tell is left for a later case that one can.
 */
export async function trySharpness(
  subject: SharpnessSubject,
  { seed, from = 0, runs, signal }: SharpnessOptions,
): Promise<Sharpness> {
  const { name, caughtBy } = subject;
  const exempt = EXEMPT[name];
  const row = { name, ...(caughtBy && { caughtBy }), ...(exempt !== undefined && { exempt }) };
  const wanted = exempt === undefined ? caughtBy : undefined;
  let untold: Sharpness | undefined;
  for (let index = from, shrinks = 0; index < from + runs && shrinks < MOST_SHRINKS; index++) {
    signal?.throwIfAborted();
    const drawn = caseOf(seed, index);
    const accusers = judgeCase(await watchCase(subject, drawn)).map(({ oracle }) => oracle);
    const oracle = wanted === undefined ? accusers[0] : accusers.find((accuser) => accuser === wanted);
    if (oracle === undefined) continue;
    const caught = await shrunkCatch(subject, drawn, oracle);
    const told: Sharpness = { ...row, runs: index - from + 1, caught: { ...caught, index } };
    if (caught.replays || caughtBy === undefined) return told;
    untold ??= told;
    shrinks++;
  }
  return untold ?? { ...row, runs };
}

async function shrunkCatch(
  subject: FuzzSubject,
  drawn: FuzzCase,
  oracle: OracleName,
): Promise<Omit<Caught, 'index'>> {
  const shrunk = await shrink(subject, drawn, oracle);
  if (shrunk === undefined) throw new Error(`the run of seed ${drawn.seed} went two ways`);
  const { fuzzCase, sentence } = shrunk;
  const replays = await replaysFromFile(subject, { fuzzCase, oracle, sentence, replay: '' });
  return { oracle, fuzzCase, sentence, steps: countSteps(fuzzCase), replays };
}

async function replaysFromFile({ name, create }: FuzzSubject, found: FoundCase): Promise<boolean> {
  const scenario = readScenario(scenarioYaml(found), { file: '', id: name });
  const evidence = await runInVirtualTime(scenario, { name, create, seed: REPLAY_SEED });
  return judgeCase(evidence).some(({ oracle }) => oracle === found.oracle);
}
