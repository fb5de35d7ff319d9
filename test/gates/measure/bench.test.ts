import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Bench, runFfmpeg, ToolGoneError } from '../../../src/gates/measure/bench.js';
import { stepCache } from '../../../src/gates/step-cache.js';
import { createNodeHost } from '../../../src/node/host.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('takes a tool that went away for no measurement', async () => {
  const file = path.join(folder, 'ffmpeg');
  writeFileSync(file, '#!/bin/sh\nexit 3\n');
  chmodSync(file, 0o755);
  const version = { name: '5.1', release: '5.1' };
  const judge = { ffprobe: file, env: {}, version };
  const bench: Bench = {
    ...{ host: createNodeHost(), folder, cache: stepCache(path.join(folder, 'cache')), signal: undefined },
    tools: { name: '5.1', ffmpeg: file, ffprobe: file, env: {}, version, probeVersion: version, judge },
  };
  expect((await runFfmpeg(bench, [])).exit).toBe('3');
  rmSync(file);
  await expect(runFfmpeg(bench, [])).rejects.toThrow(ToolGoneError);
});
