import { describe, expect, it } from 'vitest';
import { floorViolations } from './floors.js';
import { cycleViolations, deadFiles, importGraph, needGraph } from './graph.js';
import { barrelViolations, entryPoints, mirrorViolations } from './layout.js';
import { leftoverViolations } from './leftovers.js';
import { placeViolations } from './places.js';
import { MAX_FILE_LINES, MAX_FUNCTION_LINES, sizeViolations } from './size.js';
import { parseSource, type SourceFile, type Violation } from './source-file.js';
import { unitViolations } from './units.js';

/** A checker that never fires proves nothing: every rule is shown a file that breaks it, and one that does not. */
function check(
  rule: (files: readonly SourceFile[]) => Violation[],
  filePath: string,
  text: string,
): number[] {
  return rule([parseSource(filePath, text)]).map(({ line }) => line);
}

function project(files: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(files).map(([filePath, text]) => parseSource(filePath, text));
}

describe('size', () => {
  const statements = (count: number) => '  f();\n'.repeat(count);

  it('finds a file that is too long, and none at the limit', () => {
    expect(check(sizeViolations, 'src/a/a.ts', 'f();\n'.repeat(MAX_FILE_LINES))).toEqual([]);
    expect(check(sizeViolations, 'src/a/a.ts', 'f();\n'.repeat(MAX_FILE_LINES + 1))).toEqual([
      MAX_FILE_LINES + 1,
    ]);
  });

  it.each([
    ['function', 'function g() {\n', '}'],
    ['arrow', 'const g = () => {\n', '};'],
    ['method', 'class A { m() {\n', '} }'],
    ['callback', "it('x', () => {\n", '});'],
  ])('finds a long %s', (_kind, open, close) => {
    const most = MAX_FUNCTION_LINES - 2;
    expect(check(sizeViolations, 'src/a/a.ts', open + statements(most) + close)).toEqual([]);
    expect(check(sizeViolations, 'src/a/a.ts', open + statements(most + 1) + close)).toEqual([1]);
  });

  it('lets a list of tests be long', () => {
    const body = statements(MAX_FUNCTION_LINES);
    expect(check(sizeViolations, 'test/a.test.ts', `describe('x', () => {\n${body}});`)).toEqual([]);
    expect(check(sizeViolations, 'test/a.test.ts', `describe.skipIf(c)('x', () => {\n${body}});`)).toEqual(
      [],
    );
  });
});

describe('floors', () => {
  it.each([
    ['src/base/a.ts', "import { b } from '../host/b.js';"],
    ['src/base/a.ts', "import type { B } from '../host/b.js';"],
    ['src/base/a.ts', "export { b } from '../host/b.js';"],
    ['src/base/a.ts', "const b = await import('../host/b.js');"],
    ['src/base/a.ts', "let b: import('../host/b.js').B;"],
    ['src/watchdog/a.ts', "import { b } from '../ffmpeg/b.js';"],
    ['src/script/a.ts', "import { b } from '../ffmpeg/strategy.js';"],
    ['src/supervisor/a.ts', "import { b } from '../node/b.js';"],
    ['src/sim/a.ts', "import { b } from '../node/b.js';"],
    ['src/scenario/a.ts', "import type { B } from '../harness/b.js';"],
    ['src/fake-ffmpeg/a.ts', "import { b } from '../supervisor/b.js';"],
    ['src/index.ts', "export { b } from './harness/b.js';"],
    ['src/harness.ts', "export { b } from './cli/b.js';"],
    ['src/unknown/a.ts', "import { b } from '../base/b.js';"],
    ['src/base/a.ts', "import { b } from '../../test/b.js';"],
  ])('refuses in %s: %s', (filePath, text) => {
    expect(check(floorViolations, filePath, text)).toEqual([1]);
  });

  it.each([
    ['src/host/a.ts', "import { b } from '../base/b.js';"],
    ['src/base/a.ts', "import { b } from './b.js';\nimport fs from 'node:fs';"],
    ['src/script/a.ts', "import type { Strategy } from '../ffmpeg/strategy.js';"],
    ['src/harness/a.ts', "import { b } from '../scenario/b.js';"],
    ['src/fake-ffmpeg/a.ts', "import { b } from '../script/b.js';"],
    ['src/index.ts', "export { b } from './supervisor/b.js';"],
    ['src/cli/commands/a.ts', "import { b } from '../../report/b.js';"],
  ])('allows in %s: %s', (filePath, text) => {
    expect(check(floorViolations, filePath, text)).toEqual([]);
  });
});

describe('the import graph', () => {
  it('finds a cycle, of types too, once', () => {
    const files = project({
      'src/a/a.ts': "import { b } from './b.js';",
      'src/a/b.ts': "import type { C } from './c.js';",
      'src/a/c.ts': "import { a } from './a.js';",
      'src/a/d.ts': "import { a } from './a.js';",
    });
    expect(cycleViolations(importGraph(files)).map(({ message }) => message)).toEqual([
      'import cycle: src/a/a.ts, src/a/b.ts, src/a/c.ts',
    ]);
    expect(cycleViolations(importGraph(files.slice(0, 2)))).toEqual([]);
  });

  it('does not call it a cycle when a file starts the program that it is a part of', () => {
    const files = project({
      'src/a/a.ts': "const program = new URL('./b.js', import.meta.url);",
      'src/a/b.ts': "import { a } from './a.js';",
    });
    expect(cycleViolations(importGraph(files))).toEqual([]);
  });

  it('finds what no entry point leads to', () => {
    const files = project({
      'src/index.ts': "import './a/a.js';",
      'src/a/a.ts': "export const helper = new URL('./process.js', import.meta.url);",
      'src/a/process.ts': 'export {};',
      'src/a/dead.ts': "import './a.js';",
    });
    expect(deadFiles(needGraph(files), ['src/index.ts']).map((one) => one.path)).toEqual(['src/a/dead.ts']);
    expect(deadFiles(needGraph(files), ['src/gone.ts']).map((one) => one.path)).toContain('src/gone.ts');
  });
});

describe('places', () => {
  it.each([
    'const t = Date.now();',
    'const t = globalThis.performance.now();',
    'const t = process.hrtime.bigint();',
    'const d = new Date();',
    'setTimeout(f, 1);',
    'const later = setTimeout;',
    'const clock = { later: setTimeout };',
    "import { setTimeout } from 'node:timers/promises';",
    "import { performance } from 'node:perf_hooks';",
    'const r = Math.random();',
    'const random = Math.random;',
    "import { randomUUID } from 'node:crypto';",
    "import { spawn } from 'node:child_process';",
    "import { execa } from 'execa';",
    "console.log('x');",
    'process.exit(1);',
    'process.exitCode = 1;',
    "process.stdout.write('x');",
  ])('refuses in a pure folder: %s', (text) => {
    expect(check(placeViolations, 'src/supervisor/a.ts', text)).toEqual([1]);
  });

  it.each([
    ['src/node/clock.ts', 'const t = performance.now(); setTimeout(f, 1); Math.random();'],
    ['src/fake-ffmpeg/a.ts', "import { spawn } from 'node:child_process'; process.exit(1);"],
    ['src/harness/a.ts', "import { execa } from 'execa';"],
    ['src/cli/a.ts', "console.log('x'); process.exitCode = 1;"],
    ['src/base/a.ts', 'const d = new Date(0); clock.now(); process.pid; const t: Date = d;'],
    ['src/base/a.ts', "import type { ChildProcess } from 'node:child_process';"],
    ['test/a.test.ts', 'Date.now(); Math.random();'],
  ])('allows in %s: %s', (filePath, text) => {
    expect(check(placeViolations, filePath, text)).toEqual([]);
  });

  it('keeps the owner of one thing from using another', () => {
    expect(check(placeViolations, 'src/node/a.ts', "console.log('x');")).toEqual([1]);
    expect(check(placeViolations, 'src/harness/a.ts', "import cp from 'child_process';")).toEqual([1]);
    expect(check(placeViolations, 'src/cli/a.ts', 'Date.now();')).toEqual([1]);
  });
});

describe('units', () => {
  it.each([
    'const timeout = 5;',
    'interface A { readonly stallTimeout: number }',
    'interface A { grace?: number | undefined }',
    'function f(delay: number) {}',
    'function f(delay = 5) {}',
    'class A { #interval = 5; }',
    'f({ timeout: 500 });',
    'interface A { fileSize: number }',
  ])('asks for the unit: %s', (text) => {
    expect(check(unitViolations, 'src/a/a.ts', text)).toEqual([1]);
  });

  it.each([
    'const timeoutMs = 5;',
    'interface A { outTimeUs: number; delayMs?: number; sizeBytes: number }',
    'const duration = formatDuration(5);',
    "const timeout = '5s';",
    'interface A { timeout: string; duration: Duration }',
    'const size = map.size;',
    'function parseDuration(text: string): number { return 1; }',
  ])('is content with: %s', (text) => {
    expect(check(unitViolations, 'src/a/a.ts', text)).toEqual([]);
  });
});

describe('leftovers', () => {
  it('finds notes of unfinished work and exclusive tests', () => {
    expect(check(leftoverViolations, 'src/a/a.ts', `\n// ${'TO'}DO: later`)).toEqual([2]);
    expect(
      check(leftoverViolations, 'test/a.test.ts', "describe.only('x', f);\nit.skip.only('x', f);"),
    ).toEqual([1, 2]);
    expect(check(leftoverViolations, 'test/a.test.ts', "it('only', f); list.only();")).toEqual([]);
  });
});

describe('layout', () => {
  it('finds tests that mirror nothing, and barrels', () => {
    const sources = ['src/a/a.ts', 'src/a/index.ts', 'src/index.ts'];
    const lost = ['test/a/b.test.ts', 'test/a/b.property.test.ts'];
    const kept = [
      'test/a/a.test.ts',
      'test/a/a.property.test.ts',
      'test/tidy.test.ts',
      'test/real/x.test.ts',
    ];
    expect(mirrorViolations(sources, [...kept, ...lost]).map((one) => one.path)).toEqual(lost);
    expect(barrelViolations(sources).map((one) => one.path)).toEqual(['src/a/index.ts']);
  });

  it('reads the entry points from the manifest', () => {
    const manifest = {
      bin: { x: 'dist/cli/main.js' },
      exports: { '.': { default: './dist/index.js' }, './package.json': './package.json' },
    };
    expect(entryPoints(manifest).slice(0, 2)).toEqual(['src/cli/main.ts', 'src/index.ts']);
  });
});
