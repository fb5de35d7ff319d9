import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { argumentsOf } from '../arguments.js';
import type { Contestant } from '../contestant.js';
import { ProgressLines } from '../progress-lines.js';
import { Stopwatch } from '../stopwatch.js';

/** Node's own means: pipes, readline, and stderr kept as text. */
export const PLAIN_SPAWN: Contestant = {
  remux: async (task) => {
    const watch = new Stopwatch();
    const env = { ...process.env, ...task.toolEnv };
    const child = spawn(task.ffmpeg, argumentsOf(task), { stdio: ['ignore', 'pipe', 'pipe'], env });
    const lines = new ProgressLines();
    createInterface({ input: child.stdout }).on('line', (line) => lines.take(line));
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const closed = once(child, 'close');
    const [code] = await once(child, 'exit');
    const cost = watch.stop();
    await closed;
    if (code !== 0) throw new Error(`ffmpeg exited with ${code}: ${stderr}`);
    lines.check();
    return cost;
  },
};
