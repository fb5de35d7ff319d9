import { posix } from 'node:path';
import type { Command } from '../host/processes.js';
import { type FfmpegArguments, readFfmpegArguments } from '../script/ffmpeg-arguments.js';
import { describeMedia, describeRecording } from '../script/ffprobe-description.js';
import { readProbeArguments } from '../script/ffprobe-request.js';
import { DEFAULT_LOG_LEVEL } from '../script/log-level.js';
import { openMedia } from '../script/media-state.js';
import { outputCodecs } from '../script/output-codecs.js';
import type { FakeJob } from '../script/plan.js';
import { excerptOf, filesOf, listedFiles, type RecordingExcerpt } from '../script/recording-parts.js';
import { DEFAULT_REACTION, POLITE_SIGNALS } from '../script/signal-reaction.js';
import { step } from '../script/vocabulary.js';
import { CommandReadings } from './command-readings.js';
import { probeReply } from './probe-replies.js';
import { SimActor } from './sim-actor.js';
import type { SimProcess } from './sim-process.js';
import type { Launch, SimPipes } from './sim-processes.js';
import { SimDeeds, type SimReply, type SimRole, type SimStage, type SimWorld } from './sim-stage.js';

/** JSON that says nothing: what ffprobe prints of a file that it cannot read. */
const NOTHING = '{\n\n}\n';

const ffmpegReadings = new CommandReadings(readFfmpegArguments, (read) => read);
const probeReadings = new CommandReadings(readProbeArguments, (read) => ({
  input: read.ok ? read.request.input : undefined,
}));

/** The fake ffmpeg and ffprobe of simulated time: other actors, the same scripts and answers. */
export class SimTools {
  readonly #world: SimWorld;
  /** Invocations so far, by tool and job; the options of the first copying attempt, by job. */
  readonly #counts = new Map<string, number>();
  readonly #writers = new Map<string, FakeJob>();
  readonly #firstCopy = new Map<string, string>();

  constructor(world: SimWorld) {
    this.#world = world;
  }

  readonly launch: Launch = (command: Command) => {
    const tool = posix.basename(command.file);
    if (tool === 'ffmpeg') return (process, pipes) => this.#playFfmpeg(command.args, process, pipes);
    if (tool === 'ffprobe') return (process, pipes) => this.#playFfprobe(command.args, process, pipes);
    return undefined;
  };

  #playFfmpeg(args: readonly string[], process: SimProcess, pipes: SimPipes): void {
    const { reading: read, input = '', output, kind } = ffmpegReadings.of(args);
    const found = this.#inputAt(localPath(input));
    if (found === undefined || read.problem !== undefined) {
      process.end({ code: 1 });
      return;
    }
    const { job, recording } = found;
    const role: SimRole = {
      tool: 'ffmpeg',
      job: job.id,
      invocation: this.#count(`ffmpeg ${job.id}`),
      strategy: this.#rung(job, kind, read),
      ...(output !== undefined && { output: localPath(output) }),
      ...outputCodecs(read, job.recording),
      logLevel: read.logLevel,
    };
    if (role.output !== undefined) this.#writers.set(role.output, job);
    const stage: SimStage = { world: this.#world, role, process, pipes, media: openMedia(recording) };
    new SimDeeds(stage).log({
      kind: 'started',
      parentPid: this.#world.processes.self.pid,
      args,
      ...writesTo(role),
    });
    const steps = job.ffmpeg[role.strategy ?? 'default'] ?? [step('complete')];
    new SimActor(stage, false).play(steps, [
      { op: 'trap', signals: POLITE_SIGNALS, reaction: DEFAULT_REACTION },
    ]);
  }

  #playFfprobe(args: readonly string[], process: SimProcess, pipes: SimPipes): void {
    const { reading: read, input = '', kind } = probeReadings.of(args);
    const path = localPath(input);
    const recorded = this.#inputAt(path);
    const job = recorded?.job ?? this.#writerOf(path);
    if (job === undefined || !read.ok) {
      process.end({ code: 1 });
      return;
    }
    const role: SimRole = {
      tool: 'ffprobe',
      job: job.id,
      invocation: this.#count(`ffprobe ${job.id}`),
      logLevel: DEFAULT_LOG_LEVEL,
    };
    const answer = (): SimReply => {
      const { request } = read;
      if (recorded !== undefined) {
        const { recording, offsetMs } = recorded;
        const describe = (name: string) => describeRecording(name, recording, offsetMs);
        return {
          stdout: probeReply(kind, request, path, [recording, offsetMs], describe),
          stderr: '',
          code: 0,
        };
      }
      const file = this.#world.files.entries.get(path);
      if (file?.media === undefined)
        return { stdout: NOTHING, stderr: `${path}: moov atom not found\n`, code: 1 };
      const { sizeBytes, media } = file;
      const describe = (name: string) => describeMedia(name, sizeBytes, media);
      return { stdout: probeReply(kind, request, path, [sizeBytes, media], describe), stderr: '', code: 0 };
    };
    const stage: SimStage = {
      world: this.#world,
      role,
      process,
      pipes,
      media: openMedia(job.recording),
      answer,
    };
    new SimDeeds(stage).log({ kind: 'started', parentPid: this.#world.processes.self.pid, args });
    const steps = (recorded === undefined ? job.ffprobeOutput : job.ffprobe) ?? [step('answer')];
    new SimActor(stage, false).play(steps);
  }

  /** The job whose recording, or part of it, or list of its parts has that name, and what is played then. */
  #inputAt(path: string): ({ readonly job: FakeJob } & RecordingExcerpt) | undefined {
    const { jobs, files } = this.#world;
    const text = files.entries.get(path)?.text;
    const listed = text ? listedFiles(text).map(localPath) : [];
    for (const job of jobs) {
      const held = filesOf(job).filter((file) => file === path || listed.includes(file));
      if (held.length > 0) return { job, ...excerptOf(job, held) };
    }
    return undefined;
  }

  /** Jobs can share an output: what stands under a temporary name is of the one that wrote it. */
  #writerOf(path: string): FakeJob | undefined {
    return this.#writers.get(path) ?? this.#world.jobs.find(({ output }) => path.startsWith(output));
  }

  #count(series: string): number {
    const count = (this.#counts.get(series) ?? 0) + 1;
    this.#counts.set(series, count);
    return count;
  }

  /** As the real fakes tell it: the first copy is the default, and so is any with the very same options. */
  #rung(job: FakeJob, options: string, read: FfmpegArguments) {
    const encodes = job.recording.video !== undefined && read.takesVideo && read.videoEncoder !== 'copy';
    if (encodes) return 'transcode' as const;
    const first = this.#firstCopy.get(job.id) ?? options;
    this.#firstCopy.set(job.id, first);
    return first === options ? ('default' as const) : ('fallback' as const);
  }
}

function writesTo(role: SimRole): { writesTo?: string } {
  return role.output === undefined ? {} : { writesTo: role.output };
}

function localPath(given: string): string {
  return given.replace(/^file:/, '');
}
