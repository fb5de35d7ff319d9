import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Tether } from '../../../../src/harness/engines/process/tether.js';

let folder: string;
let tether: Tether;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tether-'));
  const path = join(folder, 'tether');
  await execa('mkfifo', [path]);
  tether = new Tether('job', path);
});
afterEach(() => {
  tether.close();
  rmSync(folder, { recursive: true });
});

it('lives as long as the last process that holds it, descendants included', async () => {
  expect(tether.look()).toBe(false);
  expect(tether.alive).toBe(false);
  // The shell ends at once; the descendant that inherited the tether lives on until its stdin ends.
  const parent = execa(
    'sh',
    ['-c', 'exec 9>"$0"; exec 8<&0; cat <&8 >/dev/null & exit 0', join(folder, 'tether')],
    {
      stdin: 'pipe',
      stdout: 'ignore',
      stderr: 'ignore',
    },
  );
  await new Promise((resolve) => parent.once('exit', resolve));
  tether.look();
  expect(tether.alive).toBe(true);
  parent.stdin.end();
  await vi.waitUntil(() => tether.look(), { timeout: 10_000 });
  expect(tether.alive).toBe(false);
});
