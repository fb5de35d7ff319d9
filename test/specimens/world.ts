import { seededRandom } from '../../src/base/random.js';
import type { FakeEvent } from '../../src/script/fake-event.js';
import type { Step } from '../../src/script/fault.js';
import type { FakeJob } from '../../src/script/plan.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { SimProcesses } from '../../src/sim/sim-processes.js';
import { SimTools } from '../../src/sim/sim-tools.js';
import type { SpecimenOptions } from '../../src/specimens/base-ladder.js';
import { simSpecimenHost } from '../../src/specimens/sim-specimen-host.js';
import type { BuiltSupervisor } from '../../src/specimens/specimen.js';
import { WATCH_DEFAULTS } from '../../src/supervisor/config.js';
import type { JobEvent } from '../../src/supervisor/events.js';
import type { RemuxOutcome } from '../../src/supervisor/outcome.js';
import type { Supervisor } from '../../src/supervisor/supervisor.js';

export const OUTPUT = '/out/film.mp4';

const HOUR_MS = 3_600_000;

/** What the fakes do; what is not said goes well. */
export interface Script {
  readonly default?: readonly Step[];
  readonly fallback?: readonly Step[];
  readonly transcode?: readonly Step[];
  readonly ffprobe?: readonly Step[];
  readonly video?: string;
}

/** One simulated machine with one recording for each script, and a specimen at work on it. */
export class World {
  readonly clock = new SimClock();
  readonly files = new SimFiles(this.clock);
  readonly processes: SimProcesses;
  readonly supervisor: Supervisor;
  readonly events: JobEvent[] = [];
  /** What the fakes did. */
  readonly deeds: FakeEvent[] = [];

  constructor(built: BuiltSupervisor, scripts: readonly Script[], slots = 2) {
    const { clock, files } = this;
    const jobs = scripts.map(fakeJob);
    for (const { input } of jobs) files.entries.set(input, { text: '', sizeBytes: 5e8, modifiedAtMs: 0 });
    this.processes = new SimProcesses({ clock, launch: (command) => tools.launch(command) });
    const { processes } = this;
    const tools = new SimTools({ clock, files, processes, jobs, log: (event) => this.deeds.push(event) });
    const host = simSpecimenHost({ clock, files, processes, random: seededRandom(1) });
    const config: SpecimenOptions['config'] = {
      ffmpeg: '/bin/ffmpeg',
      ffprobe: '/bin/ffprobe',
      slots,
      watch: WATCH_DEFAULTS,
      probeTimeoutMs: 30_000,
    };
    this.supervisor = built.create({ host, config, onEvent: (event) => this.events.push(event) });
  }

  /** Starts a job; `settle` lets time pass. */
  start(index = 0, output = outputOf(index), signal?: AbortSignal): Promise<RemuxOutcome> {
    return this.supervisor.remux({ id: `job-${index}`, input: inputOf(index), output }, signal);
  }

  /** @returns undefined when it does not settle within three hours, or when nothing is left to happen */
  async settle<T>(work: Promise<T>): Promise<T | undefined> {
    let result: T | undefined;
    void work.then((value) => {
      result = value;
    });
    await this.clock.run(() => result !== undefined, this.clock.now() + 3 * HOUR_MS);
    return result;
  }

  remux(): Promise<RemuxOutcome | undefined> {
    return this.settle(this.start());
  }

  text(path: string): string | undefined {
    return this.files.entries.get(path)?.text;
  }

  /** Names in the outputs' folder. */
  left(): string[] {
    return [...this.files.entries.keys()].filter((path) => path.startsWith('/out/')).sort();
  }

  /** Monotonic times of one kind of event. */
  times(kind: JobEvent['event']): number[] {
    return this.events.filter(({ event }) => event === kind).map(({ atMs }) => atMs);
  }

  metrics(): Promise<string> {
    return this.supervisor.registry.metrics();
  }
}

function inputOf(index: number): string {
  return `/in/${index}.ts`;
}

function outputOf(index: number): string {
  return index === 0 ? OUTPUT : `/out/film-${index}.mp4`;
}

function fakeJob({ ffprobe, video = 'h264', ...ffmpeg }: Script, index: number): FakeJob {
  return {
    id: `job-${index}`,
    input: inputOf(index),
    output: outputOf(index),
    tether: '',
    recording: { sizeBytes: 5e8, durationMs: 2_400_000, video, audio: 'ac3', pixelFormat: 'yuv420p' },
    ffmpeg,
    ...(ffprobe !== undefined && { ffprobe }),
  };
}
