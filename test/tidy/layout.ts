import type { Violation } from './source-file.js';

/** Folders below test/ that mirror nothing in src: real ffmpeg, the house rules, and what stands beside the sources. */
const NO_MIRROR = ['test/real/', 'test/tidy/', 'test/docs/', 'test/package/', 'test/ops/'];

/** Tests that stand elsewhere than what they test; `x.property.test.ts` tests `x.ts` too. */
export function mirrorViolations(sources: readonly string[], tests: readonly string[]): Violation[] {
  const known = new Set(sources);
  return tests
    .filter((file) => file.endsWith('.test.ts') && file.split('/').length > 2)
    .filter((file) => !NO_MIRROR.some((folder) => file.startsWith(folder)))
    .flatMap((file) => {
      const mirrored = file.replace(/^test\//, 'src/').replace(/(\.property)?\.test\.ts$/, '.ts');
      const message = `tests ${mirrored}, which does not exist`;
      return known.has(mirrored) ? [] : [{ path: file, line: 1, message }];
    });
}

/** Files that only re-export; the public entry points are the only ones. */
export function barrelViolations(sources: readonly string[]): Violation[] {
  return sources
    .filter((file) => /^src\/.+\/index\.ts$/.test(file))
    .map((file) => ({ path: file, line: 1, message: 'a barrel: import the file that you mean' }));
}

interface PackageJson {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

/** What is started as a process of its own, or in a browser, by a path that no source file names. */
const PROGRAMS = [
  'src/fake-ffmpeg/ffmpeg.ts',
  'src/fake-ffmpeg/ffprobe.ts',
  'src/specimens/main.ts',
  'src/report/html/page/main.ts',
];

/** The source files that a user or a process starts from: what package.json offers, and the programs. */
export function entryPoints(manifest: PackageJson): string[] {
  const offered = [
    ...Object.values(manifest.bin),
    ...Object.values(manifest.exports).map((entry) => (typeof entry === 'string' ? entry : entry.default)),
  ];
  const compiled = offered.filter((file) => file.endsWith('.js'));
  const sources = compiled.map((file) => file.replace(/^(\.\/)?dist\//, 'src/').replace(/\.js$/, '.ts'));
  return [...sources, ...PROGRAMS];
}
