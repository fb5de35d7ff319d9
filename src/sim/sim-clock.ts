import { assert } from '../base/assert.js';
import type { Cancel, Clock } from '../host/clock.js';
import { EventQueue, type PlannedEvent } from './event-queue.js';

/** Simulated time starts here, so that every run writes the same calendar times. */
const EPOCH_MS = Date.UTC(2026, 0, 3);

/** Hands something to the supervisor; `settles`: it may settle promises. */
export type Deliver = (fn: () => void, settles: boolean) => void;

/** Before anything else that is planned: what waited for the supervisor to go on. */
const AT_ONCE_MS = { timer: -2, arrival: -1, world: 0 } as const;

/** More events at one instant are a program that spins: the longest flood in small pieces comes to fewer. */
const MOST_AT_ONCE = 100_000;

/** Turns of the real event loop are rare, and frequent enough for a person who presses Ctrl-C. */
const DRAINS_PER_TURN = 10_000;

/** Of all clocks together: a campaign is many short runs, each with a clock of its own. */
let drains = 0;

/**
 * Time that passes only when nothing is left to do at the present instant. Two kinds of events share one
 * queue: the world's, and the supervisor's, which wait while the supervisor is paused.
 */
export class SimClock implements Clock {
  readonly #queue = new EventQueue();
  #nowMs = 0;
  /** By how much the calendar has jumped. */
  #jumpedMs = 0;
  #sequence = 0;
  #paused = false;
  /** What came due for the supervisor while it was paused, in this order. */
  #held: PlannedEvent[] = [];
  /** Counts the supervisors' lives: what was planned for a dead one never reaches the next. */
  #life = 0;

  /** Events that happened; the measure of a run that must not spin. */
  happened = 0;

  now(): number {
    return this.#nowMs;
  }

  wallTime(): Date {
    return new Date(this.wallTimeMs());
  }

  wallTimeMs(): number {
    return Math.floor(EPOCH_MS + this.#nowMs + this.#jumpedMs);
  }

  /** Somebody sets the calendar, or a time server does. Nothing comes due sooner or later for it. */
  jumpCalendar(byMs: number): void {
    this.#jumpedMs += byMs;
  }

  /** A timer of the supervisor. */
  schedule(delayMs: number, fn: () => void): Cancel {
    assert(!Number.isNaN(delayMs), 'a delay is not a number');
    if (delayMs === Number.POSITIVE_INFINITY) return () => {};
    const event = this.#plan(delayMs, fn, true, 'timer');
    return () => {
      event.cancelled = true;
    };
  }

  /** Something that the world does by itself, whatever the supervisor does. */
  world(delayMs: number, fn: () => void): void {
    this.#plan(delayMs, fn, false, 'world');
  }

  /** Something that reaches the supervisor now, or, while it is paused, when it goes on. */
  deliver(fn: () => void, settles: boolean): void {
    this.#plan(0, fn, settles, 'arrival');
  }

  /** The same for what the present supervisor asked for: once it is dead, nothing of it reaches anybody. */
  mailbox(): Deliver {
    const life = this.#life;
    return (fn, settles) => {
      if (life === this.#life) this.deliver(fn, settles);
    };
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
    for (const event of held) {
      event.atMs = AT_ONCE_MS[event.kind];
      event.sequence = this.#sequence++;
      this.#queue.push(event);
    }
  }

  /** The supervisor dies: nothing that was due to reach it ever will. */
  endSupervisor(): void {
    this.#life++;
    this.#paused = false;
    this.#held = [];
  }

  /**
   * Lets things happen until `done`, or until nothing is planned any more, or until `untilMs` has come.
   * @returns why it stopped; `spinning` when more happens at one instant than `MOST_AT_ONCE`
   */
  async run(
    done: () => boolean,
    untilMs = Number.POSITIVE_INFINITY,
  ): Promise<'done' | 'idle' | 'late' | 'spinning'> {
    await drain();
    for (let atOnce = 0; ; ) {
      if (done()) return 'done';
      const next = this.#queue.peek();
      if (next === undefined || next.atMs > untilMs) {
        if (Number.isFinite(untilMs)) this.#nowMs = Math.max(this.#nowMs, untilMs);
        return next === undefined ? 'idle' : 'late';
      }
      this.#queue.pop();
      atOnce = next.atMs > this.#nowMs ? 0 : atOnce + 1;
      if (atOnce > MOST_AT_ONCE) return 'spinning';
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.happened++;
      this.#happen(next);
      if (next.settles) await this.#drain();
    }
  }

  /** Now and then the real event loop has its turn too, so that a signal to this program is heard. */
  #drain(): Promise<void> {
    drains++;
    return drains % DRAINS_PER_TURN === 0 ? turn() : drain();
  }

  /** What is held back is the same event: whoever takes it back meanwhile is heard. */
  #happen(event: PlannedEvent): void {
    if (event.kind !== 'world') {
      if (event.life !== this.#life) return;
      if (this.#paused) {
        this.#held.push(event);
        return;
      }
    }
    event.happen();
  }

  #plan(delayMs: number, happen: () => void, settles: boolean, kind: PlannedEvent['kind']): PlannedEvent {
    const event: PlannedEvent = {
      atMs: this.#nowMs + Math.max(0, delayMs),
      sequence: this.#sequence++,
      happen,
      settles,
      kind,
      life: this.#life,
      cancelled: false,
    };
    this.#queue.push(event);
    return event;
  }
}

/**
 * Every continuation of a settled promise has run after it: Node calls a tick only once no microtask is left. That costs
 * a fraction of a turn of the event loop, which would wait for the operating system.
 */
function drain(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
