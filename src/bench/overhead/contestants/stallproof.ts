import type { Host } from '../../../host/host.js';
import { monotonicMs } from '../../../node/clock.js';
import { createNodeHost } from '../../../node/host.js';
import { SUPERVISOR_DEFAULTS } from '../../../supervisor/config.js';
import { createSupervisor } from '../../../supervisor/supervisor.js';
import { meteredHost } from '../../processes/metered-host.js';
import type { Contestant, RemuxCost, RemuxTask } from '../contestant.js';
import { Stopwatch } from '../stopwatch.js';

/** The supervisor with its defaults, and every event heard. */
export function stallproof(): Contestant {
  const host = createNodeHost();
  return { remux: (task) => remux(host, task) };
}

/** What is read off while one job runs. */
interface Readings {
  ffmpegStartedMs: number;
  ffmpegEndedMs: number;
  publishingMs: number;
  cost: RemuxCost | undefined;
}

async function remux(host: Host, task: RemuxTask): Promise<RemuxCost> {
  const readings: Readings = { ffmpegStartedMs: 0, ffmpegEndedMs: 0, publishingMs: 0, cost: undefined };
  const { ffmpeg, ffprobe, toolEnv, input, output } = task;
  const supervisor = createSupervisor({
    host: metered(host, ffmpeg, readings),
    config: { ...SUPERVISOR_DEFAULTS, ffmpeg, ffprobe, toolEnv },
    onEvent: (event) => {
      if (event.event === 'publishing') readings.publishingMs = event.atMs;
    },
  });
  const watch = new Stopwatch();
  const acceptedMs = monotonicMs();
  const outcome = await supervisor.remux({ input, output });
  const endedMs = monotonicMs();
  const job = watch.stop();
  if (outcome.kind !== 'published') throw new Error(`the supervisor says ${outcome.cause.message}`);
  if (readings.cost === undefined) throw new Error('ffmpeg was never seen');
  return {
    ...readings.cost,
    phases: {
      probeMs: readings.ffmpegStartedMs - acceptedMs,
      verifyMs: readings.publishingMs - readings.ffmpegEndedMs,
      publishMs: endedMs - readings.publishingMs,
      jobCpuMs: job.ownCpuMs,
    },
  };
}

/** The same host, with a stopwatch on ffmpeg. */
function metered(host: Host, ffmpeg: string, readings: Readings): Host {
  return meteredHost(host, ({ file }) => {
    if (file !== ffmpeg) return undefined;
    const watch = new Stopwatch();
    readings.ffmpegStartedMs = monotonicMs();
    return {
      onExit: () => {
        readings.cost = watch.stop();
        readings.ffmpegEndedMs = monotonicMs();
      },
    };
  });
}
