import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { SimFile } from '../../src/sim/sim-files.js';
import { artefactPaths } from '../../src/supervisor/publish.js';
import { FOLDER, OUTPUT, RECORDING, type SimulatedMachine } from './simulated-machine.js';

/** The columns of the documented states. */
const COLUMNS = ['OUT', 'meta.json', 'err.log', 'lock', 'temp files'] as const;
type Column = (typeof COLUMNS)[number];

/** What may stand in each column. */
export type State = { readonly name: string } & Readonly<Record<Column, readonly string[]>>;

/** The states that docs/artefacts.md lists under a heading. */
export function documentedStates(heading: 'At rest' | 'On the way'): readonly State[] {
  const guide = readFileSync(new URL('../../docs/artefacts.md', import.meta.url), 'utf8');
  const section = guide.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], , ...states] = rows;
  if (head.slice(1).join() !== COLUMNS.join()) throw new Error(`no table of states under ${heading}`);
  return states.map(([name = '', ...cells]) => ({
    name,
    ...(Object.fromEntries(
      COLUMNS.map((column, index) => [column, cells[index]?.split(' or ') ?? []]),
    ) as Record<Column, string[]>),
  }));
}

/** What stands beside the output at one moment. */
export interface FolderView {
  readonly output: SimFile | undefined;
  readonly metadata: string | undefined;
  readonly errorLog: string | undefined;
  readonly lock: string | undefined;
  readonly temps: readonly string[];
  /** Names that no documented file has. */
  readonly strangers: readonly string[];
}

export function look({ files }: SimulatedMachine): FolderView {
  const { lock, metadata, errorLog } = artefactPaths(OUTPUT);
  const text = (path: string): string | undefined => files.entries.get(path)?.text;
  const known: readonly string[] = [OUTPUT, lock, metadata, errorLog];
  const others = files
    .namesIn(FOLDER)
    .map((name) => posix.join(FOLDER, name))
    .filter((path) => !known.includes(path));
  const isTemp = (path: string): boolean =>
    path.startsWith(`${OUTPUT}.tmp-`) || path.startsWith(`${OUTPUT}.lock-takeover-`);
  return {
    output: files.entries.get(OUTPUT),
    metadata: text(metadata),
    errorLog: text(errorLog),
    lock: text(lock),
    temps: others.filter(isTemp),
    strangers: others.filter((path) => !isTemp(path)),
  };
}

/** The names of the states that a folder is in, compared with what stood there when the job of that process began. */
export function statesOf(
  now: FolderView,
  { view: before, pid }: { readonly view: FolderView; readonly pid: number },
  states: readonly State[],
): string[] {
  if (now.strangers.length > 0) return [];
  const found: Record<Column, string[]> = {
    OUT: [...same(now.output, before.output), ...(isComplete(now.output) ? ['new'] : [])],
    'meta.json': [...same(now.metadata, before.metadata), ...(describes(now) ? ['new'] : [])],
    'err.log': [
      ...same(now.errorLog, before.errorLog),
      ...(/^outcome: /m.test(now.errorLog ?? '') ? ['new'] : []),
    ],
    lock: [...same(now.lock, before.lock), ...(isLockOf(now.lock, pid) ? ['new'] : [])],
    'temp files': [
      ...same(now.temps.join(), before.temps.join()),
      ...(now.temps.length === 0 ? ['none'] : []),
      'any',
    ],
  };
  return states
    .filter((state) => COLUMNS.every((column) => state[column].some((cell) => found[column].includes(cell))))
    .map(({ name }) => name);
}

function same<T>(now: T | undefined, before: T | undefined): string[] {
  return [...(now === before ? ['before'] : []), ...(now === undefined ? ['none'] : [])];
}

function isComplete(film: SimFile | undefined): boolean {
  return film?.media?.durationMs === RECORDING.durationMs && film.media.video !== undefined;
}

/** Metadata count as new where they are whole and tell of the film beside them. */
function describes({ metadata, output }: FolderView): boolean {
  if (metadata === undefined || output === undefined) return false;
  return (JSON.parse(metadata) as { outputBytes: number }).outputBytes === output.sizeBytes;
}

function isLockOf(lock: string | undefined, pid: number): boolean {
  return lock !== undefined && (JSON.parse(lock) as { owner: { pid: number } }).owner.pid === pid;
}
