import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { ownIdentity } from '../../../node/process-identity.js';
import type { PlantedAt, Scenario } from '../../../scenario/scenario.js';
import type { SubjectManifest } from '../../subject.js';
import { bystanderName, type Planted, plantedBy } from '../planted.js';
import type { WorkspaceJob } from './workspace-job.js';

/** What the scenario put there before anything started. */
export interface Plants {
  /** Texts of the locks, by path: as somebody who follows links reads them. */
  readonly locks: ReadonlyMap<string, string>;
  readonly bystanders: readonly Bystander[];
}

/** A file that a planted link leads to. */
interface Bystander {
  readonly at: PlantedAt;
  readonly path: string;
  readonly text: string;
}

interface Ground {
  readonly scenario: Scenario;
  readonly subject: SubjectManifest;
  readonly jobs: readonly WorkspaceJob[];
  /** Of the run; bystanders stand there. */
  readonly folder: string;
  readonly since: Date;
}

/** Puts there what the scenario says; artefacts that the subject does not keep have no name to be put under. */
export async function plant(ground: Ground): Promise<Plants> {
  const { scenario, subject, jobs, folder, since } = ground;
  const owners = { self: ownIdentity(), deadPid: await pidOfTheDead(), since: since.toISOString() };
  const locks = new Map<string, string>();
  const bystanders: Bystander[] = [];
  for (const planted of plantedBy(scenario, owners)) {
    const { at, as, text } = planted;
    const job = jobs.find(({ id }) => id === planted.job);
    const path = job && pathOf(at, subject, job);
    if (path === undefined) continue;
    const bystander = { at, path: join(folder, bystanderName(at)), text };
    await put(path, planted, bystander.path);
    if (as === 'symlink') bystanders.push(bystander);
    if (at === 'lock' && as !== 'folder') locks.set(path, text);
  }
  return { locks, bystanders };
}

async function put(path: string, { as, text }: Planted, bystander: string): Promise<void> {
  if (as === 'folder') await mkdir(path);
  else await writeFile(as === 'file' ? path : bystander, text);
  if (as === 'symlink') await symlink(bystander, path);
}

/** Those of them that are no longer what they were. */
export async function changedBystanders({ bystanders }: Plants): Promise<PlantedAt[]> {
  const found = await Promise.all(
    bystanders.map(({ path }) => readFile(path, 'utf8').catch(() => undefined)),
  );
  return bystanders.flatMap(({ at, text }, index) => (found[index] === text ? [] : [at]));
}

/** Of a process that has just ended: nobody else has it yet. */
async function pidOfTheDead(): Promise<number> {
  const ended = execa('true', { reject: false });
  const pid = ended.pid ?? 0;
  await ended;
  return pid;
}

function pathOf(at: PlantedAt, { artefacts }: SubjectManifest, job: WorkspaceJob): string | undefined {
  const { lock, errorLog, meta } = artefacts;
  const template = { output: '{output}', lock, 'error-log': errorLog, metadata: meta }[at];
  return template?.replaceAll('{output}', job.output).replaceAll('{input}', job.input);
}
