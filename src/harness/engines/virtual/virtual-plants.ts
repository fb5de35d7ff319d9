import { posix } from 'node:path';
import type { PlantedAt, Scenario } from '../../../scenario/scenario.js';
import { artefactPaths } from '../../../supervisor/publish.js';
import { bystanderName, type Planted, plantedBy } from '../planted.js';
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
  const owners = { self: world.processes.self, deadPid: DEAD_PID, since: '' };
  const locks = new Map<string, string>();
  const bystanders = new Map<PlantedAt, string>();
  for (const planted of plantedBy(scenario, owners)) {
    const { at, as, text } = planted;
    const job = world.jobs.find(({ id }) => id === planted.job);
    if (job === undefined) continue;
    putPlanted(world, pathOf(at, job), planted);
    if (as === 'symlink') bystanders.set(at, text);
    if (at === 'lock' && as !== 'folder') locks.set(pathOf(at, job), text);
  }
  return {
    locks,
    changed: () =>
      [...bystanders].flatMap(([at, text]) => (intact(world, bystanderPath(at), text) ? [] : [at])),
  };
}

function putPlanted(world: VirtualWorld, path: string, { at, as, text }: Planted): void {
  const { folders, entries } = world.files;
  if (as === 'folder') folders.add(path);
  else put(world, as === 'file' ? path : bystanderPath(at), text);
  if (as === 'symlink')
    entries.set(path, { text: '', sizeBytes: 0, modifiedAtMs: 0, linkTo: bystanderPath(at) });
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
