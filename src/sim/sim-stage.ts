import type { Strategy } from '../ffmpeg/strategy.js';
import type { FakeDeed, FakeEvent } from '../script/fake-event.js';
import type { LogLevel } from '../script/log-level.js';
import type { MediaState } from '../script/media-state.js';
import type { FakeJob } from '../script/plan.js';
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

/** Logs a deed of that process. */
export function logDeed({ world, role, process }: SimStage, deed: FakeDeed): void {
  world.log({
    atMs: world.clock.now(),
    pid: process.pid,
    tool: role.tool,
    job: role.job,
    invocation: role.invocation,
    ...(role.strategy !== undefined && { strategy: role.strategy }),
    ...deed,
  });
}
