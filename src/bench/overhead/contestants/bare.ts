import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { argumentsOf } from '../arguments.js';
import type { Contestant } from '../contestant.js';
import { Stopwatch } from '../stopwatch.js';

/** ffmpeg with nobody to listen: what all others are measured by. */
export const BARE: Contestant = {
  remux: async (task) => {
    const watch = new Stopwatch();
    const env = { ...process.env, ...task.toolEnv };
    const child = spawn(task.ffmpeg, argumentsOf(task), { stdio: 'ignore', env });
    const [code] = await once(child, 'exit');
    const cost = watch.stop();
    if (code !== 0) throw new Error(`ffmpeg exited with ${code}`);
    return cost;
  },
};
