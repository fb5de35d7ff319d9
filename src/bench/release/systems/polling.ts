import { monotonicMs } from '../../../node/clock.js';
import type { ReleaseSystem } from '../job.js';
import { RELEASE } from '../settings.js';
import { GivenBack } from './given-back.js';
import { PlainFfmpeg } from './plain-ffmpeg.js';

/**
 * A watchdog that looks once a tick whether the deadline has passed, as the origin's does, and does everything else as
 * well as can be: it kills the whole group and waits for nothing but the exit. The first tick falls anywhere within
 * one tick, because where a stall falls between two ticks is chance.
 */
export function pollingSystem(): ReleaseSystem {
  const givenBack = new GivenBack();
  const running = new Set<PlainFfmpeg>();
  return {
    run: (job, tell) =>
      givenBack.around(job, tell, async () => {
        const ffmpeg = new PlainFfmpeg(job, tell);
        running.add(ffmpeg);
        let timer: NodeJS.Timeout;
        const look = (): void => {
          if (monotonicMs() >= ffmpeg.deadlineMs) ffmpeg.kill();
          else timer = setTimeout(look, RELEASE.tickMs);
        };
        timer = setTimeout(look, Math.random() * RELEASE.tickMs);
        await ffmpeg.exited;
        clearTimeout(timer);
        running.delete(ffmpeg);
      }),
    abandon: () => {
      for (const ffmpeg of running) ffmpeg.kill();
    },
  };
}
