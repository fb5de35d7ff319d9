import { posix } from 'node:path';
import type { PlantedAt, Scenario } from '../../../scenario/scenario.js';
import { artefactPaths } from '../../../supervisor/publish.js';
import {
  bystanderName,
  bystanderText,
  GARBAGE_LOCK,
  lockText,
  ownerOf,
  type PlantAction,
  STALE_TEXTS,
} from '../planted.js';
import type { VirtualJob, VirtualWorld } from './virtual-world.js';

/** What stands in a virtual world before anything starts. */
export interface VirtualPlants {
  /** Texts of the locks, by path: as somebody who follows links reads them. */
  readonly locks: ReadonlyMap<string, string>;
  /** Names of the artefacts behind whose links something was changed since. */
  changed(): PlantedAt[];
}

/** No process of a virtual world ever has it. */
const DEAD_PID = 1;

/** Puts there what the scenario says. */
export function plant(world: VirtualWorld, scenario: Scenario): VirtualPlants {
  const locks = new Map<string, string>();
  const bystanders = new Map<PlantedAt, string>();
  const { self } = world.processes;
  for (const deed of scenario.machine) {
    if (deed.action !== 'lock' && deed.action !== 'plant') continue;
    const job = world.jobs.find(({ id }) => id === deed.job) ?? world.jobs[0];
    if (job === undefined) continue;
    if (deed.action === 'plant') {
      const text = plantOne(world, deed, job, bystanders);
      if (deed.at === 'lock' && text !== undefined) locks.set(pathOf(deed.at, job), text);
      continue;
    }
    const text = deed.owner === 'garbage' ? GARBAGE_LOCK : lockText(ownerOf(deed.owner, self, DEAD_PID), '');
    put(world, pathOf('lock', job), text);
    locks.set(pathOf('lock', job), text);
  }
  return {
    locks,
    changed: () =>
      [...bystanders].flatMap(([at, text]) => (intact(world, bystanderPath(at), text) ? [] : [at])),
  };
}

/** @returns the text that is read under the name; undefined for a folder */
function plantOne(
  world: VirtualWorld,
  { at, as }: PlantAction,
  job: VirtualJob,
  bystanders: Map<PlantedAt, string>,
): string | undefined {
  const path = pathOf(at, job);
  if (as === 'folder') {
    world.files.folders.add(path);
    return undefined;
  }
  if (as === 'file') {
    put(world, path, STALE_TEXTS[at]);
    return STALE_TEXTS[at];
  }
  const text = bystanderText(at, ownerOf('dead', world.processes.self, DEAD_PID));
  put(world, bystanderPath(at), text);
  world.files.entries.set(path, { text: '', sizeBytes: 0, modifiedAtMs: 0, linkTo: bystanderPath(at) });
  bystanders.set(at, text);
  return text;
}

function pathOf(at: PlantedAt, { output }: VirtualJob): string {
  const { lock, errorLog, metadata } = artefactPaths(output);
  return { output, lock, 'error-log': errorLog, metadata }[at];
}

function bystanderPath(at: PlantedAt): string {
  return posix.join('/in', bystanderName(at));
}

function put(world: VirtualWorld, path: string, text: string): void {
  world.files.entries.set(path, { text, sizeBytes: Buffer.byteLength(text), modifiedAtMs: 0 });
}

function intact(world: VirtualWorld, path: string, text: string): boolean {
  const file = world.files.entries.get(path);
  return file !== undefined && file.text === text && file.sizeBytes === Buffer.byteLength(text);
}
