import { createNodeClock } from '../node/clock.js';
import type { EngineName, Scenario } from '../scenario/scenario.js';
import { disagreementsOf } from './disagreement.js';
import type { RealTools } from './engines/ffmpeg/real-tools.js';
import type { ProcessEngineOptions } from './engines/process/run-on-processes.js';
import { conclude, REPORT_VERSION, type RunReport, type ScenarioResult } from './result.js';
import { runScenario, type ScenarioRun, whyNotPlayable } from './run-scenario.js';
import type { Subject } from './subject.js';

export interface CatalogueOptions extends Omit<ProcessEngineOptions, 'startGate'> {
  /** For the engine ffmpeg: it plays every scenario once with each. Default: none. */
  readonly realTools?: readonly RealTools[];
  /** Default: processes alone. */
  readonly engines?: readonly EngineName[];
  /** Scenarios that run at the same time. Default 4: most of each is waiting, and starts are serialised. */
  readonly concurrency?: number;
  readonly onProgress?: (progress: RunProgress) => void;
}

export type RunProgress =
  | {
      readonly kind: 'started';
      readonly scenario: Scenario;
      readonly subject: string;
      /** Of all runs, from 1. */
      readonly number: number;
      readonly total: number;
    }
  | ({ readonly kind: 'finished'; readonly number: number; readonly total: number } & ScenarioRun);

interface Task {
  readonly scenario: Scenario;
  readonly subject: Subject;
  readonly engine: EngineName;
  readonly tools?: RealTools;
}

/**
 * Plays every scenario against every subject. Results stand in the order of the subjects, then the scenarios.
 * @throws the first error of any run, once all others have been ended: see `runOnProcesses`
 */
export async function runCatalogue(
  scenarios: readonly Scenario[],
  subjects: readonly Subject[],
  options: CatalogueOptions,
): Promise<RunReport> {
  const clock = createNodeClock();
  const startedAt = clock.wallTime().toISOString();
  const startedAtMs = clock.now();
  const { engines = ['process'], realTools = [] } = options;
  const wanted: Task[] = subjects.flatMap((subject) =>
    engines.flatMap((engine) =>
      scenarios.flatMap((scenario) =>
        versionsFor(engine, realTools).map((version) => ({ scenario, subject, engine, ...version })),
      ),
    ),
  );
  const reasons = wanted.map(({ scenario, subject, engine }) => whyNotPlayable(scenario, subject, engine));
  const tasks = wanted.filter((_, index) => reasons[index] === undefined);
  const results = await playAll(tasks, options);
  const disagreements = disagreementsOf(results);
  return {
    v: REPORT_VERSION,
    startedAt,
    elapsedMs: Math.round(clock.now() - startedAtMs),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    engines,
    results,
    skipped: wanted.flatMap(({ scenario, engine, tools }, index) => {
      const reason = reasons[index];
      // What no real ffmpeg can show is told once, not once for each.
      const isTold = reason === undefined || (tools !== undefined && tools !== realTools[0]);
      return isTold ? [] : [{ scenario: scenario.id, engine, reason }];
    }),
    disagreements,
    conclusion: conclude(results, disagreements),
  };
}

/** A fake is of one release alone; of real ones, each plays. */
function versionsFor(engine: EngineName, realTools: readonly RealTools[]): readonly { tools?: RealTools }[] {
  return engine === 'ffmpeg' ? realTools.map((tools) => ({ tools })) : [{}];
}

async function playAll(tasks: readonly Task[], options: CatalogueOptions): Promise<ScenarioResult[]> {
  const { concurrency = 4, onProgress, signal, engines: _, realTools: __, ...engineOptions } = options;
  const abort = new AbortController();
  const results = new Map<Task, ScenarioResult>();
  const queue = tasks.entries();
  const total = tasks.length;
  const startGate = oneAtATime();
  const together = signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]);
  const worker = async (): Promise<void> => {
    for (const [index, task] of queue) {
      together.throwIfAborted();
      const { scenario, subject, engine, tools } = task;
      const number = index + 1;
      onProgress?.({ kind: 'started', scenario, subject: subject.manifest.name, number, total });
      const run = await runScenario(scenario, subject, engine, {
        ...engineOptions,
        signal: together,
        startGate,
        ...(tools !== undefined && { tools }),
      });
      results.set(task, run.result);
      onProgress?.({ kind: 'finished', number, total, ...run });
    }
  };
  const failures: unknown[] = [];
  const workers = Array.from({ length: Math.max(1, concurrency) }, () =>
    worker().catch((error: unknown) => {
      failures.push(error);
      abort.abort(error);
    }),
  );
  await Promise.all(workers);
  if (failures.length > 0) throw failures[0];
  return tasks.flatMap((task) => results.get(task) ?? []);
}

/** Lets one start happen at a time, in the order in which they were asked for. */
function oneAtATime(): <T>(start: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (start) => {
    const mine = last.then(start);
    last = mine.catch(() => {});
    return mine;
  };
}
