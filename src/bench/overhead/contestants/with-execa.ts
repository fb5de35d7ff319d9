import { once } from 'node:events';
import { execa } from 'execa';
import { argumentsOf } from '../arguments.js';
import type { Contestant } from '../contestant.js';
import { ProgressLines } from '../progress-lines.js';
import { Stopwatch } from '../stopwatch.js';

/** execa with its defaults, and progress read by its own iteration over lines. */
export const WITH_EXECA: Contestant = {
  remux: async (task) => {
    const watch = new Stopwatch();
    const child = execa(task.ffmpeg, argumentsOf(task), { env: task.toolEnv, stdin: 'ignore' });
    const exited = once(child, 'exit').then(() => watch.stop());
    const lines = new ProgressLines();
    for await (const line of child) lines.take(line);
    await child;
    lines.check();
    return exited;
  },
};
