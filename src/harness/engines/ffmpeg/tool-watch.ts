import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cancel, Clock } from '../../../host/clock.js';
import type { ScenarioJob } from '../../../scenario/scenario.js';
import type { FakeEvent } from '../../../script/fake-event.js';
import { readFfmpegArguments } from '../../../script/ffmpeg-arguments.js';
import type { EventSource } from '../process/events-tail.js';
import { FileTail } from '../process/file-tail.js';
import { knownProcess } from '../process/known-processes.js';
import { RealProcess } from './real-process.js';
import { RungReader } from './rung-reader.js';
import type { Source } from './source.js';
import { argumentsFile, feedFifo, STARTS } from './tool-shim.js';

const LOOK_EVERY_MS = 3;

export interface ToolWatchOptions {
  readonly clock: Clock;
  readonly jobs: readonly ScenarioJob[];
  /** Holds the notes of the shims. */
  readonly folder: string;
  readonly sources: ReadonlyMap<string, Source>;
  /** How often a watchdog looks. */
  readonly windowMs: number;
}

/** Follows every real tool of a run from outside and tells what it did, in the words in which a fake tells it. */
export class ToolWatch implements EventSource {
  readonly #options: ToolWatchOptions;
  readonly #onEvent: (event: FakeEvent) => void;
  readonly #starts: FileTail;
  readonly #rungs = new RungReader();
  readonly #running: RealProcess[] = [];
  readonly #reading = new Map<string, RealProcess>();
  readonly #counts = new Map<string, number>();
  #cancel: Cancel = () => {};
  #sinceMs: number;

  constructor(options: ToolWatchOptions, onEvent: (event: FakeEvent) => void) {
    this.#options = options;
    this.#onEvent = onEvent;
    this.#starts = new FileTail(join(options.folder, STARTS), (line) => this.#onStart(line));
    this.#sinceMs = options.clock.now();
    this.#lookAgain();
  }

  look(): void {
    const nowMs = this.#options.clock.now();
    this.#starts.look();
    for (const source of this.#options.sources.values()) source.look();
    for (const process of this.#running) process.look(nowMs);
    this.#sinceMs = nowMs;
  }

  close(): void {
    this.#cancel();
    this.#starts.close();
    for (const process of this.#running) process.close();
  }

  /** Stops the ffmpeg that works for the job; it goes on after a time, or never. */
  freeze(job: string, forMs: number | undefined): void {
    const process = this.#reading.get(job);
    if (process === undefined) return;
    process.signal('SIGSTOP');
    process.tellFrozen();
    if (forMs !== undefined) this.#options.clock.schedule(forMs, () => process.signal('SIGCONT'));
  }

  #lookAgain(): void {
    this.#cancel = this.#options.clock.schedule(LOOK_EVERY_MS, () => {
      this.look();
      this.#lookAgain();
    });
  }

  /** One line of a shim: tool, job, pid, parent, whether its progress can be seen. */
  #onStart(line: string): void {
    const [tool, job = '', pid = '', parentPid = '', seen] = line.split(' ');
    if (tool !== 'ffmpeg' && tool !== 'ffprobe') return;
    const { folder, jobs, sources, windowMs } = this.#options;
    const scripted = jobs.find(({ id }) => id === job);
    const args = readArguments(join(folder, argumentsFile(Number(pid))));
    const isFfmpeg = tool === 'ffmpeg';
    const writesTo = isFfmpeg ? outputOf(args) : undefined;
    const strategy =
      isFfmpeg && scripted !== undefined ? this.#rungs.rungOf(job, scripted.recording, args) : undefined;
    const invocation = (this.#counts.get(`${job} ${tool}`) ?? 0) + 1;
    this.#counts.set(`${job} ${tool}`, invocation);
    const origin = {
      pid: Number(pid),
      tool,
      job,
      invocation,
      ...(strategy !== undefined && { strategy }),
    } as const;
    const known = knownProcess(origin.pid) ?? { pid: origin.pid, startTicks: -1 };
    const process = new RealProcess(
      {
        known,
        origin,
        folder,
        output: scripted?.real?.output === 'fifo' ? undefined : writesTo,
        windowMs,
        storageBytes: scripted?.real?.storageBytes,
        onEvent: this.#onEvent,
      },
      this.#sinceMs,
    );
    this.#onEvent({
      ...origin,
      atMs: this.#sinceMs,
      kind: 'started',
      parentPid: Number(parentPid),
      args,
      ...(writesTo !== undefined && { writesTo }),
      ...(seen === 'unseen' && { hidesProgress: true }),
    });
    this.#running.push(process);
    if (!isFfmpeg) return;
    this.#reading.set(job, process);
    sources.get(job)?.onStarted(join(folder, feedFifo(origin.pid)));
  }
}

function readArguments(path: string): string[] {
  return readFileSync(path, 'utf8').split('\0').slice(0, -1);
}

/** The file that an ffmpeg with these arguments writes; undefined when it writes none. */
function outputOf(args: readonly string[]): string | undefined {
  const { output, outputFormat } = readFfmpegArguments(args);
  if (output === undefined || outputFormat === 'null' || /^(?:-|pipe:.*|\/dev\/.*)$/.test(output))
    return undefined;
  return output.replace(/^file:/, '');
}
