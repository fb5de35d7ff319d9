import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { JobWatch } from '../../../src/bench/release/job-watch.js';
import { monotonicMs } from '../../../src/node/clock.js';
import { tempFolder } from '../../cli/temp-folder.js';

const folder = tempFolder();

it('dates the death of the last holder of the tether, and each file that goes', async () => {
  const [tether, output] = [folder.in('tether'), folder.in('out.mp4')];
  execFileSync('mkfifo', [tether]);
  const watch = new JobWatch(output, tether);
  expect(watch.freed()).toEqual({ treeMs: undefined, lockMs: undefined, tempMs: undefined });
  writeFileSync(`${output}.lock`, '');
  writeFileSync(`${output}.tmp`, '');
  watch.expect(`${output}.tmp`);
  // The shell ends at once; its child holds on for a while.
  const shell = spawn('/bin/sh', ['-c', 'exec 9>"$1"; sleep 0.3 & exit 0', 'sh', tether], {
    stdio: 'ignore',
  });
  await once(shell, 'exit');
  const exitedMs = monotonicMs();
  expect(watch.freed().treeMs).toBeUndefined();
  await watch.treeGone;
  const { treeMs } = watch.freed();
  expect(treeMs).toBeGreaterThan(exitedMs);
  rmSync(`${output}.tmp`);
  await until(() => watch.freed().tempMs !== undefined);
  rmSync(`${output}.lock`);
  await until(() => watch.freed().lockMs !== undefined);
  const freed = watch.freed();
  expect(freed.treeMs).toBe(treeMs);
  expect(freed.tempMs).toBeGreaterThanOrEqual(treeMs ?? 0);
  expect(freed.lockMs).toBeGreaterThanOrEqual(freed.tempMs ?? 0);
  watch.close();
});

async function until(condition: () => boolean): Promise<void> {
  const limitMs = monotonicMs() + 10_000;
  while (!condition()) {
    if (monotonicMs() > limitMs) throw new Error(`never: ${condition}`);
    await sleep(5);
  }
}
