import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { shuffle } from 'simple-statistics';
import type { Random } from '../../base/random.js';
import { createNodeClock } from '../../node/clock.js';
import { PLAN_VARIABLE } from '../../script/plan.js';
import type { PartContext } from '../part.js';
import type { Observation } from '../result.js';
import { writeFakePlan } from './fake-plan.js';
import type { Feed } from './feed.js';
import { SYSTEMS, type SystemName } from './job.js';
import { SCENES } from './scenes.js';
import { JOB_BOUND_MS, RELEASE } from './settings.js';
import type { Shims } from './shim.js';
import { fifosOf, StallStage } from './stall-stage.js';

/** Starts are spread: what a start costs is not to fall together with what is measured. */
const START_EVERY_MS = 40;

export interface RoundOptions {
  readonly context: PartContext;
  readonly round: number;
  readonly folder: string;
  readonly shims: Shims;
  readonly feed: Feed;
  readonly random: Random;
  /** Has the job run by its system; settles when it is over. */
  readonly run: (stage: StallStage) => Promise<void>;
}

/** A batch of each system at the same time, every system with the same stalls. */
export async function playRound(options: RoundOptions): Promise<Observation[]> {
  const { round, folder, random, context } = options;
  const place = join(folder, `round-${round}`);
  const stages = await prepare(options, place);
  try {
    const started = shuffle([...stages], random).map(async (stage, index) => {
      await sleep(index * START_EVERY_MS);
      if (context.signal.aborted) return;
      await bounded(
        stage,
        options.run(stage).then(() => stage.treeGone),
      );
    });
    const ended = await Promise.allSettled(started);
    if (context.signal.aborted) return [];
    for (const result of ended) if (result.status === 'rejected') context.note(String(result.reason));
    return stages.map(observe);
  } finally {
    for (const stage of stages) stage.close();
    rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function prepare(options: RoundOptions, place: string): Promise<StallStage[]> {
  const { round, shims, feed, context } = options;
  const planFile = join(place, 'plan.json');
  const launch = {
    ffmpeg: context.tools.ffmpeg.path,
    toolEnv: context.tools.ffmpeg.env,
    fakeFfmpeg: join(context.fakesFolder, 'ffmpeg'),
    planVariable: PLAN_VARIABLE,
    planFile,
  };
  const places = SYSTEMS.flatMap((system) =>
    Array.from({ length: RELEASE.batch }, (_, index) => {
      const pair = round * RELEASE.batch + index;
      return { system, pair, folder: join(place, `${system.replaceAll(' ', '-')}-${index}`) };
    }),
  );
  for (const each of places) mkdirSync(each.folder, { recursive: true });
  execFileSync('mkfifo', ['-m', '600', ...places.flatMap((each) => fifosOf(each.folder))]);
  const stages = await Promise.all(
    places.map((each) => {
      const scene = SCENES[each.pair % SCENES.length] ?? 'fake';
      return StallStage.prepare({ ...each, scene, shims, feed, launch });
    }),
  );
  writeFakePlan(
    planFile,
    stages.filter(({ scene }) => scene === 'fake'),
  );
  return stages;
}

/** A system that does not come to an end must not keep the others from being measured. */
async function bounded(stage: StallStage, over: Promise<void>): Promise<void> {
  let cancel = (): void => {};
  const late = new Promise<'late'>((resolve) => {
    cancel = createNodeClock().schedule(JOB_BOUND_MS, () => resolve('late'));
  });
  const first = await Promise.race([over, late]).finally(cancel);
  if (first !== 'late') return;
  stage.giveUp();
  throw new Error(`${stage.system} did not end ${stage.scene} within ${JOB_BOUND_MS / 1000} s`);
}

function observe(stage: StallStage): Observation {
  const { system, scene, pair } = stage;
  const subject: SystemName = system;
  return { repetition: pair, subject, scene, values: stage.values() ?? { failed: 1 } };
}

function sleep(forMs: number): Promise<void> {
  return new Promise((resolve) => {
    createNodeClock().schedule(forMs, resolve);
  });
}
