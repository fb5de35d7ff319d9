import type { Clock } from '../../host/clock.js';
import type { FakeEvent, FakeIdentity } from '../../script/fake-event.js';
import type { PrintedBlock } from '../../script/progress-block.js';
import type { JobEvent } from '../../supervisor/events.js';
import type { EvidenceEvent, HarnessEvent } from '../evidence.js';
import { EventTape } from './event-tape.js';

/** A run that floods is cut here; its first events tell enough. */
const MAX_EVENTS = 200_000;

/** Gathers what happens into one timeline. Everything is stamped by one clock, the machine's monotonic one. */
export class Recorder {
  readonly #clock: Clock;
  readonly #tape = new EventTape();
  /** Events beyond the bound. */
  dropped = 0;
  #latestMs = Number.NEGATIVE_INFINITY;
  #isInOrder = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  harness(event: HarnessEvent, atMs = this.#clock.now()): void {
    if (this.#admits(atMs)) this.#tape.harness({ from: 'harness', atMs, event });
  }

  /** Stamped when it arrives: what the subject says of the time is its own account. */
  subject(event: JobEvent): void {
    const atMs = this.#clock.now();
    if (this.#admits(atMs)) this.#tape.subject(atMs, this.#clock.wallTimeMs(), event);
  }

  fake(event: FakeEvent): void {
    if (this.#admits(event.atMs)) this.#tape.fake(event);
  }

  /** What a fake of simulated time wrote just now. */
  output(who: FakeIdentity, bytes: number, complete: boolean): void {
    const atMs = this.#clock.now();
    if (this.#admits(atMs)) this.#tape.output(atMs, who, bytes, complete);
  }

  /** The block that a fake of simulated time printed just now. */
  progress(who: FakeIdentity, block: PrintedBlock): void {
    const atMs = this.#clock.now();
    if (this.#admits(atMs)) this.#tape.progress(atMs, who, block);
  }

  /** In order of time. Events of one instant keep the order in which they came to be known. */
  timeline(): readonly EvidenceEvent[] {
    const events = this.#tape.toArray();
    return this.#isInOrder ? events : events.sort((a, b) => a.atMs - b.atMs);
  }

  #admits(atMs: number): boolean {
    if (this.#tape.length >= MAX_EVENTS) {
      this.dropped += 1;
      return false;
    }
    if (atMs < this.#latestMs) this.#isInOrder = false;
    else this.#latestMs = atMs;
    return true;
  }
}
