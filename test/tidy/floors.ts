import { type Import, importsOf } from './imports.js';
import { type SourceFile, type Violation, violation } from './source-file.js';

/** The floor table. Imports, type imports too, go from a higher floor to a lower one. */
export const FLOORS: Readonly<Record<string, number>> = {
  base: 0,
  charts: 1,
  host: 1,
  statistics: 1,
  ffmpeg: 2,
  watchdog: 2,
  script: 2,
  trace: 2,
  supervisor: 3,
  record: 4,
  node: 4,
  sim: 4,
  scenario: 5,
  harness: 5,
  specimens: 5,
  replay: 5,
  fuzz: 6,
  report: 6,
  selftest: 6,
  tuner: 6,
  gates: 6,
  init: 6,
  bench: 6,
  cli: 7,
};

/** What the table does not say by numbers. */
const ALSO_ALLOWED: readonly { readonly from: string; readonly to: RegExp; readonly typeOnly?: boolean }[] = [
  { from: 'harness', to: /^src\/scenario\// },
  { from: 'specimens', to: /^src\/(harness|scenario)\// },
  { from: 'script', to: /^src\/ffmpeg\/strategy\.ts$/, typeOnly: true },
  // The fakes stand beside the floors: they know the script, never the supervisor.
  { from: 'fake-ffmpeg', to: /^src\/(script|base|host)\// },
  { from: 'fake-ffmpeg', to: /^src\/node\/clock\.ts$/ },
  { from: 'fake-ffmpeg', to: /^src\/ffmpeg\/strategy\.ts$/, typeOnly: true },
  // The public entry points: an embedding server must not pull in harness code.
  { from: 'index.ts', to: /^src\/(base|host|ffmpeg|watchdog|trace|supervisor|record|node)\// },
  { from: 'harness.ts', to: /^src\/(?!cli\/)/ },
  // A subject may be this package's own command line, started as a process.
  { from: 'vitest.ts', to: /^src\/(?!cli\/)|^src\/cli\/main\.ts$/ },
];

export function floorViolations(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => file.path.startsWith('src/'))
    .flatMap((file) =>
      importsOf(file).flatMap((reference) => {
        const why = objection(file.path, reference);
        return why === undefined ? [] : [violation(file, reference.node, why)];
      }),
    );
}

function objection(from: string, reference: Import): string | undefined {
  const { target } = reference;
  if (target === undefined) return undefined;
  if (!target.startsWith('src/')) return `imports ${target}, which is not part of the product`;
  const [here, there] = [folderOf(from), folderOf(target)];
  if (here === there) return undefined;
  const [hereFloor, thereFloor] = [FLOORS[here], FLOORS[there]];
  if (hereFloor !== undefined && thereFloor !== undefined && thereFloor < hereFloor) return undefined;
  const exception = ALSO_ALLOWED.some(
    (rule) => rule.from === here && rule.to.test(target) && (rule.typeOnly !== true || reference.typeOnly),
  );
  return exception ? undefined : `${here} may not import ${target}: imports go down the floors only`;
}

/** The first folder below src, or the file's own name for the entry points. */
function folderOf(filePath: string): string {
  return filePath.split('/')[1] ?? filePath;
}
