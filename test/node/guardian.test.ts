import { type ChildProcess, spawn as spawnPlain } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deathSignalLauncher } from '../../src/node/death-signal.js';
import { Guardian } from '../../src/node/guardian.js';
import { readStat } from '../../src/node/proc-stat.js';
import { bundle } from './bundle.js';
import { leadsGroup, pidsOf, runs, sleepers, temporaryFolder, until } from './real-world.js';

const folder = temporaryFolder();
const program = join(folder.path, 'doomed-supervisor.mjs');
beforeAll(() => bundle('test/node/doomed-supervisor.ts', program));
afterAll(() => folder.remove());

let markCount = 0;
/** A number of seconds that no other sleep on this machine has. */
const newMark = (): string => `${process.pid}${++markCount}.5`;

const supervisors: ChildProcess[] = [];
afterEach(() => {
  for (const supervisor of supervisors.splice(0)) supervisor.kill('SIGKILL');
});

async function supervise(...scripts: string[]): Promise<ChildProcess & { readonly pid: number }> {
  const supervisor = spawnPlain(process.execPath, [program, ...scripts], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  supervisors.push(supervisor);
  await once(supervisor.stdout, 'data');
  return supervisor as ChildProcess & { readonly pid: number };
}

/** The shell that guards this supervisor: its only child that is called so. */
function guardianOf(supervisor: number): number {
  const found = pidsOf('stallproof-guardian').filter((pid) => readStat(pid)?.parentPid === supervisor);
  expect(found).toHaveLength(1);
  return found[0] ?? 0;
}

describe('the death of the supervisor', () => {
  it('ends a wrapper and all in its group', async () => {
    const mark = newMark();
    const supervisor = await supervise(`sleep ${mark} & sleep ${mark} & echo; sleep ${mark}; true`);
    await until(() => sleepers(mark).length === 3);
    supervisor.kill('SIGKILL');
    await until(() => pidsOf(mark).length === 0);
  });

  it('ends who left the group, with pipes or without, whatever became of its parent', async () => {
    const mark = newMark();
    const supervisor = await supervise(
      `setsid sleep ${mark} & echo; sleep ${mark}; true`,
      `setsid sh -c 'sleep ${mark} >/dev/null 2>&1 &'; echo; exit 0`,
    );
    await until(() => sleepers(mark).length === 3);
    expect(sleepers(mark).filter(leadsGroup)).toHaveLength(1);
    supervisor.kill('SIGKILL');
    await until(() => pidsOf(mark).length === 0);
  });

  it('ends a direct child without any guardian, where the kernel can be asked to', async ({ skip }) => {
    skip(deathSignalLauncher().length === 0, 'no setpriv');
    const mark = newMark();
    const supervisor = await supervise(`echo; exec sleep ${mark}`);
    await until(() => sleepers(mark).length === 1);
    const guardian = guardianOf(supervisor.pid);
    process.kill(guardian, 'SIGSTOP');
    supervisor.kill('SIGKILL');
    await until(() => pidsOf(mark).length === 0);
    expect(runs(guardian)).toBe(true);
    process.kill(guardian, 'SIGCONT');
    await until(() => !runs(guardian));
  });

  it('ends those that ignore polite signals', async () => {
    const mark = newMark();
    const supervisor = await supervise(`trap '' TERM HUP INT PIPE; echo; while :; do sleep ${mark}; done`);
    supervisor.kill('SIGKILL');
    await until(() => pidsOf(mark).length === 0);
  });

  it('ends a child that was abandoned, also when this process simply ends', async () => {
    const mark = newMark();
    const supervisor = await supervise('echo; exec sleep 2', `echo; sleep ${mark}; true # abandon`);
    const guardian = guardianOf(supervisor.pid);
    await once(supervisor, 'exit');
    expect(supervisor.exitCode).toBe(0);
    await until(() => pidsOf(mark).length === 0 && !runs(guardian));
  });
});

describe('the guardian', () => {
  it('has a session of its own, and shrugs off what a terminal sends', async () => {
    const mark = newMark();
    const supervisor = await supervise(`echo; sleep ${mark}; true`);
    const guardian = guardianOf(supervisor.pid);
    expect(readStat(guardian)?.group).toBe(guardian);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGTSTP'] as const)
      process.kill(guardian, signal);
    supervisor.kill('SIGKILL');
    await until(() => pidsOf(mark).length === 0 && !runs(guardian));
  });

  it('goes with its supervisor, which it does not keep alive', async () => {
    const supervisor = await supervise('echo; exit 0');
    await once(supervisor, 'exit');
    expect(supervisor.exitCode).toBe(0);
    await until(() =>
      pidsOf('stallproof-guardian').every((pid) => readStat(pid)?.parentPid !== supervisor.pid),
    );
  });

  it('is replaced when it dies, and the new one knows the groups', async () => {
    const mark = newMark();
    const supervisor = await supervise(`sleep ${mark} & echo; sleep ${mark}; true`);
    const first = guardianOf(supervisor.pid);
    process.kill(first, 'SIGKILL');
    await until(() =>
      pidsOf('stallproof-guardian').some((pid) => readStat(pid)?.parentPid === supervisor.pid),
    );
    expect(guardianOf(supervisor.pid)).not.toBe(first);
    supervisor.kill('SIGKILL');
    await until(() => pidsOf(mark).length === 0);
  });

  it('is not replaced for ever', async () => {
    const guardian = new Guardian('STALLPROOF_TREE_TEST');
    guardian.start();
    guardian.watch(2 ** 30);
    const seen = new Set<number>();
    await until(() => {
      const { pid } = guardian;
      if (pid !== undefined && !seen.has(pid)) process.kill(pid, 'SIGKILL');
      if (pid !== undefined) seen.add(pid);
      return pid === undefined;
    });
    expect(seen.size).toBe(8);
    guardian.start();
    expect(guardian.pid).toBeUndefined();
  });

  it('forgets a group that was released', async () => {
    const mark = newMark();
    const bystander = spawnPlain('/bin/sleep', [mark], { detached: true, stdio: 'ignore' });
    const supervisor = await supervise(`echo; sleep ${newMark()}; true`);
    // The same script, fed by hand: one group registered and released, one never seen.
    const [, , script = '', ...rest] = readFileSync(
      `/proc/${guardianOf(supervisor.pid)}/cmdline`,
      'utf8',
    ).split('\0');
    const shell = spawnPlain('/bin/sh', ['-c', script, ...rest.slice(0, 1), 'NO_SUCH_COOKIE'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const others = Array.from({ length: 1_000 }, (_, i) => 2 ** 30 + i);
    const groups = [...others, bystander.pid];
    shell.stdin.end(
      [...groups.map((group) => `+${group}`), ...groups.map((group) => `-${group}`), ''].join('\n'),
    );
    await once(shell, 'exit');
    expect(runs(bystander.pid ?? 0)).toBe(true);
    bystander.kill('SIGKILL');
  });
});
