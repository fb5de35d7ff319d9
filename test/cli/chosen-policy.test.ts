import { chmodSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chosenPolicy } from '../../src/cli/chosen-policy.js';
import { DEFAULT_POLICY, type RemuxPolicy } from '../../src/ffmpeg/policy.js';
import { createNodeHost } from '../../src/node/host.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();
const host = createNodeHost();

function program(name: string, says: string) {
  const path = folder.in(name);
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path, 0o755);
  return { path, env: {} };
}

function written(policy: RemuxPolicy): string {
  const file = folder.in('policy.json');
  writeFileSync(file, JSON.stringify(policy));
  return file;
}

const { strategies } = DEFAULT_POLICY;
const WITH_RULES: RemuxPolicy = {
  ...DEFAULT_POLICY,
  strategies: {
    ...strategies,
    default: {
      ...strategies.default,
      versions: [{ from: '6.0', flags: { output: { movflags: 'new' } }, why: '' }],
    },
  },
};

describe('the policy of a job', () => {
  it('is the shipped one where none is named', async () => {
    expect(await chosenPolicy({}, { path: '/none', env: {} }, host)).toEqual({});
  });

  it('is taken from a file; ffmpeg is asked nothing where nothing depends on it', async () => {
    const { policy } = await chosenPolicy(
      { policy: written(DEFAULT_POLICY) },
      { path: '/none', env: {} },
      host,
    );
    expect(policy).toEqual(DEFAULT_POLICY);
  });

  it('is that for the version of ffmpeg', async () => {
    const movflags = async (says: string) => {
      const { policy } = await chosenPolicy({ policy: written(WITH_RULES) }, program('ffmpeg', says), host);
      return policy?.strategies.default.flags.output.movflags;
    };
    expect(await movflags('ffmpeg version 7.1 Copyright')).toBe('new');
    expect(await movflags('ffmpeg version 5.1.9 Copyright')).toBe('+faststart');
  });

  it('is refused where it needs a version that nobody tells, and where it is none', async () => {
    const silent = program('silent', 'hello');
    await expect(chosenPolicy({ policy: written(WITH_RULES) }, silent, host)).rejects.toThrow(
      /does not tell its own/,
    );
    await expect(chosenPolicy({ policy: folder.in('none.json') }, silent, host)).rejects.toThrow(
      /cannot be read/,
    );
  });
});
