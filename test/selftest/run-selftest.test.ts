import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

interface Answer {
  readonly sharp: boolean;
  readonly rows: readonly { readonly name: string; readonly accusations: readonly unknown[] }[];
}

it('catches every known-bad supervisor by the oracle that its flaw concerns, and accuses the good one of nothing', async () => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['dist/cli/main.js', 'selftest', '--quick', '--json'],
    { maxBuffer: 64 * 1024 * 1024 },
  ).catch((failed: { stdout: string; stderr: string }) => failed);
  const answer = JSON.parse(stdout) as Answer;
  expect(answer.sharp, stderr).toBe(true);
  expect(answer.rows.length).toBeGreaterThanOrEqual(25);
  expect(answer.rows.find(({ name }) => name === 'control')?.accusations).toEqual([]);
}, 240_000);
