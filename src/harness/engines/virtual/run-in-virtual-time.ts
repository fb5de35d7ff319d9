import type { Scenario } from '../../../scenario/scenario.js';
import type { Evidence, JobEvidence, PublishedFile } from '../../evidence.js';
import type { CreateSupervisor } from '../../subject.js';
import { worstCaseMs } from '../worst-case.js';
import { armMachineActions, plantLocks } from './virtual-machine-actions.js';
import { VirtualSupervisor } from './virtual-supervisor.js';
import { OUTPUT_FOLDER, type VirtualJob, VirtualWorld } from './virtual-world.js';

/** After the last answer, the world goes on for this long: what still happens then was left behind. */
const AFTERMATH_MS = 5_000;

export interface VirtualSubject {
  readonly name: string;
  readonly create: CreateSupervisor;
  readonly seed: number;
}

/** Plays a scenario against a supervisor, unchanged, in simulated time at nominal thresholds. */
export async function runInVirtualTime(scenario: Scenario, subject: VirtualSubject): Promise<Evidence> {
  const world = new VirtualWorld(scenario, subject.seed);
  const supervisor = new VirtualSupervisor(world, scenario, subject.create);
  const planted = plantLocks(world, scenario);
  armMachineActions(world, supervisor, scenario);
  const { clock, recorder } = world;
  const boundMs = worstCaseMs(scenario, 1);
  supervisor.start();
  const ended = await clock.run(() => supervisor.allSettled, boundMs);
  if (ended !== 'done') recorder.harness({ kind: 'gave-up', afterMs: clock.now() });
  else recorder.harness({ kind: 'subject-exited', code: 0 });
  await clock.run(() => false, clock.now() + AFTERMATH_MS);
  return {
    scenario,
    subject: subject.name,
    shows: {
      lock: true,
      errorLog: true,
      meta: true,
      metrics: true,
      events: true,
      slots: true,
      cancelled: true,
    },
    engine: 'virtual',
    speed: 1,
    events: recorder.timeline(),
    jobs: world.jobs.map((job) => jobEvidence(world, job, planted)),
    canaryLateMs: 0,
    idleCpuShare: undefined,
    memoryGrowthBytes: undefined,
    leftAlive: world.processes.living().map(({ pid }) => pid),
    metrics: await supervisor.metrics(),
    stallLines: undefined,
    stdoutTail: '',
    stderrTail: '',
  };
}

function jobEvidence(
  world: VirtualWorld,
  job: VirtualJob,
  planted: ReadonlyMap<string, string>,
): JobEvidence {
  const { entries } = world.files;
  const text = (suffix: string): string | undefined => entries.get(`${job.output}${suffix}`)?.text;
  const prefix = `${OUTPUT_FOLDER}/`;
  const files = [...entries.keys()]
    .filter((path) => path.startsWith(job.output))
    .map((path) => path.slice(prefix.length))
    .sort();
  const known = ['', '.lock', '.err.log', '.meta.json'].map((suffix) => `${job.outputName}${suffix}`);
  const lock = text('.lock');
  return {
    id: job.id,
    output: job.outputName,
    files,
    published: published(world, job.output),
    lock: lock !== undefined && lock !== planted.get(`${job.output}.lock`),
    temps: files.filter((name) => !known.includes(name)),
    errorLog: text('.err.log'),
    meta: text('.meta.json'),
  };
}

function published(world: VirtualWorld, path: string): PublishedFile {
  const file = world.files.entries.get(path);
  if (file === undefined) return { state: 'none' };
  const { media, sizeBytes: bytes } = file;
  if (media === undefined) return { state: 'broken', bytes, why: 'moov atom not found' };
  const streams = [
    ...(media.video === undefined ? [] : ['video']),
    ...(media.audio === undefined ? [] : ['audio']),
  ];
  return { state: 'complete', durationMs: media.durationMs, bytes, streams };
}
