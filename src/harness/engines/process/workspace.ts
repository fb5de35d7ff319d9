import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Scenario, ScenarioJob } from '../../../scenario/scenario.js';
import type { FakeJob, FakePlan } from '../../../script/plan.js';
import type { SubjectManifest } from '../../subject.js';
import { plantedLock } from './planted-lock.js';

/** A folder of its own for one run, with everything that subject and fakes need. */
export interface Workspace {
  readonly folder: string;
  readonly outputFolder: string;
  readonly planFile: string;
  readonly eventsFile: string;
  readonly metricsFile: string;
  readonly jobs: readonly WorkspaceJob[];
  /** Locks that the scenario put there, by path. */
  readonly plantedLocks: ReadonlyMap<string, string>;
}

export interface WorkspaceJob {
  readonly id: string;
  readonly scripted: ScenarioJob;
  readonly input: string;
  readonly output: string;
  /** File name of the output. */
  readonly outputName: string;
  readonly tether: string;
  readonly recordingId: string;
}

/** Short, because descendants put it into command lines and socket names have little room. */
const PREFIX = 'sp-';

export async function prepareWorkspace(
  scenario: Scenario,
  subject: SubjectManifest,
  speed: number,
  since: Date,
): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    return await furnish(folder, scenario, subject, speed, since);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

export async function removeWorkspace({ folder }: Workspace): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function furnish(
  folder: string,
  scenario: Scenario,
  subject: SubjectManifest,
  speed: number,
  since: Date,
): Promise<Workspace> {
  const outputFolder = join(folder, 'out');
  const jobs = scenario.jobs.map((job) => placeJob(folder, job));
  await Promise.all(['in', 'out', 'claims'].map((name) => mkdir(join(folder, name))));
  await Promise.all(jobs.map(({ input, scripted }) => createSparse(input, scripted.recording.sizeBytes)));
  await execa('mkfifo', ['-m', '600', ...jobs.map(({ tether }) => tether)]);
  const plan: FakePlan = { version: 1, speed, folder, jobs: jobs.map(planJob) };
  const planFile = join(folder, 'plan.json');
  await writeFile(planFile, JSON.stringify(plan));
  return {
    folder,
    outputFolder,
    planFile,
    eventsFile: join(folder, 'events.ndjson'),
    metricsFile: join(folder, 'metrics.prom'),
    jobs,
    plantedLocks: await plantLocks(scenario, subject, jobs, since),
  };
}

function placeJob(folder: string, job: ScenarioJob): WorkspaceJob {
  const outputName = `${job.outputName}.mp4`;
  return {
    id: job.id,
    scripted: job,
    input: join(folder, 'in', `${job.id}.ts`),
    output: join(folder, 'out', outputName),
    outputName,
    tether: join(folder, `tether-${job.id}`),
    recordingId: `recording-${job.id}`,
  };
}

function planJob({ id, input, output, tether, scripted }: WorkspaceJob): FakeJob {
  const { recording, ffmpeg, ffprobe, ffprobeOutput } = scripted;
  return {
    id,
    input,
    output,
    tether,
    recording,
    ffmpeg,
    ...(ffprobe !== undefined && { ffprobe }),
    ...(ffprobeOutput !== undefined && { ffprobeOutput }),
  };
}

/** The size counts, for timeouts and free space; the content is the fakes' to tell. */
async function createSparse(path: string, sizeBytes: number): Promise<void> {
  await writeFile(path, '');
  await truncate(path, sizeBytes);
}

async function plantLocks(
  scenario: Scenario,
  subject: SubjectManifest,
  jobs: readonly WorkspaceJob[],
  since: Date,
): Promise<Map<string, string>> {
  const planted = new Map<string, string>();
  const template = subject.artefacts.lock;
  if (template === undefined) return planted;
  for (const deed of scenario.machine) {
    if (deed.action !== 'lock') continue;
    const job = jobs.find(({ id }) => id === deed.job) ?? jobs[0];
    if (job === undefined) continue;
    const path = template.replaceAll('{output}', job.output).replaceAll('{input}', job.input);
    const text = await plantedLock(deed.owner, since);
    await writeFile(path, text);
    planted.set(path, text);
  }
  return planted;
}
