import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SubjectNotStartedError } from '../../../../src/harness/engines/process/subject-not-started.js';
import { SubjectProcess } from '../../../../src/harness/engines/process/subject-process.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stallproof-subject-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(...command: string[]): Promise<unknown> {
  const origin = { subject: 'mine', file: 'mine.yaml', key: 'command' } as const;
  const env = { PATH: '/usr/bin:/bin' };
  return SubjectProcess.start({ command, env, cwd: folder, origin }, { onExit: () => {} });
}

function script(name: string, firstLine: string, mode: number): string {
  const file = join(folder, name);
  writeFileSync(file, `${firstLine}\n`);
  chmodSync(file, mode);
  return file;
}

describe('a subject that cannot be started', () => {
  it('is told with the key of the manifest, and how to mend it', async () => {
    const refusal = start('no-such-program', '--stall', '90s');
    await expect(refusal).rejects.toBeInstanceOf(SubjectNotStartedError);
    await expect(refusal).rejects.toMatchObject({
      message: 'the subject mine could not be started: no-such-program is not on PATH',
      hint: expect.stringMatching(/^Mend "command" in mine\.yaml: .*absolute path\. \{folder\}\/NAME/),
    });
  });

  it('is told what is wrong with a path', async () => {
    await expect(start('/nowhere/supervisor')).rejects.toThrow(/there is no \/nowhere\/supervisor$/);
    await expect(start(script('closed', '#!/bin/sh', 0o644))).rejects.toThrow(/closed is not executable$/);
    script('broken', '#!/nowhere/sh', 0o755);
    await expect(start('./broken')).rejects.toThrow(/the interpreter that \.\/broken asks for is missing$/);
  });
});
