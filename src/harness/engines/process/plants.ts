import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ProcessIdentity } from '../../../host/processes.js';
import { ownIdentity } from '../../../node/process-identity.js';
import type { PlantedAt, Scenario } from '../../../scenario/scenario.js';
import type { SubjectManifest } from '../../subject.js';
import {
  bystanderName,
  bystanderText,
  GARBAGE_LOCK,
  lockText,
  ownerOf,
  type PlantAction,
  STALE_TEXTS,
} from '../planted.js';
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
  const locks = new Map<string, string>();
  const bystanders: Bystander[] = [];
  for (const deed of scenario.machine) {
    if (deed.action !== 'lock' && deed.action !== 'plant') continue;
    const at = deed.action === 'lock' ? 'lock' : deed.at;
    const path = pathOf(at, subject, jobs.find(({ id }) => id === deed.job) ?? jobs[0]);
    if (path === undefined) continue;
    if (deed.action === 'lock') {
      const text = await textOfLock(deed.owner, since);
      await writeFile(path, text);
      locks.set(path, text);
      continue;
    }
    const planted = await plantOne(deed, path, folder);
    if (planted.bystander !== undefined) bystanders.push(planted.bystander);
    if (at === 'lock' && planted.text !== undefined) locks.set(path, planted.text);
  }
  return { locks, bystanders };
}

/** Those of them that are no longer what they were. */
export async function changedBystanders({ bystanders }: Plants): Promise<PlantedAt[]> {
  const found = await Promise.all(
    bystanders.map(({ path }) => readFile(path, 'utf8').catch(() => undefined)),
  );
  return bystanders.flatMap(({ at, text }, index) => (found[index] === text ? [] : [at]));
}

async function plantOne(
  { at, as }: PlantAction,
  path: string,
  folder: string,
): Promise<{ readonly text?: string; readonly bystander?: Bystander }> {
  if (as === 'folder') {
    await mkdir(path);
    return {};
  }
  if (as === 'file') {
    await writeFile(path, STALE_TEXTS[at]);
    return { text: STALE_TEXTS[at] };
  }
  const bystander = {
    at,
    path: join(folder, bystanderName(at)),
    text: bystanderText(at, await deadProcess()),
  };
  await writeFile(bystander.path, bystander.text);
  await symlink(bystander.path, path);
  return { text: bystander.text, bystander };
}

async function textOfLock(owner: Parameters<typeof ownerOf>[0] | 'garbage', since: Date): Promise<string> {
  if (owner === 'garbage') return GARBAGE_LOCK;
  const deadPid = owner === 'dead' ? (await deadProcess()).pid : 0;
  // The harness itself is alive for as long as the run lasts.
  return lockText(ownerOf(owner, ownIdentity(), deadPid), since.toISOString());
}

/** A process that has just ended: nobody else has its pid yet. */
async function deadProcess(): Promise<ProcessIdentity> {
  const ended = execa('true', { reject: false });
  const pid = ended.pid ?? 0;
  await ended;
  return { ...ownIdentity(), pid };
}

function pathOf(
  at: PlantedAt,
  { artefacts }: SubjectManifest,
  job: WorkspaceJob | undefined,
): string | undefined {
  if (job === undefined) return undefined;
  const { lock, errorLog, meta } = artefacts;
  const template = { output: '{output}', lock, 'error-log': errorLog, metadata: meta }[at];
  return template?.replaceAll('{output}', job.output).replaceAll('{input}', job.input);
}
