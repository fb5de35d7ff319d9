import { type Import, importsOf } from './imports.js';
import type { SourceFile, Violation } from './source-file.js';

export type Graph = ReadonlyMap<string, readonly string[]>;

/** Who loads whom, within the files given. */
export function importGraph(files: readonly SourceFile[]): Graph {
  return graphOf(files, ({ starts }) => !starts);
}

/** Who loads or starts whom. */
export function needGraph(files: readonly SourceFile[]): Graph {
  return graphOf(files, () => true);
}

function graphOf(files: readonly SourceFile[], counts: (reference: Import) => boolean): Graph {
  const known = new Set(files.map((file) => file.path));
  return new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter(counts)
        .flatMap(({ target }) => (target !== undefined && known.has(target) ? [target] : [])),
    ]),
  );
}

/** One violation for each group of files that refer to one another in a circle. */
export function cycleViolations(graph: Graph): Violation[] {
  const reach = new Map([...graph.keys()].map((file) => [file, reachable(graph, graph.get(file) ?? [])]));
  const reported = new Set<string>();
  const violations: Violation[] = [];
  for (const [file, ahead] of reach) {
    if (!ahead.has(file) || reported.has(file)) continue;
    const circle = [...ahead].filter((other) => reach.get(other)?.has(file) === true);
    for (const member of circle) reported.add(member);
    violations.push({ path: file, line: 1, message: `import cycle: ${circle.sort().join(', ')}` });
  }
  return violations;
}

/** Files that no entry point leads to. */
export function deadFiles(graph: Graph, entries: readonly string[]): Violation[] {
  const missing = entries.filter((entry) => !graph.has(entry));
  const alive = reachable(graph, entries);
  const dead = [...graph.keys()].filter((file) => !alive.has(file));
  return [
    ...missing.map((entry) => ({ path: entry, line: 1, message: 'an entry point that does not exist' })),
    ...dead.map((file) => ({ path: file, line: 1, message: 'dead file: no entry point leads to it' })),
  ];
}

function reachable(graph: Graph, starts: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...starts];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file) || !graph.has(file)) continue;
    seen.add(file);
    open.push(...(graph.get(file) ?? []));
  }
  return seen;
}
