import type { Scenario } from '../../../scenario/scenario.js';
import type { Evidence, EvidenceEvent, JobEvidence, PublishedFile } from '../../evidence.js';
import type { CreateSupervisor } from '../../subject.js';
import { worstCaseMs } from '../worst-case.js';
import { PEACE, type Surroundings } from './surroundings.js';
import { armFileTroubles } from './troubled-files.js';
import { armMachineActions } from './virtual-machine-actions.js';
import { plant } from './virtual-plants.js';
import { VirtualSupervisor } from './virtual-supervisor.js';
import { OUTPUT_FOLDER, type VirtualJob, VirtualWorld } from './virtual-world.js';

/** Simulated time costs nothing, and what a wrong supervisor does beyond its time tells its flaw. */
const PATIENCE = 3;

/** After the last answer, the world goes on for this long: what still happens then was left behind. */
const AFTERMATH_MS = 5_000;

export interface VirtualSubject {
  readonly name: string;
  readonly create: CreateSupervisor;
  readonly seed: number;
  /** Default: a machine on which only happens what the scenario says. */
  readonly surroundings?: Surroundings;
  /** When the harness gives up waiting. Default: what every correct supervisor needs at most. */
  readonly boundMs?: number;
}

/** Plays a scenario against a supervisor, unchanged, in simulated time at nominal thresholds. */
export async function runInVirtualTime(scenario: Scenario, subject: VirtualSubject): Promise<Evidence> {
  const { surroundings = PEACE } = subject;
  const world = new VirtualWorld(scenario, subject.seed, surroundings);
  const supervisor = new VirtualSupervisor(world, scenario, subject.create);
  const planted = plant(world, scenario);
  armMachineActions(world, supervisor, scenario);
  const { clock, recorder } = world;
  armFileTroubles(world, supervisor, surroundings.files, surroundings.calmAtMs);
  if (surroundings.stuck.length > 0) world.armStuck(surroundings.stuck, surroundings.calmAtMs);
  const boundMs = subject.boundMs ?? patientBoundMs(scenario);
  supervisor.start();
  const ended = await clock.run(() => supervisor.allSettled, boundMs);
  if (ended !== 'done') recorder.harness({ kind: 'gave-up', afterMs: clock.now() });
  else if (supervisor.alive) recorder.harness({ kind: 'subject-exited', code: 0 });
  const after = ended === 'spinning' ? ended : await clock.run(() => false, clock.now() + AFTERMATH_MS);
  for (const at of planted.changed()) recorder.harness({ kind: 'bystander-changed', at });
  const together = scenario.supervisors === 'one';
  let events: readonly EvidenceEvent[] | undefined;
  return {
    scenario,
    subject: subject.name,
    shows: {
      lock: true,
      errorLog: true,
      meta: true,
      // As on real processes, where supervisors would overwrite one another's file.
      metrics: together || scenario.jobs.length === 1,
      events: true,
      slots: together,
      cancelled: true,
    },
    engine: 'virtual',
    speed: 1,
    /** Made for the first who reads them. */
    get events() {
      events ??= recorder.timeline();
      return events;
    },
    jobs: world.jobs.map((job) => jobEvidence(world, job, planted.locks)),
    canaryLateMs: 0,
    // Work without end at one instant leaves no moment idle.
    idleCpuShare: after === 'spinning' ? 1 : undefined,
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
  const text = (suffix: string): string | undefined =>
    entries.get(world.files.resolve(`${job.output}${suffix}`))?.text;
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
  const file = world.files.entries.get(world.files.resolve(path));
  if (file === undefined) return { state: 'none' };
  const { media, sizeBytes: bytes } = file;
  if (media === undefined) return { state: 'broken', bytes, why: 'moov atom not found' };
  const streams = [
    ...(media.video === undefined ? [] : ['video']),
    ...(media.audio === undefined ? [] : ['audio']),
  ];
  return { state: 'complete', durationMs: media.durationMs, bytes, streams };
}

/** Long enough for a stall that comes after everything that the script does. */
function patientBoundMs(scenario: Scenario): number {
  const { startupGraceMs, stallTimeoutMs } = scenario.watch;
  return PATIENCE * (worstCaseMs(scenario, 1) + Math.max(startupGraceMs, stallTimeoutMs));
}
