import type { Cancel, Clock } from '../host/clock.js';
import { EventQueue, type PlannedEvent } from './event-queue.js';

/** Simulated time starts here, so that every run writes the same calendar times. */
const EPOCH_MS = Date.UTC(2026, 0, 3);

/**
 * Time that passes only when nothing is left to do at the present instant. Two kinds of events share one
 * queue: the world's, and the supervisor's, which wait while the supervisor is paused.
 */
export class SimClock implements Clock {
  readonly #queue = new EventQueue();
  #nowMs = 0;
  #sequence = 0;
  #paused = false;
  #held: PlannedEvent[] = [];
  /** Counts the supervisors' lives: what was planned for a dead one never reaches the next. */
  #life = 0;
  /** Events that happened; the measure of a run that must not spin. */
  happened = 0;

  now(): number {
    return this.#nowMs;
  }

  wallTime(): Date {
    return new Date(EPOCH_MS + this.#nowMs);
  }

  /** A timer of the supervisor. */
  schedule(delayMs: number, fn: () => void): Cancel {
    if (delayMs === Number.POSITIVE_INFINITY) return () => {};
    return this.#plan(delayMs, this.#forSupervisor(fn, true), true);
  }

  /** Something that the world does by itself, whatever the supervisor does. */
  world(delayMs: number, fn: () => void): Cancel {
    return this.#plan(delayMs, fn, false);
  }

  /** Something that reaches the supervisor now, or, while it is paused, when it goes on. */
  deliver(fn: () => void, settles: boolean): void {
    this.#plan(0, this.#forSupervisor(fn, settles), settles);
  }

  get paused(): boolean {
    return this.#paused;
  }

  pause(): void {
    this.#paused = true;
  }

  /** As in Node, timers that came due meanwhile run first, then what arrived, in its order. */
  resume(): void {
    this.#paused = false;
    const held = this.#held;
    this.#held = [];
    for (const event of held) this.#queue.push(event);
  }

  /** The supervisor dies: nothing that was due to reach it ever will. */
  endSupervisor(): void {
    this.#life++;
    this.#paused = false;
    this.#held = [];
  }

  /**
   * Lets things happen until `done`, or until nothing is planned, or until `untilMs`.
   * @returns why it stopped
   */
  async run(done: () => boolean, untilMs = Number.POSITIVE_INFINITY): Promise<'done' | 'idle' | 'late'> {
    await drain();
    for (;;) {
      if (done()) return 'done';
      const next = this.#queue.peek();
      if (next === undefined) return 'idle';
      if (next.atMs > untilMs) return 'late';
      this.#queue.pop();
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.happened++;
      next.happen();
      if (next.settles) await drain();
    }
  }

  #plan(delayMs: number, happen: () => void, settles: boolean): Cancel {
    const event: PlannedEvent = {
      atMs: this.#nowMs + Math.max(0, delayMs),
      sequence: this.#sequence++,
      happen,
      settles,
      cancelled: false,
    };
    this.#queue.push(event);
    return () => {
      event.cancelled = true;
    };
  }

  #forSupervisor(fn: () => void, settles: boolean): () => void {
    const life = this.#life;
    const reach = (): void => {
      if (life === this.#life) fn();
    };
    return () => {
      if (!this.#paused) reach();
      else this.#held.push({ atMs: 0, sequence: this.#sequence++, happen: reach, settles, cancelled: false });
    };
  }
}

/** One turn of the real event loop: every continuation of a settled promise has run after it. */
function drain(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
