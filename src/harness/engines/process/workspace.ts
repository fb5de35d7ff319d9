import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Scenario, ScenarioJob } from '../../../scenario/scenario.js';
import type { FakeJob, FakePlan } from '../../../script/plan.js';
import type { SubjectManifest } from '../../subject.js';
import { partNames } from '../part-names.js';
import { type Plants, plant } from './plants.js';
import { mountSmallDisk, needsSmallDisk, unmountSmallDisk } from './small-disk.js';
import type { WorkspaceJob } from './workspace-job.js';

/** A folder of its own for one run, with everything that subject and fakes need. */
export interface Workspace {
  readonly folder: string;
  readonly outputFolder: string;
  readonly planFile: string;
  readonly eventsFile: string;
  readonly metricsFile: string;
  readonly jobs: readonly WorkspaceJob[];
  /** What the scenario put there. */
  readonly plants: Plants;
  /** The outputs' folder is a disk of its own. */
  readonly hasDisk: boolean;
}

/** Short, because descendants put it into command lines and socket names have little room. */
const PREFIX = 'sp-';
const OUTPUTS = 'out';

/** @param record puts a job's recording there; by default one that is as large as it should be, and empty */
export async function prepareWorkspace(
  scenario: Scenario,
  subject: SubjectManifest,
  speed: number,
  since: Date,
  record: (job: WorkspaceJob) => Promise<void> = createRecording,
): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  const hasDisk = needsSmallDisk(scenario);
  try {
    return await furnish(folder, scenario, subject, speed, since, record);
  } catch (error) {
    await removeWorkspace({ folder, hasDisk });
    throw error;
  }
}

export async function removeWorkspace({
  folder,
  hasDisk,
}: Pick<Workspace, 'folder' | 'hasDisk'>): Promise<void> {
  if (hasDisk) await unmountSmallDisk(join(folder, OUTPUTS));
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function furnish(
  folder: string,
  scenario: Scenario,
  subject: SubjectManifest,
  speed: number,
  since: Date,
  record: (job: WorkspaceJob) => Promise<void>,
): Promise<Workspace> {
  const outputFolder = join(folder, OUTPUTS);
  const jobs = scenario.jobs.map((job) => placeJob(folder, job));
  await Promise.all(['in', OUTPUTS, 'claims'].map((name) => mkdir(join(folder, name))));
  const hasDisk = needsSmallDisk(scenario);
  if (hasDisk) await mountSmallDisk(outputFolder);
  await Promise.all(jobs.map(record));
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
    plants: await plant({ scenario, subject, jobs, folder, since }),
    hasDisk,
  };
}

function placeJob(folder: string, job: ScenarioJob): WorkspaceJob {
  const outputName = `${job.outputName}.mp4`;
  const [input = '', ...furtherParts] = partNames(job).map((name) => join(folder, 'in', name));
  return {
    id: job.id,
    scripted: job,
    input,
    furtherParts,
    output: join(folder, OUTPUTS, outputName),
    outputName,
    tether: join(folder, `tether-${job.id}`),
    recordingId: `recording-${job.id}`,
  };
}

function planJob({ id, input, furtherParts, output, tether, scripted }: WorkspaceJob): FakeJob {
  const { recording, ffmpeg, ffprobe, ffprobeOutput } = scripted;
  return {
    id,
    input,
    ...(furtherParts.length > 0 && { furtherParts }),
    output,
    tether,
    recording,
    ffmpeg,
    ...(ffprobe !== undefined && { ffprobe }),
    ...(ffprobeOutput !== undefined && { ffprobeOutput }),
  };
}

/** The size counts, for timeouts and free space; the content is the fakes' to tell. */
async function createRecording({ input, furtherParts, scripted }: WorkspaceJob): Promise<void> {
  const files = [input, ...furtherParts];
  for (const file of files) {
    await writeFile(file, '');
    await truncate(file, Math.floor(scripted.recording.sizeBytes / files.length));
  }
}
