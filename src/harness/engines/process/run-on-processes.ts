import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeClock } from '../../../node/clock.js';
import type { Scenario } from '../../../scenario/scenario.js';
import type { Evidence } from '../../evidence.js';
import type { Subject } from '../../subject.js';
import { type Canary, startCanary } from './canary.js';
import { HarnessLeakError } from './leftovers.js';
import { Stage, type StageOptions } from './stage.js';
import { prepareWorkspace, removeWorkspace } from './workspace.js';

export interface ProcessEngineOptions {
  /** Holds the fakes, `ffmpeg` and `ffprobe`. */
  readonly fakesFolder: string;
  /** The script of this package's command line, for `{cli}` in manifests. */
  readonly cli: string;
  /** Nominal time by real time. Default: the scenario's own. */
  readonly speed?: number;
  /** Leaves the folder of a run that came to its end where it is. Default false. */
  readonly keep?: boolean;
  readonly signal?: AbortSignal;
  /** For names and chunk boundaries in virtual time. Default 1. */
  readonly seed?: number;
  /** Plays each scenario twice in virtual time and compares the evidence. Default false. */
  readonly checkDeterminism?: boolean;
  /** Held while the subject and its first ffmpeg start: starts in parallel delay one another. */
  readonly startGate?: <T>(start: () => Promise<T>) => Promise<T>;
}

/** Evidence, and where the run's files are when they were kept. */
export interface ProcessRun {
  readonly evidence: Evidence;
  readonly folder: string | undefined;
}

/**
 * Plays one scenario against one subject with real processes.
 * @throws SubjectNotStartedError, HarnessLeakError, or the reason of an aborted signal
 */
export async function runOnProcesses(
  scenario: Scenario,
  subject: Subject,
  options: ProcessEngineOptions,
): Promise<ProcessRun> {
  const { fakesFolder } = options;
  const missing = ['ffmpeg', 'ffprobe'].find((tool) => !existsSync(join(fakesFolder, tool)));
  if (missing !== undefined) throw new Error(`no fake ${missing} in ${fakesFolder}: build the package first`);
  const clock = createNodeClock();
  const speed = options.speed ?? scenario.speed;
  const workspace = await prepareWorkspace(scenario, subject.manifest, speed, clock.wallTime());
  return playInWorkspace({ ...options, clock, scenario, subject, workspace, speed });
}

/** Plays what is prepared, ends whatever it started, and removes the workspace unless it is to be kept. */
export async function playInWorkspace(
  scene: Omit<StageOptions, 'canary'> & Pick<ProcessEngineOptions, 'keep'>,
): Promise<ProcessRun> {
  const { clock, scenario, workspace } = scene;
  let canary: Canary | undefined;
  let stage: Stage | undefined;
  let kept: string | undefined;
  try {
    canary = await startCanary(clock);
    stage = new Stage({ ...scene, canary });
    const evidence = await stage.play();
    if (scene.keep === true) kept = workspace.folder;
    return { evidence, folder: kept };
  } finally {
    await canary?.stop();
    const leaked = (await stage?.clear()) ?? [];
    // Of a run that was broken off nobody would learn where it lies.
    if (kept === undefined) await removeWorkspace(workspace);
    // More serious than whatever else went wrong.
    // biome-ignore lint/correctness/noUnsafeFinally: it has to outweigh an error on its way
    if (leaked.length > 0) throw new HarnessLeakError(scenario.id, leaked);
  }
}
