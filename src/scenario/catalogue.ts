import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closest } from '../base/closest.js';
import { loadScenario, type ScenarioOrigin } from './load.js';
import type { Scenario } from './scenario.js';
import { type Problem, ScenarioError, wholeFileProblem } from './scenario-error.js';

/** What to play. Nothing named means everything. */
export interface Selection {
  /** Files, folders, or ids of the catalogue, whole or in part: `stall/stopped`, `stall`, `stopped`. */
  readonly names?: readonly string[];
  /** Only scenarios that carry one of these. */
  readonly tags?: readonly string[];
  /** Only scenarios whose id or title contains it, in any case. */
  readonly containing?: string;
  /** Where ids are looked up. Default: the catalogue that comes with this package. */
  readonly catalogue?: string;
}

/** Deeper folders are somebody's source tree, not a catalogue. */
const MAX_DEPTH = 8;
const EXTENSION = '.yaml';

/** The folder of scenarios that comes with this package. */
export function packagedCatalogue(): string {
  // dist/scenario/ and src/scenario/ lie equally deep.
  return fileURLToPath(new URL('../../scenarios', import.meta.url));
}

/**
 * Reads the selected scenarios, sorted by id, each once.
 * @throws ScenarioError with the problems of every file that cannot be used, and of names that fit nothing.
 */
export function selectScenarios(selection: Selection = {}): Scenario[] {
  const origins = findScenarios(selection.names ?? [], selection.catalogue ?? packagedCatalogue());
  const wanted = selection.containing?.toLowerCase();
  return loadAll(origins).filter(
    ({ id, title, tags }) =>
      (selection.tags === undefined || selection.tags.some((tag) => tags.includes(tag))) &&
      (wanted === undefined || `${id}\n${title}`.toLowerCase().includes(wanted)),
  );
}

/** Finds the files without reading them. */
export function findScenarios(names: readonly string[], catalogue: string): ScenarioOrigin[] {
  const packaged = filesBelow(catalogue, catalogue);
  const found = names.length === 0 ? packaged : names.flatMap((name) => findNamed(name, packaged));
  const byFile = new Map(found.map((origin) => [resolve(origin.file), origin]));
  return [...byFile.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function findNamed(name: string, packaged: readonly ScenarioOrigin[]): ScenarioOrigin[] {
  const group = `${name.replace(/\/+$/, '')}/`;
  const byId = packaged.filter(({ id }) => id === name || id.startsWith(group) || id.endsWith(`/${name}`));
  if (byId.length > 0) return byId;
  if (!existsSync(name)) {
    const near = closest(name, packaged.flatMap(namesOf));
    const hint = near === undefined ? 'see "stallproof list"' : `did you mean "${near}"?`;
    const message = `no file, no folder and no scenario of that name; ${hint}`;
    throw new ScenarioError([wholeFileProblem(name, message)]);
  }
  if (!statSync(name).isDirectory()) return [{ file: name, id: idOf(name, packaged) }];
  const files = filesBelow(name, name);
  if (files.length === 0) {
    throw new ScenarioError([wholeFileProblem(name, `no ${EXTENSION} file in this folder`)]);
  }
  return files;
}

/** Everything that the scenario is selected by: its folders, its id, and the end of its id. */
function namesOf({ id }: ScenarioOrigin): string[] {
  const parts = id.split('/');
  return [...parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/')), id, parts.at(-1) ?? id];
}

function idOf(file: string, packaged: readonly ScenarioOrigin[]): string {
  const same = packaged.find((origin) => resolve(origin.file) === resolve(file));
  return same?.id ?? basename(file).replace(/\.ya?ml$/, '');
}

function filesBelow(folder: string, root: string, depth = 0): ScenarioOrigin[] {
  if (depth > MAX_DEPTH) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, root, depth + 1);
    if (!entry.isFile() || !entry.name.endsWith(EXTENSION)) return [];
    const id = relative(root, path).slice(0, -EXTENSION.length).split(sep).join('/');
    return [{ file: path, id }];
  });
}

function loadAll(origins: readonly ScenarioOrigin[]): Scenario[] {
  const scenarios: Scenario[] = [];
  const problems: Problem[] = [];
  for (const origin of origins) {
    try {
      scenarios.push(loadScenario(origin));
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ScenarioError(problems);
  return scenarios;
}
