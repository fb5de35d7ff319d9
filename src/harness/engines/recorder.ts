import type { Clock } from '../../host/clock.js';
import type { FakeEvent } from '../../script/fake-event.js';
import type { JobEvent } from '../../supervisor/events.js';
import type { EvidenceEvent, HarnessEvent } from '../evidence.js';

/** A run that floods is cut here; its first events tell enough. */
const MAX_EVENTS = 200_000;

/** Gathers what happens into one timeline. Everything is stamped by one clock, the machine's monotonic one. */
export class Recorder {
  readonly #clock: Clock;
  readonly #events: EvidenceEvent[] = [];
  /** Events beyond the bound. */
  dropped = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  harness(event: HarnessEvent, atMs = this.#clock.now()): void {
    this.#add({ from: 'harness', atMs, event });
  }

  /** Stamped when it arrives: what the subject says of the time is its own account. */
  subject(event: JobEvent): void {
    this.#add({ from: 'subject', atMs: this.#clock.now(), event });
  }

  fake(event: FakeEvent): void {
    this.#add({ from: 'fake', atMs: event.atMs, event });
  }

  /** In order of time. Events of one instant keep the order in which they came to be known. */
  timeline(): EvidenceEvent[] {
    return this.#events.toSorted((a, b) => a.atMs - b.atMs);
  }

  #add(event: EvidenceEvent): void {
    if (this.#events.length < MAX_EVENTS) this.#events.push(event);
    else this.dropped += 1;
  }
}
