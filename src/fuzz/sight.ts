import type { Evidence } from '../harness/evidence.js';
import type { JobDeed, JobEvent } from '../supervisor/events.js';

/** A moment of a run, whoever told of it. */
export interface Moment {
  /** Its place in the timeline: of two moments at one instant, the earlier one has the lower. */
  readonly at: number;
  readonly atMs: number;
}

type Told<K extends JobDeed['event']> = Extract<JobEvent, { event: K }> & Moment;

/** One run, prepared for many questions about it. */
export class Sight {
  readonly evidence: Evidence;
  /** Where in the timeline the moments of a name are. */
  readonly #places = new Map<string, number[]>();
  readonly #moments = new Map<string, readonly Moment[]>();

  constructor(evidence: Evidence) {
    this.evidence = evidence;
    let at = 0;
    for (const { from, event } of evidence.events) {
      if (from === 'subject') this.#keep(event.event, at);
      else if (from === 'harness') this.#keep(nameOf(event), at);
      at++;
    }
  }

  /** The supervisor's own events of a kind. */
  told<K extends JobDeed['event']>(kind: K): readonly Told<K>[] {
    return this.seen(kind) as unknown as readonly Told<K>[];
  }

  /** What the harness did, as `machine kill`, or saw, as `file-trouble hangs`. */
  seen(name: string): readonly (Moment & { readonly job?: string; readonly name?: string })[] {
    let moments = this.#moments.get(name);
    if (moments === undefined) {
      moments = (this.#places.get(name) ?? []).flatMap((at) => this.#momentAt(at));
      this.#moments.set(name, moments);
    }
    return moments;
  }

  /** Whether, for one job, something of the second kind came after one of the first, and none of the third between. */
  between(first: JobDeed['event'], middle: string, before: JobDeed['event']): boolean {
    return this.told(first).some((start) =>
      this.seen(middle).some(
        (moment) =>
          moment.at > start.at &&
          (moment.job ?? start.jobId) === start.jobId &&
          !this.told(before).some(
            ({ at, jobId }) => jobId === start.jobId && at > start.at && at < moment.at,
          ),
      ),
    );
  }

  #keep(name: string, at: number): void {
    const known = this.#places.get(name);
    if (known === undefined) this.#places.set(name, [at]);
    else known.push(at);
  }

  #momentAt(at: number): Moment[] {
    const entry = this.evidence.events[at];
    return entry === undefined ? [] : [{ ...entry.event, at, atMs: entry.atMs }];
  }
}

function nameOf(event: { readonly kind: string; readonly action?: string; readonly fate?: string }): string {
  const more = event.action ?? event.fate;
  return more === undefined ? event.kind : `${event.kind} ${more}`;
}
