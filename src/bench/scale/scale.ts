import { join } from 'node:path';
import type { Part, PartContext } from '../part.js';
import { BenchProcess } from '../processes/bench-process.js';
import type { Observation } from '../result.js';
import type { CrowdRequest } from './program.js';
import { sizesIn } from './settings.js';
import { summariseScale } from './summarise-scale.js';

const PROGRAM = new URL('./program.js', import.meta.url);

export const SCALE: Part = {
  name: 'scale',
  title: 'Many jobs at the same time: silent together, and stalling together',
  plan: (mode) =>
    ({ quick: { repetitions: 2, repetitionMs: 50_000 }, full: { repetitions: 10, repetitionMs: 60_000 } })[
      mode
    ],
  collect: async (context) => {
    const observations: Observation[] = [];
    for (let repetition = 0; repetition < context.repetitions && context.mayGoOn(); repetition++) {
      for (const jobs of sizesIn(context.mode, repetition)) {
        const values = context.signal.aborted ? undefined : await measure(context, jobs);
        if (values === undefined) continue;
        observations.push({
          repetition,
          subject: 'stallproof',
          scene: String(jobs),
          values: { jobs, ...values },
        });
      }
      context.repetitionDone();
    }
    return observations;
  },
  summarise: summariseScale,
};

/** Each size has a process of its own: what the one before has left behind is not to be seen. */
async function measure(
  context: PartContext,
  jobs: number,
): Promise<Readonly<Record<string, number>> | undefined> {
  const { workspace, signal } = context;
  const program = new BenchProcess(PROGRAM, { env: workspace.env, nodeOptions: ['--expose-gc'] });
  const interrupt = (): void => program.kill();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    const request: CrowdRequest = { jobs, folder: join(workspace.diskFolder, `crowd-${jobs}`) };
    return await program.ask<Readonly<Record<string, number>>>(request);
  } catch (error) {
    if (!signal.aborted) context.note(`${jobs} jobs: ${(error as Error).message.split('\n')[0]}`);
    return undefined;
  } finally {
    signal.removeEventListener('abort', interrupt);
    await program.stop();
  }
}
