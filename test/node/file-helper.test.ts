import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from './bundle.js';
import { pidsOf, temporaryFolder, until } from './real-world.js';

const folder = temporaryFolder();
const program = join(folder.path, 'blocked-supervisor.mjs');
const deadMountSupervisor = join(folder.path, 'dead-mount-supervisor.mjs');
const deadMountServer = join(folder.path, 'dead-mount-server.mjs');
const starvedFiles = join(folder.path, 'starved-files.mjs');
const helper = join(folder.path, 'file-helper.cjs');
beforeAll(() =>
  Promise.all([
    bundle('test/node/blocked-supervisor.ts', program),
    bundle('test/node/dead-mount-supervisor.ts', deadMountSupervisor),
    bundle('test/node/dead-mount-server.ts', deadMountServer),
    bundle('test/node/starved-files.ts', starvedFiles),
    bundle('src/node/file-helper.ts', helper),
  ]),
);
afterAll(() => folder.remove());

const supervisors: ChildProcess[] = [];
afterEach(() => {
  for (const supervisor of supervisors.splice(0)) supervisor.kill('SIGKILL');
});

async function supervise(reach: 'local' | 'helper', end: 'exit' | 'stay') {
  const fifo = join(mkdtempSync(join(folder.path, 'f-')), 'fifo');
  execFileSync('mkfifo', [fifo]);
  const supervisor = spawn(process.execPath, [program, reach, fifo, end], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  supervisors.push(supervisor);
  const [said] = await once(supervisor.stdout, 'data');
  return { supervisor, said: String(said).trim() };
}

describe('six files that do not answer', () => {
  it('block a process that operates on them itself, and its exit', async () => {
    const { supervisor, said } = await supervise('local', 'exit');
    expect(said).toBe('blocked');
    await sleep(300);
    expect(supervisor.exitCode).toBeNull();
  });

  it('block only a helper, and neither work nor exit of its supervisor', async () => {
    const { supervisor, said } = await supervise('helper', 'exit');
    expect(said).toBe('answered');
    if (supervisor.exitCode === null) await once(supervisor, 'exit');
    expect(supervisor.exitCode).toBe(0);
    await until(() => pidsOf(helper).length === 0);
  });

  it('leave no helper behind when the supervisor is killed', async () => {
    const { supervisor } = await supervise('helper', 'stay');
    expect(pidsOf(helper)).toHaveLength(1);
    supervisor.kill('SIGKILL');
    await until(() => pidsOf(helper).length === 0);
  });
});

describe('a mount that does not answer', () => {
  /** In a mount namespace of its own: nobody else on this machine shall stumble over the mount. */
  const apart = ['--mount', '--propagation', 'private', '--'];
  const NO_MOUNT = 3;

  function besideDeadMount(end: 'exit' | 'revive', skip: (when: boolean, why: string) => void) {
    skip(spawnSync('unshare', [...apart, 'true']).status !== 0, 'no mount namespace to be had');
    const mount = mkdtempSync(join(folder.path, 'mount-'));
    const command = [process.execPath, deadMountSupervisor, deadMountServer, mount, end];
    const ended = spawnSync('unshare', [...apart, ...command], {
      encoding: 'utf8',
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    skip(ended.status === NO_MOUNT, `no FUSE mount to be had: ${ended.stderr}`);
    return ended;
  }

  it('costs a bounded number of helpers that cannot die, and never the exit', async ({ skip }) => {
    const { status, stdout } = besideDeadMount('exit', skip);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      codes: [...Array<string>(8).fill('ETIMEDOUT'), 'not tried'],
      elsewhere: 'folder',
      mount: expect.stringContaining('/mount-'),
      stuck: 8,
    });
    await until(() => pidsOf(helper).length === 0);
  });

  it('is tried again when its helpers have ended', ({ skip }) => {
    const { status, stdout } = besideDeadMount('revive', skip);
    expect(status).toBe(0);
    expect(stdout.split('\n').slice(1)).toEqual(['{"again":"absent"}', '']);
  });
});

it('costs an operation, and not the supervisor, when no file descriptor is left', () => {
  const script = 'ulimit -n 64; exec "$0" "$1"';
  const answer = execFileSync('/bin/sh', ['-c', script, process.execPath, starvedFiles], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  const { starved, fed } = JSON.parse(answer) as { starved: string[]; fed: string };
  expect(starved[0]).toBe('EIO');
  expect(new Set(starved)).toEqual(new Set(['EIO', 'folder']));
  expect(fed).toBe('folder');
});
