import type { FakeEvent, FakeIdentity } from '../../script/fake-event.js';
import type { PrintedBlock } from '../../script/progress-block.js';
import type { JobEvent } from '../../supervisor/events.js';
import { isoTime } from '../../supervisor/iso-time.js';
import type { EvidenceEvent } from '../evidence.js';
import { NumberTape } from './number-tape.js';

type Written = Extract<FakeEvent, { kind: 'output' }>;
type Printed = Extract<FakeEvent, { kind: 'progress' }>;
type Told = Extract<JobEvent, { event: 'progress' }>;

/** What all that a supervisor tells of one attempt has in common. */
type Teller = Pick<Told, 'v' | 'jobId' | 'recordingId' | 'strategy'>;

/** The kinds of rows. A row begins with its kind, and whose it is. */
const WRITTEN = 0;
const PRINTED = 1;
const TOLD = 2;

/** Stands in a row for a value that is not there; no event has it. */
const ABSENT = Number.NEGATIVE_INFINITY;

/**
 * Events in the order in which they came to be known. A job of hours consists of three kinds that come with every block:
 * these are kept as rows of numbers, and are events again for who reads them. As objects they would cost more than all
 * that happens in simulated time.
 */
export class EventTape {
  /** Each an event, or where its row begins. */
  readonly #entries: (EvidenceEvent | number)[] = [];
  readonly #rows = new NumberTape();
  readonly #doers: FakeIdentity[] = [];
  #latestWho: FakeIdentity | undefined;
  #latestDoer = 0;
  readonly #tellers: Teller[] = [];
  readonly #times: string[] = [];

  get length(): number {
    return this.#entries.length;
  }

  harness(event: Extract<EvidenceEvent, { from: 'harness' }>): void {
    this.#entries.push(event);
  }

  fake(event: FakeEvent): void {
    const { kind, atMs } = event;
    if (kind === 'progress') this.progress(atMs, event, event);
    else if (kind === 'output') this.output(atMs, event, event.bytes, event.complete);
    else this.#entries.push({ from: 'fake', atMs, event });
  }

  output(atMs: number, who: FakeIdentity, bytes: number, complete: boolean): void {
    const row = this.#begin(WRITTEN, this.#doerOf(who), atMs);
    row.push(bytes);
    row.push(Number(complete));
  }

  progress(
    atMs: number,
    who: FakeIdentity,
    block: Pick<PrintedBlock, 'outTimeUs' | 'totalSizeBytes' | 'end'>,
  ): void {
    const row = this.#begin(PRINTED, this.#doerOf(who), atMs);
    row.push(block.outTimeUs ?? ABSENT);
    row.push(block.totalSizeBytes ?? ABSENT);
    row.push(Number(block.end));
  }

  /** `wallMs`: the calendar time at which it was told. */
  subject(atMs: number, wallMs: number, event: JobEvent): void {
    if (event.event === 'progress') this.#addTold(atMs, wallMs, event);
    else this.#entries.push({ from: 'subject', atMs, event });
  }

  toArray(): EvidenceEvent[] {
    return this.#entries.map((entry) => (typeof entry === 'number' ? this.#read(entry) : entry));
  }

  #addTold(atMs: number, wallMs: number, event: Told): void {
    const { progress } = event;
    const row = this.#begin(TOLD, this.#tellerOf(event), atMs);
    row.push(event.atMs);
    row.push(this.#timeOf(event, wallMs));
    row.push(progress.frame ?? ABSENT);
    row.push(progress.totalSizeBytes ?? ABSENT);
    row.push(progress.outTimeUs ?? ABSENT);
    row.push(progress.speed ?? ABSENT);
    row.push(Number(progress.end));
    row.push(event.fraction ?? ABSENT);
  }

  #begin(kind: number, whose: number, atMs: number): NumberTape {
    const row = this.#rows;
    this.#entries.push(row.length);
    row.push(kind);
    row.push(whose);
    row.push(atMs);
    return row;
  }

  /** Nearly always it is the one of the row before. */
  #doerOf(who: FakeIdentity): number {
    if (who !== this.#latestWho) this.#latestDoer = this.#findDoer(who);
    this.#latestWho = who;
    return this.#latestDoer;
  }

  #findDoer({ pid, tool, job, invocation, strategy }: FakeIdentity): number {
    const known = this.#doers.findIndex(
      (doer) =>
        doer.pid === pid &&
        doer.tool === tool &&
        doer.job === job &&
        doer.invocation === invocation &&
        doer.strategy === strategy,
    );
    if (known !== -1) return known;
    return this.#doers.push({ pid, tool, job, invocation, ...(strategy !== undefined && { strategy }) }) - 1;
  }

  #tellerOf({ v, jobId, recordingId, strategy }: Teller): number {
    const tellers = this.#tellers;
    for (let index = tellers.length - 1; index >= 0; index--) {
      const teller = tellers[index] as Teller;
      const same = teller.strategy === strategy && teller.recordingId === recordingId;
      if (same && teller.jobId === jobId) return index;
    }
    return tellers.push({ v, jobId, recordingId, strategy }) - 1;
  }

  /** A calendar time, or, where it is another than the one at which it was told, what stands for its text. */
  #timeOf({ time }: Told, wallMs: number): number {
    return time === isoTime(wallMs) ? wallMs : -this.#times.push(time);
  }

  #readTime(written: number): string {
    return written < 0 ? (this.#times[-written - 1] as string) : isoTime(written);
  }

  #read(at: number): EvidenceEvent {
    const kind = this.#rows.at(at);
    const atMs = this.#rows.at(at + 2);
    if (kind === TOLD) return { from: 'subject', atMs, event: this.#readTold(at) };
    return { from: 'fake', atMs, event: kind === PRINTED ? this.#readPrinted(at) : this.#readWritten(at) };
  }

  #readWritten(at: number): Written {
    const rows = this.#rows;
    const doer = this.#doers[rows.at(at + 1)] as FakeIdentity;
    const bytes = rows.at(at + 3);
    return { atMs: rows.at(at + 2), ...doer, kind: 'output', bytes, complete: rows.at(at + 4) === 1 };
  }

  #readPrinted(at: number): Printed {
    const rows = this.#rows;
    const doer = this.#doers[rows.at(at + 1)] as FakeIdentity;
    const atMs = rows.at(at + 2);
    const outTimeUs = rows.at(at + 3);
    const totalSizeBytes = rows.at(at + 4);
    const end = rows.at(at + 5) === 1;
    if (outTimeUs !== ABSENT && totalSizeBytes !== ABSENT)
      return { atMs, ...doer, kind: 'progress', outTimeUs, totalSizeBytes, end };
    return {
      atMs,
      ...doer,
      kind: 'progress',
      ...given('outTimeUs', outTimeUs),
      ...given('totalSizeBytes', totalSizeBytes),
      end,
    };
  }

  #readTold(at: number): Told {
    const rows = this.#rows;
    const { v, jobId, recordingId, strategy } = this.#tellers[rows.at(at + 1)] as Teller;
    const time = this.#readTime(rows.at(at + 4));
    const progress = this.#readReading(at);
    const atMs = rows.at(at + 3);
    const fraction = rows.at(at + 10);
    return fraction === ABSENT
      ? { v, atMs, time, jobId, recordingId, event: 'progress', strategy, progress }
      : { v, atMs, time, jobId, recordingId, event: 'progress', strategy, progress, fraction };
  }

  /** Nearly every one is complete, and spreads take many times longer. */
  #readReading(at: number): Told['progress'] {
    const rows = this.#rows;
    const frame = rows.at(at + 5);
    const totalSizeBytes = rows.at(at + 6);
    const outTimeUs = rows.at(at + 7);
    const speed = rows.at(at + 8);
    const end = rows.at(at + 9) === 1;
    const least = Math.min(frame, totalSizeBytes, outTimeUs, speed);
    if (least !== ABSENT) return { frame, totalSizeBytes, outTimeUs, speed, end };
    return {
      ...given('frame', frame),
      ...given('totalSizeBytes', totalSizeBytes),
      ...given('outTimeUs', outTimeUs),
      ...given('speed', speed),
      end,
    };
  }
}

function given<K extends string>(key: K, value: number): { [key in K]?: number } {
  return value === ABSENT ? {} : ({ [key]: value } as { [key in K]?: number });
}
