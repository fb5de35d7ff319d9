import { seededRandom } from '../../src/base/random.js';
import type { Host } from '../../src/host/host.js';
import type { Child, Command, Processes } from '../../src/host/processes.js';
import { DEFAULT_LOG_LEVEL } from '../../src/script/log-level.js';
import { openMedia } from '../../src/script/media-state.js';
import type { Op } from '../../src/script/op.js';
import type { Step } from '../../src/script/step.js';
import { step } from '../../src/script/vocabulary.js';
import { SimActor } from '../../src/sim/sim-actor.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { type Launch, SimProcesses } from '../../src/sim/sim-processes.js';
import type { SimStage, SimWorld } from '../../src/sim/sim-stage.js';
import type { Behaviours, World } from '../host-contract/world.js';

/** Simulated time in which everything that a test waits for has happened. */
const LIMIT_MS = 10_000;
const SETTLE_MS = 50;

const RECORDING = { sizeBytes: 1e6, durationMs: 60_000, pixelFormat: 'yuv420p' };

/** What the children of the contract do: first these operations, then these steps. */
const PROGRAMS: Readonly<Record<string, { first?: readonly Op[]; steps: readonly Step[] }>> = {
  '/bin/talks': {
    first: [
      { op: 'write', stream: 'stdout', text: 'out' },
      { op: 'write', stream: 'stderr', text: 'err' },
    ],
    steps: [step('exit', { code: 3 })],
  },
  '/bin/endless': { steps: [step('hang')] },
  '/bin/descendant': { steps: leaves(false) },
  '/bin/escapee': { steps: leaves(true) },
};

export const behaviours: Behaviours = {
  talks: command('/bin/talks'),
  endless: command('/bin/endless'),
  leavesDescendant: command('/bin/descendant'),
  leavesEscapee: command('/bin/escapee'),
  missing: command('/nonexistent/ffmpeg'),
};

/** A simulated machine whose time goes on while the test waits. */
export function createSimWorld(cut?: (bytes: Uint8Array) => readonly Uint8Array[]): World {
  const clock = new SimClock();
  const files = new SimFiles(clock);
  const launch: Launch = ({ file }) => {
    const program = PROGRAMS[file];
    if (program === undefined) return undefined;
    return (process, pipes) => {
      const stage: SimStage = { world, role: ROLE, process, pipes, media: openMedia(RECORDING) };
      new SimActor(stage, false).play(program.steps, program.first);
    };
  };
  const processes = new SimProcesses({ clock, launch, ...(cut && { cut }) });
  const world: SimWorld = { clock, files, processes, jobs: [], log: () => {} };
  const host: Host = { clock, files, processes: pumped(clock, processes), random: seededRandom(1) };
  return {
    host,
    until: async (condition) => {
      const ended = await clock.run(condition, clock.now() + LIMIT_MS);
      if (ended !== 'done') throw new Error(`never: ${condition}`);
    },
    settle: async () => {
      await clock.run(() => false, clock.now() + SETTLE_MS);
    },
  };
}

/** Lets simulated time go on until the work is done. */
export async function settled<T>(clock: SimClock, work: Promise<T>): Promise<T> {
  let over = false;
  const end = (): void => {
    over = true;
  };
  work.then(end, end);
  await clock.run(() => over, clock.now() + LIMIT_MS);
  return work;
}

/** The same processes, whose usage can be awaited by a test that does not run the clock. */
function pumped(clock: SimClock, processes: SimProcesses): Processes {
  const spawn: Processes['spawn'] = (given, sink) => {
    const child = processes.spawn(given, sink);
    return new Proxy(child, {
      get: (target, key) => {
        if (key === 'usage') return () => settled(clock, target.usage());
        const value = target[key as keyof Child];
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
  return { spawn, identity: processes.identity.bind(processes) as Processes['identity'] };
}

const ROLE = { tool: 'ffmpeg', job: 'job', invocation: 1, logLevel: DEFAULT_LOG_LEVEL } as const;

function leaves(newSession: boolean): readonly Step[] {
  return [step('fork', { steps: [step('hang')], holdsPipes: true, newSession }), step('exit')];
}

function command(file: string): Command {
  return { file, args: [] };
}
