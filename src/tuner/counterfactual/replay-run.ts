import { seededRandom } from '../../base/random.js';
import type { Host } from '../../host/host.js';
import type { FakeJob } from '../../script/plan.js';
import { SimClock } from '../../sim/sim-clock.js';
import { SimFiles } from '../../sim/sim-files.js';
import { SimProcesses } from '../../sim/sim-processes.js';
import { SimTools } from '../../sim/sim-tools.js';
import { SUPERVISOR_DEFAULTS, WATCH_DEFAULTS } from '../../supervisor/config.js';
import { createSupervisor } from '../../supervisor/supervisor.js';
import type { Setting } from '../setting.js';
import type { Beats } from './beats.js';
import { scriptOf } from './script.js';

/** What the supervisor made of a run. Times count from the spawn, in the run's own time. */
export interface ReplayVerdict {
  /** When it was called stalled; undefined: it was left alone. */
  readonly killedAtMs: number | undefined;
  /** The last sign of progress before that. */
  readonly silentSinceMs: number;
}

/** What a job may take in all is no threshold of the watchdog: here it never ends a run. */
const NO_LIMIT_MS = 1e12;

const RECORDING_BYTES = 1e9;
const INPUT = '/in/job.ts';
const OUTPUT = '/out/job.mp4';

/**
 * Plays a run against the production supervisor, from probe to verdict, in simulated time.
 * @throws {Error} when the supervisor comes to no end with it: a bug
 */
export async function replayRun(run: Beats, setting: Setting): Promise<ReplayVerdict> {
  const { host, clock } = simulatedMachine(fakeJob(run));
  let verdict: ReplayVerdict | undefined;
  const supervisor = createSupervisor({
    host,
    config: {
      ffmpeg: '/bin/ffmpeg',
      ffprobe: '/bin/ffprobe',
      slots: 1,
      watch: { ...setting, tickMs: WATCH_DEFAULTS.tickMs },
      probeTimeoutMs: SUPERVISOR_DEFAULTS.probeTimeoutMs,
      totalTimeoutMs: NO_LIMIT_MS,
    },
    onEvent: (event) => {
      if (event.event === 'stalled') {
        const { ranForMs, silentForMs } = event.stall;
        verdict = { killedAtMs: ranForMs, silentSinceMs: ranForMs - silentForMs };
      } else if (event.event === 'attempt-ended') {
        verdict ??= { killedAtMs: undefined, silentSinceMs: run.end.atMs };
      }
    },
  });
  void supervisor.remux({ id: 'job', input: INPUT, output: OUTPUT, recordingId: 'job' });
  const ended = await clock.run(() => verdict !== undefined);
  if (verdict === undefined) throw new Error(`internal error: a replay was ${ended} without a verdict`);
  return verdict;
}

function fakeJob(run: Beats): FakeJob {
  return {
    id: 'job',
    input: INPUT,
    output: OUTPUT,
    tether: '',
    recording: {
      sizeBytes: RECORDING_BYTES,
      durationMs: run.expectedDurationMs,
      video: 'h264',
      audio: 'ac3',
      pixelFormat: 'yuv420p',
    },
    ffmpeg: { default: scriptOf(run) },
  };
}

function simulatedMachine(job: FakeJob): { readonly host: Host; readonly clock: SimClock } {
  const clock = new SimClock();
  const files = new SimFiles(clock);
  const processes = new SimProcesses({ clock, launch: (command) => tools.launch(command) });
  const tools = new SimTools({ clock, files, processes, jobs: [job], log: () => {} });
  files.entries.set(job.input, { text: '', sizeBytes: job.recording.sizeBytes, modifiedAtMs: 0 });
  return { host: { clock, files, processes, random: seededRandom(1) }, clock };
}
