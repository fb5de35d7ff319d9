import type { Strategy } from '../ffmpeg/strategy.js';
import type { FakeDeed, FakeEvent, FakeIdentity } from '../script/fake-event.js';
import type { LogLevel } from '../script/log-level.js';
import type { MediaState } from '../script/media-state.js';
import type { FakeJob } from '../script/plan.js';
import type { PrintedBlock } from '../script/progress-block.js';
import type { SimClock } from './sim-clock.js';
import type { SimFiles } from './sim-files.js';
import type { SimProcess } from './sim-process.js';
import type { SimPipes, SimProcesses } from './sim-processes.js';

/** The simulated machine, as the fakes see it. */
export interface SimWorld {
  readonly clock: SimClock;
  readonly files: SimFiles;
  readonly processes: SimProcesses;
  readonly jobs: readonly FakeJob[];
  /** Takes what a fake did, when it did it. */
  log(event: FakeEvent): void;
  /** The two deeds that come with every block, for a world that has no need of them as events. Default: `log`. */
  readonly often?: {
    output(who: FakeIdentity, bytes: number, complete: boolean): void;
    progress(who: FakeIdentity, block: PrintedBlock): void;
  };
}

/** Who a simulated fake is. */
export interface SimRole {
  readonly tool: 'ffmpeg' | 'ffprobe';
  readonly job: string;
  readonly invocation: number;
  readonly strategy?: Strategy;
  readonly output?: string;
  /** Codecs of the output; absent: no such stream. */
  readonly video?: string;
  readonly audio?: string;
  readonly logLevel: LogLevel;
}

/** ffprobe's answer to what its arguments ask. */
export interface SimReply {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Everything one simulated process consists of. */
export interface SimStage {
  readonly world: SimWorld;
  readonly role: SimRole;
  readonly process: SimProcess;
  /** Undefined for a descendant that holds none. */
  readonly pipes: SimPipes | undefined;
  readonly media: MediaState;
  readonly answer?: () => SimReply;
}

/** Logs the deeds of one process. */
export class SimDeeds {
  readonly #world: SimWorld;
  readonly #who: FakeIdentity;

  constructor({ world, role, process }: SimStage) {
    const { tool, job, invocation, strategy } = role;
    this.#world = world;
    this.#who = { pid: process.pid, tool, job, invocation, ...(strategy !== undefined && { strategy }) };
  }

  log(deed: FakeDeed): void {
    this.#world.log({ atMs: this.#world.clock.now(), ...this.#who, ...deed });
  }

  output(bytes: number, complete: boolean): void {
    const { often } = this.#world;
    if (often === undefined) this.log({ kind: 'output', bytes, complete });
    else often.output(this.#who, bytes, complete);
  }

  progress(block: PrintedBlock): void {
    const { often } = this.#world;
    if (often !== undefined) {
      often.progress(this.#who, block);
      return;
    }
    const { outTimeUs, totalSizeBytes, end } = block;
    this.log({
      kind: 'progress',
      ...(outTimeUs !== undefined && { outTimeUs }),
      ...(totalSizeBytes !== undefined && { totalSizeBytes }),
      end,
    });
  }
}
