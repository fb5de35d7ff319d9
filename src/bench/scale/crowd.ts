import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeClock } from '../../node/clock.js';
import { createNodeHost } from '../../node/host.js';
import type { JobEvent } from '../../supervisor/events.js';
import { Slots } from '../../supervisor/slots.js';
import { createSupervisor, type Supervisor } from '../../supervisor/supervisor.js';
import { stallTimeoutMs, TICK_MS } from './settings.js';
import type { Stubs } from './stub.js';

/** So many jobs are on their way to their ffmpeg at the same time. */
const STARTING = 4;

/** Never the reason why anything ends. */
const LONG_MS = 600_000;

/** Many jobs of one supervisor, and when each of them was told of and freed. */
export class Crowd {
  readonly #clock = createNodeClock();
  readonly #supervisor: Supervisor;
  readonly #starts = new Slots(STARTING);
  readonly #onStarted = new Map<string, () => void>();
  readonly #advancedMs = new Map<string, number>();
  readonly #slotFreeMs = new Map<string, number>();
  readonly #lockFreeMs = new Map<string, number>();
  readonly #outcomes: Promise<string>[] = [];
  readonly #stallMs: number;
  readonly #jobs: number;
  #allAdvanced = (): void => {};

  constructor(jobs: number, stubs: Stubs) {
    this.#jobs = jobs;
    this.#stallMs = stallTimeoutMs(jobs);
    this.#supervisor = createSupervisor({
      host: createNodeHost(),
      config: {
        ...stubs,
        slots: jobs,
        probeTimeoutMs: LONG_MS,
        totalTimeoutMs: LONG_MS,
        watch: { startupGraceMs: 0, stallTimeoutMs: this.#stallMs, tickMs: TICK_MS, finaliseMs: LONG_MS },
      },
      onEvent: (event) => this.#hear(event),
    });
  }

  /** Resolves when the ffmpeg of every job runs. All outputs go to one folder, as those of a library do. */
  async start(folder: string): Promise<void> {
    const starts = Array.from({ length: this.#jobs }, async (_, index) => {
      const start = await this.#starts.acquire();
      const id = String(index);
      const input = join(folder, `in-${id}.ts`);
      writeFileSync(input, 'a recording');
      const started = new Promise<void>((resolve) => this.#onStarted.set(id, resolve));
      const outcome = this.#supervisor.remux({ id, input, output: join(folder, `out-${id}.mp4`) });
      this.#outcomes.push(
        outcome.then((ended) => (ended.kind === 'published' ? ended.kind : ended.cause.message)),
      );
      await Promise.race([started, outcome]);
      start?.release();
    });
    await Promise.all(starts);
  }

  /**
   * Resolves when every job has told of an advance.
   * @throws when one ended before: then this machine takes longer to start them than the first one may be silent
   */
  advanced(): Promise<void> {
    const all = new Promise<void>((resolve) => {
      this.#allAdvanced = resolve;
      this.#checkAdvanced();
    });
    const tooEarly = Promise.race(this.#outcomes).then((outcome) => {
      throw new Error(`a job ended before all were there: ${outcome}`);
    });
    return Promise.race([all, tooEarly]);
  }

  /**
   * When all is over: by job, how long after its deadline its slot and its lock were free.
   * @throws when a job ended as anything but a stall
   */
  async freed(): Promise<{ readonly slotMs: number[]; readonly lockMs: number[] }> {
    const outcomes = await Promise.all(this.#outcomes);
    const wrong = outcomes.filter((outcome) => !outcome.startsWith('stalled'));
    if (wrong.length > 0) throw new Error(`${wrong.length} of ${this.#jobs} jobs did not stall: ${wrong[0]}`);
    const after = (freeMs: ReadonlyMap<string, number>): number[] =>
      [...this.#advancedMs].map(
        ([id, advancedMs]) => (freeMs.get(id) ?? Number.NaN) - advancedMs - this.#stallMs,
      );
    return { slotMs: after(this.#slotFreeMs), lockMs: after(this.#lockFreeMs) };
  }

  #hear({ event, jobId, atMs }: JobEvent): void {
    switch (event) {
      case 'attempt-started':
        this.#onStarted.get(jobId)?.();
        return;
      case 'progress':
        this.#advancedMs.set(jobId, this.#clock.now());
        this.#checkAdvanced();
        return;
      case 'slot-released':
        this.#slotFreeMs.set(jobId, atMs);
        return;
      case 'lock-released':
        this.#lockFreeMs.set(jobId, atMs);
        return;
      default:
    }
  }

  #checkAdvanced(): void {
    if (this.#advancedMs.size === this.#jobs) this.#allAdvanced();
  }
}
