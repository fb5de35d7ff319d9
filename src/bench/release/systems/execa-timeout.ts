import { execa } from 'execa';
import { monotonicMs } from '../../../node/clock.js';
import { Advances } from '../advances.js';
import type { ReleaseSystem } from '../job.js';
import { RELEASE } from '../settings.js';
import { GivenBack } from './given-back.js';
import { argumentsOf, tempOf } from './plain-ffmpeg.js';

const TIMEOUT_MS = RELEASE.stallMs + RELEASE.naiveAllowanceMs;

/** `execa` with its `timeout`, and its defaults for everything else: SIGTERM, and SIGKILL five seconds later. */
export function execaTimeoutSystem(): ReleaseSystem {
  const givenBack = new GivenBack();
  const running = new Set<{ kill(signal: 'SIGKILL'): boolean }>();
  return {
    run: (job, tell) =>
      givenBack.around(job, tell, async () => {
        const atMs = monotonicMs();
        const child = execa(job.ffmpeg, argumentsOf(job), {
          timeout: TIMEOUT_MS,
          reject: false,
          stdin: 'ignore',
        });
        running.add(child);
        tell({ kind: 'spawned', job: job.id, atMs, pid: child.pid, temp: tempOf(job) });
        const advances = new Advances((advancedMs) =>
          tell({ kind: 'advanced', job: job.id, atMs: advancedMs }),
        );
        child.stdout.on('data', (bytes: Uint8Array) => advances.push(bytes));
        await child;
        running.delete(child);
      }),
    abandon: () => {
      for (const child of running) child.kill('SIGKILL');
    },
  };
}
