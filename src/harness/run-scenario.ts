import type { Scenario } from '../scenario/scenario.js';
import { type ProcessEngineOptions, runOnProcesses } from './engines/process/run-on-processes.js';
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
  options: ProcessEngineOptions,
): Promise<ScenarioRun> {
  for (let tries = 1; ; tries++) {
    const { evidence, folder } = await runOnProcesses(scenario, subject, options);
    const result = resultOf(evidence, judgeEvidence(evidence), tries);
    if (result.status !== 'inconclusive' || tries === MOST_TRIES) return { result, evidence, folder };
  }
}
