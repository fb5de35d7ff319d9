import type { EngineName, Scenario } from '../scenario/scenario.js';
import { playedTwice } from './determinism.js';
import { type ProcessEngineOptions, runOnProcesses } from './engines/process/run-on-processes.js';
import { whyNotOnProcesses } from './engines/process/why-not.js';
import { runInVirtualTime } from './engines/virtual/run-in-virtual-time.js';
import type { Evidence } from './evidence.js';
import { judgeEvidence } from './judge.js';
import { resultOf, type ScenarioResult } from './result.js';
import type { Subject } from './subject.js';

const MOST_TRIES = 3;

export interface ScenarioRun {
  readonly result: ScenarioResult;
  readonly evidence: Evidence;
  /** Where the run's files are, when they were kept. */
  readonly folder: string | undefined;
}

/** Plays a scenario and has it judged; again, up to twice, when the machine was too noisy to tell. */
export async function runScenario(
  scenario: Scenario,
  subject: Subject,
  engine: EngineName,
  options: ProcessEngineOptions,
): Promise<ScenarioRun> {
  for (let tries = 1; ; tries++) {
    const { evidence, folder } = await play(scenario, subject, engine, options);
    const result = resultOf(evidence, judgeEvidence(evidence), tries);
    if (result.status !== 'inconclusive' || tries === MOST_TRIES) return { result, evidence, folder };
  }
}

/** Why an engine cannot show a scenario with a subject; undefined when it can. */
export function whyNotPlayable(scenario: Scenario, subject: Subject, engine: EngineName): string | undefined {
  const reason = scenario.notOn[engine];
  if (reason !== undefined) return reason;
  if (engine === 'virtual' && subject.simulated === undefined) {
    return `${subject.manifest.name} is a program of its own and cannot run in simulated time`;
  }
  return engine === 'process' ? whyNotOnProcesses(scenario, subject.manifest) : undefined;
}

async function play(
  scenario: Scenario,
  subject: Subject,
  engine: EngineName,
  options: ProcessEngineOptions,
): Promise<{ readonly evidence: Evidence; readonly folder: string | undefined }> {
  if (engine === 'process') return runOnProcesses(scenario, subject, options);
  if (subject.simulated === undefined) throw new Error('internal error: a subject without a simulated form');
  const simulated = { name: subject.manifest.name, create: subject.simulated, seed: options.seed ?? 1 };
  const once = (): Promise<Evidence> => runInVirtualTime(scenario, simulated);
  const twice = options.checkDeterminism === true;
  return { evidence: await (twice ? playedTwice(scenario.id, once) : once()), folder: undefined };
}
