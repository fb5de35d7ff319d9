import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findRealTools } from '../../../../src/harness/engines/ffmpeg/real-tools.js';
import type { Tool, Tools } from '../../../../src/node/find-tools.js';

const folder = mkdtempSync(join(tmpdir(), 'stallproof-tools-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tool(name: string, says: string): Tool {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho "${says}"\n`);
  chmodSync(path, 0o755);
  return { path, origin: 'path', env: {} };
}

function tools(name: string, says = `ffmpeg version ${name} Copyright`): Tools {
  return { ffmpeg: tool(name, says), ffprobe: tool(`probe-${name}`, says) };
}

const env = { PATH: folder };

describe('findRealTools', () => {
  it('finds the one on PATH and the packaged one, and asks each for its version', async () => {
    const asked: (string | undefined)[] = [];
    const { tools: found } = await findRealTools({ env }, async (options) => {
      asked.push(options.env?.PATH);
      return options.env?.PATH === '' ? tools('N-47683-gabc') : tools('5.1.9-0+deb12u1');
    });
    expect(found.map(({ version }) => version)).toEqual(['5.1.9-0+deb12u1', 'N-47683-gabc']);
    expect(asked).toEqual([folder, '']);
  });

  it('takes one that is found in both places once', async () => {
    const same = tools('5.1');
    expect((await findRealTools({ env }, async () => same)).tools).toHaveLength(1);
  });

  it('goes on with what there is, and tells why there is none', async () => {
    const { tools: found, problems } = await findRealTools({ env }, async (options) => {
      if (options.env?.PATH === '') throw new Error('the packaged one is missing');
      return tools('broken', 'nonsense');
    });
    expect(found).toEqual([]);
    expect(problems).toEqual([
      expect.stringMatching(/does not tell its version/),
      'the packaged one is missing',
    ]);
  });

  it.each([
    ['by option', { env, ffmpeg: '/x' }],
    ['in the environment', { env: { ...env, STALLPROOF_FFMPEG: '/x' } }],
  ])('takes one that is named %s alone, or refuses it', async (_, options) => {
    const asked: unknown[] = [];
    const found = await findRealTools(options, async (given) => {
      asked.push(given);
      return tools('6.0');
    });
    expect([asked, found.tools.length]).toEqual([[options], 1]);
    const refused = findRealTools(options, async () => {
      throw new Error('/x cannot be executed');
    });
    await expect(refused).rejects.toThrow('/x cannot be executed');
  });
});
