import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { memoryIo } from './memory-io.js';

async function selftest(...args: readonly string[]) {
  const io = memoryIo();
  const code = await runProgram(['selftest', '--fuzz', ...args], io);
  return { code, lines: io.stdout.lines, stdout: io.stdout.text, stderr: io.stderr.text };
}

describe('selftest --fuzz', () => {
  it('prints how long each took to be caught, by whom, and in how many steps', async () => {
    const { code, lines } = await selftest('forgets-lock', 'control', '--runs', '5', '--seed', '1');
    expect(lines[0]).toMatch(/^ +runs +steps {2}caught by$/);
    expect(lines[1]).toMatch(/^✓ control +5 +nobody, as it should be$/);
    expect(lines[2]).toMatch(/^✓ forgets-lock +\d +\d {2}no-litter$/);
    expect(code).toBe(0);
  });

  it('fails when one is not caught, and says which', async () => {
    const { code, lines } = await selftest('sleep-counts', '--runs', '1', '--seed', '1');
    expect(lines).toContain('✗ sleep-counts was not caught by no-false-kill in 1 runs');
    expect(code).toBe(1);
  });

  it('tells machines the same', async () => {
    const { code, stdout } = await selftest('forgets-lock', '--runs', '5', '--json');
    const caught = { oracle: 'no-litter', replays: true };
    expect(JSON.parse(stdout)).toMatchObject({
      v: 1,
      sharp: true,
      seed: 2,
      rows: [{ name: 'forgets-lock', caught }],
    });
    expect(code).toBe(0);
  });

  it('refuses names that it does not know, and options that belong to it alone', async () => {
    expect((await selftest('flawless')).code).toBe(4);
    const io = memoryIo();
    expect(await runProgram(['selftest', '--runs', '5'], io)).toBe(4);
    expect(io.stderr.text).toContain('Add --fuzz.');
  });
});
