import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { remuxArgs } from '../../../ffmpeg/remux-args.js';
import { monotonicMs } from '../../../node/clock.js';
import { Advances } from '../advances.js';
import type { StallJob, Tell } from '../job.js';
import { RELEASE } from '../settings.js';

const STREAMS = { video: 0 };

export function tempOf({ output }: StallJob): string {
  return `${output}.tmp`;
}

export function argumentsOf(job: StallJob): string[] {
  return remuxArgs('default', { input: job.input, output: tempOf(job), streams: STREAMS });
}

/** An ffmpeg in a process group of its own, whose progress is read, and which somebody else has to end. */
export class PlainFfmpeg {
  readonly exited: Promise<unknown>;
  readonly #child: ChildProcess;
  readonly #job: StallJob;
  readonly #tell: Tell;
  #deadlineMs: number;

  constructor(job: StallJob, tell: Tell) {
    this.#job = job;
    this.#tell = tell;
    const atMs = monotonicMs();
    this.#deadlineMs = atMs + Math.max(RELEASE.graceMs, RELEASE.stallMs);
    this.#child = spawn(job.ffmpeg, argumentsOf(job), { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = once(this.#child, 'exit');
    tell({ kind: 'spawned', job: job.id, atMs, pid: this.#child.pid, temp: tempOf(job) });
    const advances = new Advances((advancedMs) => this.#advanced(advancedMs));
    this.#child.stdout?.on('data', (bytes: Uint8Array) => advances.push(bytes));
    this.#child.stderr?.resume();
  }

  /** When it counts as stalled, as things are now. */
  get deadlineMs(): number {
    return this.#deadlineMs;
  }

  kill(): void {
    this.#tell({ kind: 'killing', job: this.#job.id, atMs: monotonicMs() });
    try {
      process.kill(-(this.#child.pid ?? 0), 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }

  #advanced(atMs: number): void {
    this.#deadlineMs = Math.max(this.#deadlineMs, atMs + RELEASE.stallMs);
    this.#tell({ kind: 'advanced', job: this.#job.id, atMs });
  }
}
