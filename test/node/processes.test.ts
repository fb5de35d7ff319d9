import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { readProc, readStat } from '../../src/node/proc-stat.js';
import { describeProcessesContract } from '../host-contract/processes-contract.js';
import { bundle } from './bundle.js';
import { behaviours, host, reapAll, shell, spawn, temporaryFolder, until, world } from './real-world.js';

const folder = temporaryFolder();
afterEach(reapAll);
afterAll(() => folder.remove());

describeProcessesContract(
  'node',
  () => world,
  () => behaviours,
);

describe('what cannot be started', () => {
  const plain = join(folder.path, 'plain');
  writeFileSync(plain, '#!/bin/sh\n');
  const orphan = join(folder.path, 'orphan');
  writeFileSync(orphan, '#!/nonexistent/node --flag\n');
  chmodSync(orphan, 0o755);

  const cases: [string, Parameters<typeof spawn>[0], RegExp][] = [
    ['a missing file', { file: '/nonexistent/ffmpeg', args: [] }, /no such file: \/nonexistent\/ffmpeg/],
    ['a file below a file', { file: `${plain}/ffmpeg`, args: [] }, /no such file/],
    ['a folder', { file: folder.path, args: [] }, /not a file/],
    ['a file without execute bit', { file: plain, args: [] }, /no permission/],
    ['a script without interpreter', { file: orphan, args: [] }, /interpreter .*\/nonexistent\/node/],
    ['a name that PATH would know', { file: 'sh', args: [] }, /absolute path/],
    [
      'an argument too long',
      { file: '/bin/echo', args: ['x'.repeat(300_000)] },
      /cannot start \/bin\/echo: E2BIG/,
    ],
    ['an argument with a NUL', { file: '/bin/echo', args: ['a\0b'] }, /cannot start \/bin\/echo/],
    ['a missing working folder', { file: '/bin/echo', args: [], cwd: '/nonexistent' }, /working folder/],
  ];
  it.each(cases)('%s', async (_, command, reason) => {
    const { child, sink } = spawn(command);
    expect(sink.order).toEqual([]);
    await until(() => sink.closed);
    expect(sink.order).toEqual(['exit', 'close']);
    expect(sink.status).toEqual({ kind: 'not-started', reason: expect.stringMatching(reason) });
    expect(child.pid).toBeUndefined();
  });

  it('says nothing once abandoned', async () => {
    const { child, sink } = spawn(behaviours.missing);
    child.abandon();
    await world.settle();
    expect(sink.order).toEqual([]);
  });
});

it('hands down the own environment, without what only slows a child', async () => {
  vi.stubEnv('NODE_EXTRA_CA_CERTS', '/etc/hosts');
  vi.stubEnv('STALLPROOF_TEST_VALUE', 'kept');
  const { sink } = spawn(shell('echo "$NODE_EXTRA_CA_CERTS,$STALLPROOF_TEST_VALUE"'));
  vi.unstubAllEnvs();
  await until(() => sink.closed);
  expect(sink.stdout).toBe(',kept\n');
});

it('sets what a command asks for beside what it hands down, and its own mark', async () => {
  vi.stubEnv('STALLPROOF_TEST_VALUE', 'kept');
  const { sink } = spawn({ file: '/usr/bin/env', args: [], env: { ONE: 'this' } });
  vi.unstubAllEnvs();
  await until(() => sink.closed);
  const lines = sink.stdout.trim().split('\n');
  expect(lines).toEqual(expect.arrayContaining(['ONE=this', 'STALLPROOF_TEST_VALUE=kept']));
  expect(lines.filter((line) => /^STALLPROOF_TREE_[0-9a-f]{16}=\d+$/.test(line))).toHaveLength(1);
});

it('runs in the given folder, in a session of its own, with empty input', async () => {
  const { pid, sink } = spawn({ ...shell('pwd; cat; ps -o sid= -o pgid= -p $$'), cwd: folder.path });
  await until(() => sink.closed);
  const [where, ids] = sink.stdout.trim().split('\n');
  expect(where).toBe(folder.path);
  expect(ids?.trim().split(/\s+/)).toEqual([String(pid), String(pid)]);
});

it('gives a child no socket of ours: a guardian whose pipe leaks never sees our end', async () => {
  spawn(behaviours.endless);
  const { pid, child } = spawn(behaviours.endless);
  await until(() => readProc(`/proc/${pid}/comm`)?.toString() === 'sleep\n');
  const links = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => linkOf(pid ?? 0, fd));
  child.signal('SIGKILL');
  expect(links.filter((link) => link.includes('socket:'))).toEqual([
    expect.stringMatching(/^1 /),
    expect.stringMatching(/^2 /),
  ]);
});

it('delivers all output, also what comes right before the exit', async () => {
  const { sink } = spawn(shell('head -c 3000000 /dev/zero; printf end >&2'));
  await until(() => sink.closed);
  expect(sink.stdout).toHaveLength(3_000_000);
  expect(sink.stderr).toBe('end');
});

it('tells output that a descendant writes after the exit', async () => {
  const { sink } = spawn(shell('(sleep 0.2; printf late) & exit 7'));
  await until(() => sink.closed);
  expect(sink.order).toEqual(['exit', 'stdout', 'close']);
  expect(sink.status).toEqual({ kind: 'code', code: 7 });
});

it('asks with SIGTERM, and wakes a stopped tree with SIGCONT', async () => {
  const { child, pid, sink } = spawn(
    shell('trap "printf asked; exit 0" TERM; kill -STOP $$; sleep 0.05; while :; do sleep 0.05; done'),
  );
  await until(() => readStat(pid)?.state === 'T');
  expect(child.treeAlive()).toBe(true);
  child.signal('SIGTERM');
  await world.settle();
  expect(sink.exited).toBe(false);
  child.signal('SIGCONT');
  await until(() => sink.closed);
  expect(sink).toMatchObject({ stdout: 'asked', status: { kind: 'code', code: 0 } });
});

it('identifies nobody under a pid that cannot be', () => {
  for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 30]) expect(host.processes.identity(pid)).toBeUndefined();
  expect(host.processes.identity()).toMatchObject({
    pid: process.pid,
    bootId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    startTime: expect.stringMatching(/^\d+$/),
  });
});

it('calls nobody dead when it is out of file descriptors, and works again afterwards', async () => {
  const program = await bundle('test/node/starved-supervisor.ts', join(folder.path, 'starved.mjs'));
  const script = 'ulimit -n 64; exec "$0" "$1"';
  const answer = execFileSync('/bin/sh', ['-c', script, process.execPath, program], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(JSON.parse(answer)).toEqual({
    alive: true,
    usage: null,
    identity: 'threw',
    starved: { kind: 'not-started', reason: 'cannot start /bin/true: EMFILE' },
    fed: { kind: 'code', code: 0 },
    aliveAfterwards: true,
  });
});

/** A program that is still starting opens and closes its libraries: what is gone again was none of ours. */
function linkOf(pid: number, fd: string): string[] {
  try {
    return [`${fd} ${readlinkSync(`/proc/${pid}/fd/${fd}`)}`];
  } catch {
    return [];
  }
}
