import { advance, type Maxima, NO_ADVANCE } from '../watchdog/advance.js';
import type { JobEvent } from './events.js';
import { FINAL_STOPS } from './metrics-histograms.js';

/** What the events of one job say of the time in which it holds its slot. */
interface Holder {
  /** Whether an attempt runs or its output is looked at. */
  attempting: boolean;
  maxima: Maxima;
  ended: boolean;
  advancedAtMs: number;
  /** The watchdog has noticed the silence. */
  silent: boolean;
  stop: { readonly why: FinalStop; readonly atMs: number } | undefined;
  quarantined: boolean;
}

export type FinalStop = (typeof FINAL_STOPS)[number];

/** Spans of time that only their end makes known. */
export interface SpanListener {
  /** A silence that the watchdog had noticed ended in progress. */
  recovered(silentForMs: number): void;
  /** The slot of a job whose ffmpeg was stopped for good is free. */
  released(why: FinalStop, afterMs: number): void;
}

/** Follows the jobs that hold slots, from their events alone; it knows no more of them than there are slots. */
export class JobsInSlots {
  readonly #holders = new Map<string, Holder>();
  readonly #on: SpanListener;

  constructor(on: SpanListener) {
    this.#on = on;
  }

  /** Slots that are kept for a process that could not be killed. */
  get quarantined(): number {
    return [...this.#holders.values()].filter(({ quarantined }) => quarantined).length;
  }

  /** The longest time since its last progress of any attempt, 0 when there is none. */
  longestSilenceMs(nowMs: number): number {
    const silencesMs = [...this.#holders.values()]
      .filter(({ attempting }) => attempting)
      .map(({ advancedAtMs }) => nowMs - advancedAtMs);
    return Math.max(0, ...silencesMs);
  }

  observe(event: JobEvent): void {
    if (event.event === 'slot-taken') {
      this.#holders.set(event.jobId, newHolder());
      return;
    }
    const holder = this.#holders.get(event.jobId);
    if (holder === undefined) return;
    if (event.event === 'progress') this.#onProgress(holder, event);
    else if (event.event === 'slot-released') this.#onReleased(holder, event);
    else follow(holder, event);
  }

  #onProgress(holder: Holder, { progress, atMs }: Extract<JobEvent, { event: 'progress' }>): void {
    const maxima = advance(holder.maxima, progress);
    if (maxima === undefined && (holder.ended || !progress.end)) return;
    if (holder.silent) this.#on.recovered(atMs - holder.advancedAtMs);
    holder.maxima = maxima ?? holder.maxima;
    holder.ended ||= progress.end;
    holder.advancedAtMs = atMs;
    holder.silent = false;
  }

  #onReleased({ stop }: Holder, { jobId, atMs }: JobEvent): void {
    this.#holders.delete(jobId);
    if (stop !== undefined) this.#on.released(stop.why, atMs - stop.atMs);
  }
}

function newHolder(): Holder {
  return {
    attempting: false,
    maxima: NO_ADVANCE,
    ended: false,
    advancedAtMs: 0,
    silent: false,
    stop: undefined,
    quarantined: false,
  };
}

function follow(holder: Holder, event: JobEvent): void {
  switch (event.event) {
    case 'attempt-started':
      Object.assign(holder, newHolder(), { attempting: true, advancedAtMs: event.atMs });
      return;
    case 'silent':
      // The watchdog moves the last progress on by the time that this process slept.
      holder.advancedAtMs = event.atMs - event.silentForMs;
      holder.silent = true;
      return;
    case 'stopping': {
      const why = FINAL_STOPS.find((each) => each === event.why);
      if (why !== undefined && event.strategy !== undefined) holder.stop = { why, atMs: event.atMs };
      return;
    }
    case 'unkillable':
      holder.quarantined = true;
      return;
    case 'attempt-ended':
    case 'job-ended':
      holder.attempting = false;
      return;
    default:
  }
}
