import { monotonicMs } from '../node/clock.js';
import type { Tools } from '../node/find-tools.js';
import type { Part } from './part.js';
import {
  BENCH_REPORT_VERSION,
  type BenchMode,
  type BenchReport,
  type Machine,
  type Observation,
  type PartName,
  type PartResult,
  type Ratio,
} from './result.js';
import type { BenchWorkspace } from './workspace.js';

/** How far a benchmark is. */
export interface BenchProgress {
  readonly part: PartName;
  /** Repetitions of this part, of those that were asked for last. */
  readonly done: number;
  readonly total: number;
  /** Of everything that is planned. */
  readonly leftMs: number;
}

export interface BenchRunOptions {
  readonly mode: BenchMode;
  readonly tools: Tools;
  readonly machine: Machine;
  readonly workspace: BenchWorkspace;
  readonly fakesFolder: string;
  /** When this is used up, no further repetition begins. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BenchProgress) => void;
}

/** Some work on a part. */
export interface Assignment {
  readonly part: Part;
  readonly repetitions: number;
}

interface Measured {
  readonly observations: Observation[];
  readonly notes: Set<string>;
}

/** A benchmark while it is being measured: more can always be added. */
export class BenchRun {
  readonly #options: BenchRunOptions;
  readonly #startedMs = monotonicMs();
  readonly #startedAt = new Date();
  readonly #measured = new Map<Part, Measured>();

  constructor(options: BenchRunOptions) {
    this.#options = options;
  }

  get timeLeft(): boolean {
    return monotonicMs() - this.#startedMs < this.#options.budgetMs && !this.#options.signal.aborted;
  }

  /** Measures one part after the other; what was measured before is kept. */
  async measure(assignments: readonly Assignment[]): Promise<void> {
    for (const [index, assignment] of assignments.entries()) {
      if (this.#options.signal.aborted) return;
      await this.#measureOne(assignment, assignments.slice(index + 1));
    }
  }

  results(): PartResult[] {
    return [...this.#measured].map(([part, { observations, notes }]) => ({
      part: part.name,
      title: part.title,
      ...part.summarise(observations),
      notes: [...notes],
    }));
  }

  ratios(): Ratio[] {
    return this.results().flatMap(({ ratios }) => ratios);
  }

  report(): BenchReport {
    return {
      v: BENCH_REPORT_VERSION,
      mode: this.#options.mode,
      startedAt: this.#startedAt.toISOString(),
      elapsedMs: Math.round(monotonicMs() - this.#startedMs),
      machine: this.#options.machine,
      parts: this.results(),
    };
  }

  async #measureOne({ part, repetitions }: Assignment, later: readonly Assignment[]): Promise<void> {
    const measured = this.#measured.get(part) ?? { observations: [], notes: new Set<string>() };
    this.#measured.set(part, measured);
    if (!this.timeLeft) {
      measured.notes.add('not all was measured: the time was used up');
      return;
    }
    const laterMs = later.reduce((sum, assignment) => sum + plannedMs(assignment, this.#options.mode), 0);
    const tell = this.#teller({ part, repetitions }, laterMs);
    let done = 0;
    tell(done);
    const { mode, tools, workspace, fakesFolder, signal } = this.#options;
    const observations = await part.collect({
      mode,
      tools,
      workspace,
      fakesFolder,
      repetitions,
      signal,
      mayGoOn: () => this.timeLeft,
      repetitionDone: () => tell(++done),
      note: (sentence) => measured.notes.add(sentence),
    });
    if (done < repetitions) measured.notes.add(`${done} of ${repetitions} repetitions: the time was used up`);
    const offset = Math.max(-1, ...measured.observations.map(({ repetition }) => repetition)) + 1;
    for (const observation of observations) {
      measured.observations.push({ ...observation, repetition: observation.repetition + offset });
    }
  }

  #teller({ part, repetitions }: Assignment, laterMs: number): (done: number) => void {
    const { mode, budgetMs, onProgress } = this.#options;
    const startedMs = monotonicMs();
    return (done) => {
      const nowMs = monotonicMs();
      const eachMs = done > 0 ? (nowMs - startedMs) / done : part.plan(mode).repetitionMs;
      const plannedLeftMs = eachMs * (repetitions - done) + laterMs;
      const leftMs = Math.min(plannedLeftMs, Math.max(0, this.#startedMs + budgetMs - nowMs));
      onProgress({ part: part.name, done, total: repetitions, leftMs });
    };
  }
}

function plannedMs({ part, repetitions }: Assignment, mode: BenchMode): number {
  return part.plan(mode).repetitionMs * repetitions;
}
