import { execFile } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';
import type { Tool } from '../node/find-tools.js';
import type { Machine } from './result.js';

/** `-version` is answered at once; anything slower than this is broken. */
const VERSION_BOUND_MS = 5_000;

export async function describeMachine(ffmpeg: Tool): Promise<Machine> {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    kernel: `${type()} ${release()}`,
    node: process.version,
    ffmpeg: await versionOf(ffmpeg),
    loadAtStart: loadavg()[0] ?? 0,
  };
}

/** The first line that it says of itself, without the copyright. */
async function versionOf({ path, env }: Tool): Promise<string> {
  try {
    const options = { timeout: VERSION_BOUND_MS, env: { ...process.env, ...env } };
    const { stdout } = await promisify(execFile)(path, ['-version'], options);
    return (stdout.split('\n')[0] ?? '').replace(/ Copyright.*/, '');
  } catch {
    return 'unknown';
  }
}
