import { once } from 'node:events';
import type { FfmpegCommand } from 'fluent-ffmpeg';
import { assert } from '../../../base/assert.js';
import { argumentsOf } from '../arguments.js';
import type { Contestant, RemuxTask } from '../contestant.js';
import { Stopwatch } from '../stopwatch.js';

/** It reads the statistics that the others do without, and writes input and output itself. */
const REPLACED = ['-nostats', '-progress', 'pipe:1'];

/** @throws where the package is not installed */
export async function withFluentFfmpeg(): Promise<Contestant> {
  const { default: ffmpeg } = await import('fluent-ffmpeg');
  return {
    remux: async (task) => {
      Object.assign(process.env, task.toolEnv);
      const { before, after } = split(task);
      const command = ffmpeg({ logger: undefined })
        .setFfmpegPath(task.ffmpeg)
        .setFfprobePath(task.ffprobe)
        .input(`file:${task.input}`)
        .inputOptions([...before, '-stats'])
        .outputOptions(after)
        .output(`file:${task.output}`);
      let updates = 0;
      command.on('progress', () => {
        updates++;
      });
      const cost = await timed(command);
      assert(updates > 0, 'no progress was seen');
      return cost;
    },
  };
}

async function timed(command: FfmpegCommand) {
  const ended = once(command, 'end');
  const watch = new Stopwatch();
  command.run();
  const [exited] = await Promise.all([exitOf(command).then(() => watch.stop()), ended]);
  return exited;
}

/** It tells of the end only when every pipe is closed; its child is there once it has told of the start. */
async function exitOf(command: FfmpegCommand): Promise<void> {
  await once(command, 'start');
  const { ffmpegProc } = command as unknown as { readonly ffmpegProc: NodeJS.EventEmitter };
  await once(ffmpegProc, 'exit');
}

function split(task: RemuxTask): { readonly before: string[]; readonly after: string[] } {
  const all = argumentsOf(task).filter((argument) => !REPLACED.includes(argument));
  const at = all.indexOf('-i');
  return { before: all.slice(0, at), after: all.slice(at + 2, -1) };
}
