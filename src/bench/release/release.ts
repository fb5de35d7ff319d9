import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../base/random.js';
import type { Part, PartContext } from '../part.js';
import { BenchProcess } from '../processes/bench-process.js';
import type { Observation } from '../result.js';
import { makeFeed } from './feed.js';
import { type JobEvent, SYSTEMS, type SystemName } from './job.js';
import { playRound } from './round.js';
import { writeShims } from './shim.js';
import type { StallStage } from './stall-stage.js';
import { summariseRelease } from './summarise-release.js';

const PROGRAM = new URL('./program.js', import.meta.url);
const SEED = 11;

export const RELEASE_PART: Part = {
  name: 'release',
  title: 'From the stall deadline to slot, lock and temp file free and no process left',
  plan: (mode) =>
    ({ quick: { repetitions: 3, repetitionMs: 12_000 }, full: { repetitions: 30, repetitionMs: 12_000 } })[
      mode
    ],
  collect,
  summarise: summariseRelease,
};

async function collect(context: PartContext): Promise<Observation[]> {
  const { workspace, tools, signal } = context;
  const stages = new Map<string, StallStage>();
  const onEvent = (event: unknown): void => {
    const seen = event as JobEvent;
    stages.get(seen.job)?.see(seen);
  };
  const programs = new Map<SystemName, BenchProcess>(
    SYSTEMS.map((name) => [name, new BenchProcess(PROGRAM, { args: [name], env: workspace.env, onEvent })]),
  );
  const interrupt = (): void => {
    for (const program of programs.values()) program.kill();
  };
  signal.addEventListener('abort', interrupt, { once: true });
  const observations: Observation[] = [];
  const run = async (stage: StallStage): Promise<void> => {
    stages.set(stage.job.id, stage);
    await programs.get(stage.system)?.ask(stage.job);
  };
  try {
    const folder = join(workspace.diskFolder, 'release');
    mkdirSync(folder, { recursive: true });
    const [shims, feed] = [writeShims(folder), await makeFeed(tools.ffmpeg, { env: workspace.env, signal })];
    const random = seededRandom(SEED);
    for (let round = 0; round < context.repetitions && context.mayGoOn(); round++) {
      observations.push(...(await playRound({ context, round, folder, shims, feed, random, run })));
      stages.clear();
      context.repetitionDone();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', interrupt);
    await Promise.all([...programs.values()].map((program) => program.stop()));
  }
  return observations;
}
