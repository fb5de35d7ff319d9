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
  readonly #told = new Map<string, Moment[]>();

  constructor(evidence: Evidence) {
    this.evidence = evidence;
    for (const [at, { from, atMs, event }] of evidence.events.entries()) {
      if (from === 'subject') this.#keep(event.event, { ...event, at, atMs });
      else if (from === 'harness') this.#keep(nameOf(event), { ...event, at, atMs });
    }
  }

  /** The supervisor's own events of a kind. */
  told<K extends JobDeed['event']>(kind: K): readonly Told<K>[] {
    return (this.#told.get(kind) ?? []) as unknown as readonly Told<K>[];
  }

  /** What the harness did, as `machine kill`, or saw, as `file-trouble hangs`. */
  seen(name: string): readonly (Moment & { readonly job?: string; readonly name?: string })[] {
    return this.#told.get(name) ?? [];
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

  #keep(name: string, moment: Moment): void {
    const known = this.#told.get(name);
    if (known === undefined) this.#told.set(name, [moment]);
    else known.push(moment);
  }
}

function nameOf(event: { readonly kind: string; readonly action?: string; readonly fate?: string }): string {
  const more = event.action ?? event.fate;
  return more === undefined ? event.kind : `${event.kind} ${more}`;
}
