import path from 'node:path';
import { type Decision, decide, type StreamChoice } from '../../ffmpeg/decision.js';
import type { RemuxPolicy } from '../../ffmpeg/policy.js';
import { policyForRelease } from '../../ffmpeg/policy-for-release.js';
import type { ProvingBrowser } from '../browser/prove.js';
import type { CommandLine } from '../command-line.js';
import { originPlan } from '../origin-policy.js';
import { experimentLine, experimentsFor, policyLines } from '../our-lines.js';
import type { Recording } from '../recordings.js';
import type { Bench } from './bench.js';
import { type Facts, measureFacts, namedAfter } from './facts.js';
import { type SearchTry, searchForFrames } from './search.js';
import { SEEK_PERCENTS } from './seeks.js';
import { runSupervisor, type Supervised } from './supervised.js';
import { type Truth, truthOf } from './truth.js';
import { type Trial, type TrialContext, tryLine } from './try-line.js';

/** All that one pair of binaries showed of one recording. */
export interface Measured {
  readonly recording: string;
  /** The name of the binaries. */
  readonly tools: string;
  readonly facts: Facts;
  readonly truth: Truth;
  readonly decision: Decision;
  /** The policy's command lines, then the origin's. */
  readonly trials: readonly Trial[];
  readonly experiments: readonly Trial[];
  readonly originLadder: readonly string[];
  readonly supervised: Supervised;
  /** The same with a policy that lets no damaged copy pass, where a browser gave the first one up. */
  readonly strictly?: Supervised;
  /** Ways that were tried to get a frame out of what was not published. */
  readonly search?: readonly SearchTry[];
}

export interface MeasureOptions {
  readonly policy: RemuxPolicy;
  readonly browser: ProvingBrowser | undefined;
  /** Whether what the browser gives up is published once more under a strict policy: it takes an encoder's time. */
  readonly alsoStrictly: boolean;
  /** Hears the name of every step before it is done. */
  readonly onStep: (what: string) => void;
}

/** Measures one recording with one pair of binaries. What was measured before is taken from the cache. */
export async function measureRecording(
  bench: Bench,
  corpus: string,
  recording: Recording,
  { policy, browser, alsoStrictly, onStep }: MeasureOptions,
): Promise<Measured> {
  const file = path.resolve(corpus, recording.name);
  onStep('facts');
  const facts = namedAfter(recording, await measureFacts(bench, file, recording));
  const resolved = policyForRelease(policy, bench.tools.version.release);
  const decision = decide(facts.probe ?? { streams: [] }, resolved);
  const context: TrialContext = { bench, file, recording, facts, policy };
  const { ladder } = originPlan(facts);
  const attempt = (line: CommandLine, seekPercents: readonly number[]): Promise<Trial> => {
    onStep(line.id);
    return tryLine(context, line, { seekPercents });
  };
  const ours = decision.kind === 'run' ? policyLines(resolved, decision) : [];
  const trials = [
    ...(await tryLadder(ours, decision.kind === 'run' ? decision.ladder : [], (line) => attempt(line, [50]))),
    ...(await tryOrigin(facts, attempt)),
  ];
  const experiments: Trial[] = [];
  for (const experiment of decision.kind === 'run' ? experimentsFor(resolved) : []) {
    if (decision.kind !== 'run') continue;
    onStep(experiment.id);
    const line = experimentLine(resolved, decision, experiment, firstStreams(facts));
    experiments.push(await tryLine(context, line, { seekPercents: [] }));
  }
  onStep('supervised');
  const supervised = await runSupervisor({ ...context, browser });
  const gaveUp = supervised.browser?.error !== undefined;
  const strict = { ...policy, outputCheck: { ...policy.outputCheck, strict: true } };
  if (gaveUp && alsoStrictly) onStep('supervised, strictly');
  const strictly =
    gaveUp && alsoStrictly ? await runSupervisor({ ...context, policy: strict, browser }) : undefined;
  const search =
    supervised.kind === 'published' ? undefined : await searchForFrames(bench, file, recording, facts);
  return {
    ...{ recording: recording.name, tools: bench.tools.name, facts, truth: truthOf(facts), decision, trials },
    ...{ experiments, originLadder: ladder, supervised },
    ...(strictly && { strictly }),
    ...(search && { search }),
  };
}

/**
 * Tries the lines of a policy, the first ones first. A line that encodes is tried where the ladder begins with it, or
 * where no copy came out: encoding what was copied well would take most of the time and tell nothing.
 */
async function tryLadder(
  lines: readonly CommandLine[],
  ladder: readonly string[],
  attempt: (line: CommandLine) => Promise<Trial>,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const line of lines) {
    const encodes = line.id.endsWith('/transcode');
    const needed = ladder[0] === 'transcode' || trials.every(({ exit }) => exit !== '0');
    if (!encodes || needed) trials.push(await attempt(line));
  }
  return trials;
}

/** What the origin would publish, the first line with exit 0, is looked at as closely as what we publish. */
async function tryOrigin(
  facts: Facts,
  attempt: (line: CommandLine, seekPercents: readonly number[]) => Promise<Trial>,
): Promise<Trial[]> {
  if (facts.probe === undefined) return [];
  const { lines, ladder } = originPlan(facts);
  let published = false;
  return tryLadder(lines, ladder, async (line) => {
    const couldPublish: boolean = !published && ladder.some((strategy) => line.id === `origin/${strategy}`);
    const trial = await attempt(line, couldPublish ? SEEK_PERCENTS : [50]);
    published ||= couldPublish && trial.exit === '0';
    return trial;
  });
}

function firstStreams({ streams }: Facts): StreamChoice {
  const video = streams.find(({ kind }) => kind === 'video')?.index;
  const audio = streams.find(({ kind }) => kind === 'audio')?.index;
  return { ...(video !== undefined && { video }), ...(audio !== undefined && { audio }) };
}
