import pidusage from 'pidusage';
import type { Clock } from '../../../host/clock.js';
import { TICK_MS } from '../../../node/proc-stat.js';
import { IDLE_WINDOW_MS } from '../../tolerance.js';

const SAMPLE_EVERY_MS = 100;

/** What a fake has just done may still keep the subject busy for this long. */
const SETTLE_MS = 250;

interface Sample {
  readonly atMs: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
}

/** Measures one subject process from outside: its CPU while the fakes are silent, and its memory. */
export class UsageMeter {
  readonly #clock: Clock;
  #last: Sample | undefined;
  #nextMs = 0;
  #busy = false;
  #activeAtMs: number;
  #windowMs = 0;
  #windowCpuMs = 0;
  #quietestShare: number | undefined;
  #baseBytes: number | undefined;
  #peakBytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#activeAtMs = Number.POSITIVE_INFINITY;
  }

  /** A fake did something, or none lives, or the subject was stopped: what it uses now is not idling. */
  active(atMs: number): void {
    this.#activeAtMs = atMs;
  }

  /** From now on growth counts: the subject has started its first ffmpeg. */
  begin(): void {
    this.#baseBytes ??= this.#last?.memoryBytes;
  }

  /** Takes a sample when one is due. */
  look(pid: number | undefined): void {
    const nowMs = this.#clock.now();
    if (pid === undefined || this.#busy || nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + SAMPLE_EVERY_MS;
    this.#busy = true;
    pidusage(pid)
      .then(({ ctime, memory }) => this.#take({ atMs: this.#clock.now(), cpuMs: ctime, memoryBytes: memory }))
      // It has ended.
      .catch(() => {
        this.#last = undefined;
      })
      .finally(() => {
        this.#busy = false;
      });
  }

  /**
   * Share of one core in the quietest window of silence, as far as the kernel's ticks prove it: who polls is busy in
   * all of them, but on a loaded machine work from before the silence is caught up on in it. Undefined when it was
   * too short for one.
   */
  get idleCpuShare(): number | undefined {
    return this.#quietestShare;
  }

  get memoryGrowthBytes(): number | undefined {
    return this.#baseBytes === undefined ? undefined : Math.max(0, this.#peakBytes - this.#baseBytes);
  }

  #take(sample: Sample): void {
    const last = this.#last;
    this.#last = sample;
    if (this.#baseBytes !== undefined) this.#peakBytes = Math.max(this.#peakBytes, sample.memoryBytes);
    if (last === undefined || last.atMs < this.#activeAtMs + SETTLE_MS) {
      this.#beginWindow();
      return;
    }
    this.#windowMs += sample.atMs - last.atMs;
    this.#windowCpuMs += Math.max(0, sample.cpuMs - last.cpuMs);
    if (this.#windowMs < IDLE_WINDOW_MS) return;
    // A tick that was all but used up before the window began counts whole in it.
    const share = Math.max(0, this.#windowCpuMs - TICK_MS) / this.#windowMs;
    this.#quietestShare = Math.min(this.#quietestShare ?? share, share);
    this.#beginWindow();
  }

  #beginWindow(): void {
    this.#windowMs = 0;
    this.#windowCpuMs = 0;
  }
}
