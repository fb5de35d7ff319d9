import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runProgram } from '../../src/cli/program.js';
import { loadSubject } from '../../src/harness/subject-manifest.js';
import { selectScenarios } from '../../src/scenario/catalogue.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

function project(name: string): string {
  mkdirSync(folder.in(name), { recursive: true });
  return folder.in(name);
}

async function init(...args: readonly string[]) {
  const io = memoryIo();
  const code = await runProgram(['init', ...args], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

const files = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();

describe('init', () => {
  it('writes a subject, a scenario and a workflow into an empty folder, and says what to do', async () => {
    const root = project('empty');
    const { code, stdout } = await init(root);
    expect(code).toBe(0);
    expect(files(root)).toEqual([
      '.github/workflows/stallproof.yml',
      'stallproof/scenarios/stops-in-the-middle.yaml',
      'stallproof/subject.yaml',
    ]);
    expect(stdout).toMatch(/^wrote {2}stallproof\/subject\.yaml$/m);
    expect(stdout).toMatch(
      /1\. npm install --save-dev stallproof\n.*2\. npx stallproof run stallproof\/scenarios/,
    );
    expect(loadSubject(path.join(root, 'stallproof/subject.yaml')).manifest.name).toBe('mine');
    const [scenario] = selectScenarios({ names: [path.join(root, 'stallproof/scenarios')] });
    expect(scenario?.catches).toEqual(['detects-stall']);
  });

  it('says what is in the way: a folder for a file, a file for a folder', async () => {
    mkdirSync(folder.in('folder-in-the-way/stallproof/subject.yaml'), { recursive: true });
    const inFolder = await init(folder.in('folder-in-the-way'));
    writeFileSync(path.join(project('file-in-the-way'), 'stallproof'), '');
    const inFile = await init(folder.in('file-in-the-way'));
    for (const { code, stderr } of [inFolder, inFile]) {
      expect(stderr).toMatch(/subject\.yaml cannot be written[^\n]*\n.*Move away what is in its place/);
      expect(code).toBe(4);
    }
  });

  it('never overwrites: what is there is kept, byte for byte, and a link that leads nowhere too', async () => {
    const root = project('kept/stallproof/scenarios');
    const base = folder.in('kept');
    writeFileSync(path.join(base, 'stallproof/subject.yaml'), 'mine');
    symlinkSync('nowhere', path.join(root, 'stops-in-the-middle.yaml'));
    const { code, stdout } = await init(base);
    expect(code).toBe(0);
    expect(stdout).toContain('kept   stallproof/subject.yaml, which was there already\n');
    expect(stdout).toContain('kept   stallproof/scenarios/stops-in-the-middle.yaml');
    expect(readFileSync(path.join(base, 'stallproof/subject.yaml'), 'utf8')).toBe('mine');
    expect(existsSync(path.join(base, '.github/workflows/stallproof.yml'))).toBe(true);
    const before = files(base);
    expect((await init(base)).stdout).not.toContain('wrote');
    expect(files(base)).toEqual(before);
  });

  it('installs what the project has locked', async () => {
    const root = project('locked');
    writeFileSync(path.join(root, 'package-lock.json'), '{}');
    const { stdout } = await init(root);
    expect(stdout).not.toContain('npm install');
    const { steps } = parse(readFileSync(path.join(root, '.github/workflows/stallproof.yml'), 'utf8')).jobs
      .scenarios;
    expect(steps.map(({ run }: { run?: string }) => run)).toContain('npm ci');
  });

  it('writes for GitLab where that is used, and nothing for CI where none is', async () => {
    const root = project('gitlab');
    writeFileSync(path.join(root, '.gitlab-ci.yml'), '');
    const { stdout } = await init(root);
    expect(stdout).toContain('include: [{ local: stallproof/gitlab-ci.yml }]');
    const job = parse(readFileSync(path.join(root, 'stallproof/gitlab-ci.yml'), 'utf8')).stallproof;
    expect(job.script[1]).toBe('npx stallproof run stallproof/scenarios --subject stallproof/subject.yaml');
    expect(job.artifacts.reports.junit).toBe('reports/latest/junit.xml');
    const none = project('none');
    await init(none, '--ci', 'none');
    expect(files(none)).toHaveLength(2);
  });

  it.each([
    ['a folder that is not there', async () => folder.in('missing'), /there is no folder/],
    [
      'a file in the way',
      async () => {
        const root = project('blocked');
        writeFileSync(path.join(root, 'stallproof'), '');
        return root;
      },
      /stallproof\/subject\.yaml cannot be written in .*blocked: ENOTDIR/,
    ],
    ['a folder of the kernel', async () => '/proc/self', /cannot be written in \/proc\/self: /],
  ])('answers %s with one clear error', async (_what, make, message) => {
    const { code, stdout, stderr } = await init(await make());
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.skipIf(process.getuid?.() === 0)('answers a read-only folder with one clear error', async () => {
    const root = project('read-only');
    chmodSync(root, 0o555);
    const { code, stderr } = await init(root);
    expect(code).toBe(4);
    expect(stderr).toMatch(/cannot be written in .*read-only: EACCES/);
  });
});
