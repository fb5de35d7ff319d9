import { describe, expect, it } from 'vitest';
import { InterruptedError, runTool } from '../../../src/gates/measure/run-tool.js';
import { createNodeHost } from '../../../src/node/host.js';

const host = createNodeHost();
const LONG_MS = 60_000;
const shell = (script: string, more: Partial<Parameters<typeof runTool>[1]> = {}) =>
  runTool(host, { file: '/bin/sh', args: ['-c', script], timeoutMs: LONG_MS, ...more });

describe('a tool', () => {
  it('is read to its end', async () => {
    const lines: string[] = [];
    const result = await shell('echo out; echo one >&2; printf two >&2; exit 3', {
      onStderrLine: (line) => lines.push(line),
    });
    expect(result).toEqual({ exit: '3', stdout: 'out\n', stderr: 'one\ntwo' });
    expect(lines).toEqual(['one', 'two']);
  });

  it('is ended when its time is over, with everything that it started', async () => {
    expect(await shell('sleep 600 & sleep 600', { timeoutMs: 200 })).toMatchObject({ exit: 'timeout' });
  });

  it('is ended when it talks without end', async () => {
    expect(await shell('exec yes')).toMatchObject({ exit: 'too-much-output' });
  });

  it('that is not there is told apart from one that fails', async () => {
    const { exit } = await runTool(host, { file: '/none/such', args: [], timeoutMs: LONG_MS });
    expect(exit).toMatch(/not started/);
  });

  it('is ended with this run, and its result is none', async () => {
    const controller = new AbortController();
    const running = shell('echo started; exec sleep 600', {
      signal: controller.signal,
      onStdout: () => controller.abort(),
    });
    await expect(running).rejects.toThrow(InterruptedError);
    await expect(shell('exit 0', { signal: controller.signal })).rejects.toThrow(InterruptedError);
  });
});
