import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, runCommand } from '../run-command.js';
import { lockOfUser } from './lock.js';

/** npm and the compiler on a loaded machine. */
const SLOW_MS = 180_000;
const root = path.resolve(import.meta.dirname, '../..');

let project = '';
let packed: readonly string[] = [];
/** Why the package could not be installed without a network; undefined when it is installed. */
let notInstalled: string | undefined;

function run(command: string, args: readonly string[], cwd = project): Promise<Ended> {
  return runCommand(command, args, { cwd });
}

function put(name: string, text: string): void {
  const file = path.join(project, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A tool of this repository, which the user has in a version of his own. */
function borrow(name: string): void {
  const link = path.join(project, 'node_modules', name);
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(path.join(root, 'node_modules', name), link);
}

beforeAll(async () => {
  project = mkdtempSync(path.join(tmpdir(), 'stallproof-user-'));
  // Without its scripts, which would build what others are using.
  const { text } = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', project],
    root,
  );
  const [{ filename, files }] = JSON.parse(text.slice(text.indexOf('[\n')).replace(/\]\n[^\]]*$/, ']'));
  packed = files.map((file: { path: string }) => file.path);
  put(
    'package.json',
    JSON.stringify({ name: 'user', type: 'module', dependencies: { stallproof: `file:${filename}` } }),
  );
  put('package-lock.json', JSON.stringify(lockOfUser(root, filename)));
  const flags = ['--offline', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];
  const installed = await run('npm', ['ci', ...flags]);
  // Only where nothing was ever fetched: `npm ci` leaves in its cache all that is needed.
  if (installed.text.includes('ENOTCACHED')) notInstalled = 'npm has not cached what the package needs';
  else expect(installed).toMatchObject({ code: 0 });
  for (const tool of ['vitest', '@types/node']) borrow(tool);
}, SLOW_MS);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('npm pack', () => {
  const MAY_HOLD = [
    /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
    /^dist\/.+\.(js|d\.ts)$/,
    /^dist\/fake-ffmpeg\/bin\/(ffmpeg|ffprobe|package\.json)$/,
    /^dist\/node\/file-helper\.cjs$/,
    /^dist\/ffmpeg\/default-policy\.json$/,
    /^scenarios\/([a-z-]+\/[a-z0-9-]+\.yaml|schema\.json)$/,
    /^subjects\/[a-z-]+\.(yaml|mjs)$/,
    /^ops\/(kubernetes|prometheus)\/[a-z-]+\.yaml$/,
    /^ops\/dashboards\/stallproof\.json$/,
  ];

  it('holds nothing but what a user needs', () => {
    expect(packed.filter((file) => !MAY_HOLD.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it('holds all that package.json offers, and the catalogue', () => {
    const { bin, exports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const offered = [bin, exports].flatMap(function leaves(value: unknown): string[] {
      return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leaves);
    });
    for (const file of offered) expect(packed).toContain(file.replace(/^\.\//, ''));
    const scenarios = readdirSync(path.join(root, 'scenarios'), { recursive: true, encoding: 'utf8' });
    for (const file of scenarios.filter((name) => name.endsWith('.yaml')))
      expect(packed).toContain(`scenarios/${file}`);
    expect(packed).toContain('dist/fake-ffmpeg/bin/ffmpeg');
    expect(packed).toContain('ops/kubernetes/campaign.yaml');
  });

  it('gives the programs away as programs', () => {
    const main = readFileSync(path.join(root, 'dist/cli/main.js'), 'utf8');
    expect(main.startsWith('#!/usr/bin/env node\n')).toBe(true);
  });
});

describe('the installed package', () => {
  const ENTRIES = `
    import { createSupervisor, SUPERVISOR_DEFAULTS, type RemuxOutcome } from 'stallproof';
    import { runCatalogue, type RunReport } from 'stallproof/harness';
    import { describeScenarios } from 'stallproof/vitest';
    export const stallMs: number = SUPERVISOR_DEFAULTS.watch.stallTimeoutMs;
    export const made: (outcome: RemuxOutcome) => string = (outcome) => outcome.kind;
    export const held = (report: RunReport): boolean => report.conclusion === 'held';
    export const all = [createSupervisor, runCatalogue];
    describeScenarios('production', ['stall'], { engine: 'virtual', tags: ['smoke'], timeoutMs: 1_000 });
    // @ts-expect-error: what it takes is known
    describeScenarios(42);
  `;

  it.for([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const)(
    'has types for module %s resolved by %s',
    { timeout: SLOW_MS },
    async ([module, moduleResolution], { skip }) => {
      skip(notInstalled !== undefined, notInstalled);
      put(`${moduleResolution}/entries.ts`, ENTRIES);
      const compilerOptions = {
        module,
        moduleResolution,
        target: 'es2023',
        strict: true,
        noEmit: true,
        types: ['node'],
      };
      put(`${moduleResolution}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ['entries.ts'] }));
      const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
      expect(await run(process.execPath, [tsc, '-p', moduleResolution])).toEqual({ code: 0, text: '' });
    },
  );

  it('runs as a command', { timeout: SLOW_MS }, async ({ skip }) => {
    skip(notInstalled !== undefined, notInstalled);
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const bin = path.join(project, 'node_modules/.bin/stallproof');
    expect(await run(bin, ['--version'])).toEqual({ code: 0, text: `${version}\n` });
    expect((await run(bin, ['explain', 'stall/after-progress'])).text).toContain(
      'Progress stops, and ffmpeg is ended',
    );
  });

  it('makes scenarios tests of the suite of a user', { timeout: SLOW_MS }, async ({ skip }) => {
    skip(notInstalled !== undefined, notInstalled);
    put('own/finishes.yaml', OWN);
    put('suite.test.ts', SUITE);
    const { text } = await run(process.execPath, [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=json',
    ]);
    const { testResults } = JSON.parse(
      text.slice(text.indexOf('{"num'), text.lastIndexOf('}') + 1),
    ) as VitestJson;
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(tests.map(({ fullName, status }) => [fullName, status])).toEqual([
      ['production finishes: My own', 'passed'],
      ['production stall/is-not-retried: A stall is final, whatever stderr says', 'passed'],
      ['naive-watchdog stall/is-not-retried: A stall is final, whatever stderr says', 'failed'],
      ['naive-watchdog finishes: My own', 'skipped'],
    ]);
    const [message = ''] = tests[2]?.failureMessages ?? [];
    expect(message).toMatch(
      /^ScenarioFailed: A stall is final, whatever stderr says\n {4}no-litter violated: .+\n {4}again: npx stallproof run stall\/is-not-retried --subject naive-watchdog --keep$/,
    );
  });
});

interface VitestJson {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const OWN = `title: My own
why: w
from: [mine]
catches: [as-expected]
notOn: { process: only for simulated time }
expect: { outcome: published }
`;

const SUITE = `
import { describeScenarios } from 'stallproof/vitest';
describeScenarios('production', 'own', { engine: 'virtual' });
describeScenarios('production', 'stall/is-not-retried');
describeScenarios('naive-watchdog', 'stall/is-not-retried');
describeScenarios('naive-watchdog', 'own');
`;
