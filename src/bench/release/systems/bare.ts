import { createNodeClock } from '../../../node/clock.js';
import type { ReleaseSystem } from '../job.js';
import { PlainFfmpeg } from './plain-ffmpeg.js';

/**
 * Not a supervisor: SIGKILL at the very deadline, and nothing to give back. The time from there to the death of the
 * tree is the kernel's, and the least that anybody needs.
 */
export function bareSystem(): ReleaseSystem {
  const clock = createNodeClock();
  const running = new Set<PlainFfmpeg>();
  return {
    run: async (job, tell) => {
      const ffmpeg = new PlainFfmpeg(job, tell);
      running.add(ffmpeg);
      const arm = (): void => {
        clock.schedule(ffmpeg.deadlineMs - clock.now(), () => {
          if (clock.now() < ffmpeg.deadlineMs) arm();
          else if (running.has(ffmpeg)) ffmpeg.kill();
        });
      };
      arm();
      await ffmpeg.exited;
      running.delete(ffmpeg);
    },
    abandon: () => {
      for (const ffmpeg of running) ffmpeg.kill();
    },
  };
}
