import { monotonicMs } from '../../../node/clock.js';
import { createNodeHost } from '../../../node/host.js';
import { WATCH_DEFAULTS } from '../../../supervisor/config.js';
import { createSupervisor, type Supervisor } from '../../../supervisor/supervisor.js';
import { meteredHost } from '../../processes/metered-host.js';
import { Advances } from '../advances.js';
import type { ReleaseSystem, StallJob, Tell } from '../job.js';
import { RELEASE } from '../settings.js';

interface Running {
  readonly job: StallJob;
  readonly tell: Tell;
}

/** The supervisor, unchanged, with one set of slots for all jobs. */
export function stallproofSystem(): ReleaseSystem {
  const running = new Map<string, Running>();
  let supervisor: Supervisor | undefined;
  return {
    run: async (job, tell) => {
      running.set(job.id, { job, tell });
      supervisor ??= supervise(job, running);
      const { id, input, output } = job;
      const outcome = await supervisor.remux({ id, input, output });
      running.delete(id);
      if (outcome.kind === 'published') throw new Error('the supervisor published a stalled job');
      if (outcome.kind !== 'stalled')
        throw new Error(`the supervisor saw no stall: ${outcome.cause.message}`);
    },
    // Its processes are guarded: they end with this one.
    abandon: () => {},
  };
}

function supervise({ ffmpeg, ffprobe }: StallJob, running: ReadonlyMap<string, Running>): Supervisor {
  return createSupervisor({
    host: metered(ffmpeg, running),
    config: {
      ffmpeg,
      ffprobe,
      slots: RELEASE.batch,
      probeTimeoutMs: 30_000,
      watch: {
        ...WATCH_DEFAULTS,
        startupGraceMs: RELEASE.graceMs,
        stallTimeoutMs: RELEASE.stallMs,
        tickMs: RELEASE.tickMs,
      },
    },
    onEvent: ({ event, jobId, atMs }) => {
      if (event === 'slot-released') running.get(jobId)?.tell({ kind: 'slot-free', job: jobId, atMs });
    },
  });
}

/** Dates spawn, advances and kill of each ffmpeg before the supervisor does anything with them. */
function metered(ffmpeg: string, running: ReadonlyMap<string, Running>) {
  const spawnedAtMs = new Map<string, number>();
  const tempOf = (args: readonly string[]): string => (args.at(-1) ?? '').replace(/^file:/, '');
  const runningOf = (temp: string): Running | undefined =>
    [...running.values()].find(({ job }) => temp.startsWith(job.output));
  return meteredHost(
    createNodeHost(),
    ({ file, args }) => {
      const found = file === ffmpeg ? runningOf(tempOf(args)) : undefined;
      if (found === undefined) return undefined;
      const { job, tell } = found;
      spawnedAtMs.set(job.id, monotonicMs());
      const advances = new Advances((atMs) => tell({ kind: 'advanced', job: job.id, atMs }));
      return {
        onStdout: (bytes) => advances.push(bytes),
        onKill: () => tell({ kind: 'killing', job: job.id, atMs: monotonicMs() }),
      };
    },
    ({ args }, pid) => {
      const temp = tempOf(args);
      const found = runningOf(temp);
      const atMs = found && spawnedAtMs.get(found.job.id);
      if (found === undefined || atMs === undefined) return;
      found.tell({ kind: 'spawned', job: found.job.id, atMs, pid, temp });
    },
  );
}
