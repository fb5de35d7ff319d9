import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gateTools } from '../../src/cli/gates-tools.js';
import { createNodeHost } from '../../src/node/host.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();
const host = createNodeHost();

function pair(name: string, version: string): string {
  const home = folder.in(name);
  mkdirSync(home);
  for (const tool of ['ffmpeg', 'ffprobe']) {
    writeFileSync(path.join(home, tool), `#!/bin/sh\necho '${tool} version ${version} Copyright'\n`);
    chmodSync(path.join(home, tool), 0o755);
  }
  return home;
}

let onPath = '';
beforeAll(() => {
  onPath = pair('path', '9.8');
});
const find = (...named: string[]) =>
  gateTools(host, memoryIo({ ...process.env, PATH: onPath } as Record<string, string>), named);

describe('the binaries to try', () => {
  it('are those of PATH, the packaged ones, and those that are named', async () => {
    const tools = await find(path.join(pair('more', '7.7'), 'ffmpeg'));
    expect(tools.map(({ name }) => name)).toEqual(['9.8', expect.stringMatching(/static/), '7.7']);
    expect(tools[2]?.ffprobe).toBe(path.join(folder.in('more'), 'ffprobe'));
  });

  it('are judged by one ffprobe', async () => {
    const judges = (await find()).map(({ judge }) => judge.ffprobe);
    expect(new Set(judges).size).toBe(1);
  });

  it('are tried once each', async () => {
    expect(await find(path.join(onPath, 'ffmpeg'))).toHaveLength(2);
  });

  it('have to be executable, and to say what they are', async () => {
    await expect(find(folder.in('none'))).rejects.toThrow(/--ffmpeg names no usable ffmpeg/);
    const silent = pair('silent', '').concat('/ffmpeg');
    await expect(find(silent)).rejects.toThrow(/does not say which ffmpeg it is/);
  });
});
