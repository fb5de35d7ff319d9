import type { EngineName, Scenario } from '../scenario/scenario.js';
import { playedTwice } from './determinism.js';
import { type FfmpegEngineOptions, runOnFfmpeg } from './engines/ffmpeg/run-on-ffmpeg.js';
import { whyNotWithFfmpeg } from './engines/ffmpeg/why-not.js';
import {
  type ProcessEngineOptions,
  type ProcessRun,
  runOnProcesses,
} from './engines/process/run-on-processes.js';
import { needsSmallDisk } from './engines/process/small-disk.js';
import { whyNotOnProcesses } from './engines/process/why-not.js';
import { removeWorkspace } from './engines/process/workspace.js';
import { runInVirtualTime } from './engines/virtual/run-in-virtual-time.js';
import type { Evidence } from './evidence.js';
import { judgeEvidence } from './judge.js';
import { resultOf, type ScenarioResult } from './result.js';
import type { Subject } from './subject.js';

const MOST_TRIES = 3;

/** `tools`: the real ones, for the engine ffmpeg. */
export type EngineOptions = ProcessEngineOptions & Partial<Pick<FfmpegEngineOptions, 'tools' | 'clips'>>;

export interface ScenarioRun {
  readonly result: ScenarioResult;
  readonly evidence: Evidence;
  /** Where the files are that were kept: of each try, the last one's last. */
  readonly folders: readonly string[];
}

/** Plays a scenario and has it judged; again, up to twice, when the machine was too noisy to tell. */
export async function runScenario(
  scenario: Scenario,
  subject: Subject,
  engine: EngineName,
  options: EngineOptions,
): Promise<ScenarioRun> {
  const folders: string[] = [];
  try {
    for (let tries = 1; ; tries++) {
      const { evidence, folder } = await play(scenario, subject, engine, options);
      if (folder !== undefined) folders.push(folder);
      const result = resultOf(evidence, judgeEvidence(evidence), tries);
      if (result.status !== 'inconclusive' || tries === MOST_TRIES) return { result, evidence, folders };
    }
  } catch (error) {
    // Nobody would learn where the earlier tries lie.
    const hasDisk = needsSmallDisk(scenario);
    await Promise.all(folders.map((folder) => removeWorkspace({ folder, hasDisk })));
    throw error;
  }
}

/** Why an engine cannot show a scenario with a subject; undefined when it can. */
export function whyNotPlayable(scenario: Scenario, subject: Subject, engine: EngineName): string | undefined {
  const reason = scenario.notOn[engine];
  if (reason !== undefined) return reason;
  if (engine === 'virtual' && subject.simulated === undefined) {
    return `${subject.manifest.name} is a program of its own and cannot run in simulated time`;
  }
  if (engine === 'ffmpeg') return whyNotWithFfmpeg(scenario);
  return engine === 'process' ? whyNotOnProcesses(scenario, subject.manifest) : undefined;
}

async function play(
  scenario: Scenario,
  subject: Subject,
  engine: EngineName,
  options: EngineOptions,
): Promise<ProcessRun> {
  if (engine === 'process') return runOnProcesses(scenario, subject, options);
  if (engine === 'ffmpeg') {
    if (options.tools === undefined) throw new Error('internal error: no real ffmpeg to play with');
    return runOnFfmpeg(scenario, subject, { ...options, tools: options.tools });
  }
  if (subject.simulated === undefined) throw new Error('internal error: a subject without a simulated form');
  const simulated = { name: subject.manifest.name, create: subject.simulated, seed: options.seed ?? 1 };
  const once = (): Promise<Evidence> => runInVirtualTime(scenario, simulated);
  const twice = options.checkDeterminism === true;
  return { evidence: await (twice ? playedTwice(scenario.id, once) : once()), folder: undefined };
}
