import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { carriersOf } from '../../src/harness/engines/process/known-processes.js';
import { findTools } from '../../src/node/find-tools.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

/** The compiled command line, as a user runs it: `npm test` builds it first. */
const main = resolve(import.meta.dirname, '../../dist/cli/main.js');
const folder = tempFolder();
const hasTools = await findTools({}).then(
  () => true,
  () => false,
);

/** Far more than any of this takes, far less than a test may. */
const LIMIT_MS = 25_000;

async function run(args: readonly string[]) {
  const io = memoryIo(process.env as Record<string, string>);
  const code = await runProgram(['bench', ...args, '--out', folder.in('out')], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

describe('bench', () => {
  it.each([
    ['an unknown part', ['tea'], /release, overhead, scale, parts/],
    ['--update alone', ['--update'], /--against FILE/],
    ['a baseline that is not there', ['--against', 'none.json'], /cannot be compared with.*\n.*--update/],
    ['a budget of nothing', ['--budget', '0s'], /longer than nothing/],
    ['two modes', ['--quick', '--full'], /cannot be used with/],
  ])('answers %s with exit code 4 and the way out', async (_what, args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(message);
  });

  it.runIf(hasTools)('says with exit code 3 that nothing was measured', async () => {
    const { code, stdout } = await run(['parts', '--budget', '0.001ms', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout).parts[0].notes).toEqual(['not all was measured: the time was used up']);
  });

  it.runIf(hasTools)('does not let a gate pass that has measured nothing, nor record that', async () => {
    const baseline = {
      v: 1,
      mode: 'quick',
      startedAt: '',
      machine: { cpu: '', cores: 1, node: '', ffmpeg: '' },
      parts: [{ part: 'parts', ratios: [{ name: 'x', floor: 0.1, samples: [1, 1, 1, 1, 1, 1] }] }],
    };
    writeFileSync(folder.in('baseline.json'), JSON.stringify(baseline));
    const { code, stdout } = await run([
      ...['parts', '--budget', '0.001ms', '--against', folder.in('baseline.json')],
    ]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/gate: nothing measured/);
    const update = ['parts', '--budget', '0.001ms', '--against', folder.in('baseline.json'), '--update'];
    expect((await run(update)).code).toBe(3);
    expect(JSON.parse(readFileSync(folder.in('baseline.json'), 'utf8'))).toEqual(baseline);
  });
});

it.runIf(hasTools)('does not mix the ratios of two machines in one baseline', async () => {
  const machine = { cpu: 'another', cores: 1, node: '', ffmpeg: '' };
  const ratios = [{ name: 'x', floor: 0.1, samples: [1] }];
  const parts = [{ part: 'scale', ratios }];
  const baseline = { v: 1, mode: 'quick', startedAt: '', machine, parts };
  writeFileSync(folder.in('other.json'), JSON.stringify(baseline));
  const { code, stderr } = await run(['parts', '--against', folder.in('other.json'), '--update']);
  expect(code).toBe(4);
  expect(stderr).toMatch(/scale of the baseline would stay[\s\S]*Record all parts anew/);
});

describe.runIf(process.platform === 'linux' && hasTools)('Ctrl-C', () => {
  it('ends every process of a benchmark, and leaves no file', async () => {
    const temp = folder.in('tmp');
    mkdirSync(temp);
    const child = spawn(process.execPath, [main, 'bench', 'release', '--out', folder.in('reports')], {
      env: { ...process.env, TMPDIR: temp },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const exited = once(child, 'exit');
    await until(() => readdirSync(temp).length > 0);
    const mark = basename(readdirSync(temp)[0] ?? '');
    // Its four programs, and some of the processes that they supervise.
    await until(() => carriersOf(`STALLPROOF_BENCH=${mark}`).length > 8);
    child.kill('SIGINT');
    const [code] = await exited;
    expect(stderr).toMatch(/interrupted/);
    expect(code).toBe(130);
    expect(carriersOf(`STALLPROOF_BENCH=${mark}`)).toEqual([]);
    expect(readdirSync(temp)).toEqual([]);
    expect(existsSync(join('/dev/shm', mark))).toBe(false);
    expect(readdirSync(folder.in('reports'))).toEqual([]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const limitMs = performance.now() + LIMIT_MS;
  while (!condition()) {
    if (performance.now() > limitMs) throw new Error(`never: ${condition}`);
    await sleep(20);
  }
}

it('is compiled', () => {
  expect(readFileSync(main, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
});
