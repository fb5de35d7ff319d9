import { monotonicMs } from '../../node/clock.js';
import type { RemuxCost } from './contestant.js';

/** Reads clock and CPU time of this process at the spawn of ffmpeg and at its exit. */
export class Stopwatch {
  readonly #startedAtMs = monotonicMs();
  readonly #cpu = process.cpuUsage();

  stop(): RemuxCost {
    const wallMs = monotonicMs() - this.#startedAtMs;
    const { user, system } = process.cpuUsage(this.#cpu);
    return { wallMs, ownCpuMs: (user + system) / 1000 };
  }
}
