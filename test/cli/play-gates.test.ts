import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { runProgram } from '../../src/cli/program.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

async function gates(...args: string[]) {
  const io = memoryIo(process.env as Record<string, string>);
  const code = await runProgram(['gates', ...args, '--out', folder.in('out'), '--no-browser'], io);
  return { code, stderr: io.stderr.text };
}

describe('gates', () => {
  it('needs a folder, and logs and a policy that are there', async () => {
    mkdirSync(folder.in('corpus'));
    writeFileSync(folder.in('policy.json'), '{}');
    expect(await gates(folder.in('none'))).toMatchObject({
      code: EXIT.usage,
      stderr: expect.stringContaining('is no folder'),
    });
    expect(await gates(folder.in('corpus'), '--log', folder.in('none'))).toMatchObject({
      ...{ code: EXIT.usage, stderr: expect.stringContaining('is not there') },
    });
    expect(await gates(folder.in('corpus'), '--policy', folder.in('policy.json'))).toMatchObject({
      ...{ code: EXIT.usage, stderr: expect.stringContaining('is no policy') },
    });
    expect(existsSync(folder.in('out'))).toBe(false);
  });

  it('says so where there are no recordings', async () => {
    mkdirSync(folder.in('empty'));
    expect(await gates(folder.in('empty'))).toMatchObject({
      ...{ code: EXIT.nothingRan, stderr: expect.stringContaining('no recordings') },
    });
  });
});
