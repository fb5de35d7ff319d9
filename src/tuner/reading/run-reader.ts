import { type Random, seededRandom } from '../../base/random.js';
import type { BlockRecord, SampleRecord, TraceHeader, TraceRecord } from '../../trace/trace.js';
import { advance, type Maxima, NO_ADVANCE } from '../../watchdog/advance.js';
import { cpuUsed, ioMoved, type TimedSample } from '../../watchdog/signs-of-life.js';
import { ExpectedArrival } from '../comparison/expected-arrival.js';
import { PhiAccrual } from '../comparison/phi-accrual.js';
import { BeatKeeper } from '../counterfactual/beat-keeper.js';
import { GapBins } from '../gap-bins.js';
import type { Phase } from '../phase.js';
import { factorsOf, SOURCE_LABEL, seedOf } from './identity.js';
import type { HangOnset, LargestGap, PlacedGap, ReadRun, RunEnding } from './run-summary.js';

/** How many of a run's silences a timeline shows. */
const WORST_SHOWN = 5;

/** A recording of unknown length is taken for a little longer than what was written of it. */
const SLACK = 1.0001;
const LEAST_DURATION_MS = 1000;

/** A trace that says less than happened. */
export class UnusableRunError extends Error {
  override readonly name = 'UnusableRunError';
}

/** Reads one run record by record, and keeps what a tuner needs of it. */
export class RunReader {
  readonly #header: TraceHeader;
  readonly #keeper: BeatKeeper;
  readonly #random: Random;
  readonly #bins: Record<Phase, GapBins> = {
    'start-up': new GapBins(),
    steady: new GapBins(),
    finalising: new GapBins(),
  };
  readonly #largest: Partial<Record<Phase, LargestGap>> = {};
  #worst: PlacedGap[] = [];
  readonly #expected = new ExpectedArrival();
  readonly #phi = new PhiAccrual();
  #latestMs = 0;
  #mostDeviations = 0;
  #hang: HangOnset | undefined;
  #maxima: Maxima = NO_ADVANCE;
  #advanced = false;
  #saidEnd = false;
  #aliveAtMs = 0;
  #lastSample: TimedSample | undefined;
  #seenAtMs = 0;
  #ending: RunEnding = 'cut';
  #over = false;

  /** @param thresholdMs silences shorter than this cannot change a verdict */
  constructor(header: TraceHeader, thresholdMs: number) {
    this.#header = header;
    this.#keeper = new BeatKeeper(thresholdMs);
    this.#random = seededRandom(seedOf(header));
  }

  /** @throws {UnusableRunError} when the run says less than happened */
  record(record: TraceRecord): void {
    if (this.#over) return;
    this.#seenAtMs = Math.max(this.#seenAtMs, record.atMs);
    switch (record.kind) {
      case 'block':
        this.#block(record);
        return;
      case 'sample':
        this.#sample(record);
        return;
      case 'stop':
        this.#end('stopped');
        return;
      case 'exit':
        if ('notStarted' in record.exit) throw new UnusableRunError('nothing was started');
        this.#end('own');
        return;
      case 'lost':
        throw new UnusableRunError(`${record.count} records of it were lost while it was recorded`);
    }
  }

  finish(): ReadRun {
    if (!this.#over) this.#end('cut');
    const { job, startedAt, recording } = this.#header;
    const kind = this.#ending === 'own' ? 'exit' : 'unknown';
    const expectedMs = recording?.durationMs ?? (this.#maxima.outTimeUs / 1000) * SLACK;
    return {
      summary: {
        job,
        startedAt,
        source: this.#header.labels?.[SOURCE_LABEL],
        factors: factorsOf(this.#header),
        durationMs: this.#seenAtMs,
        ending: this.#ending,
        bins: {
          'start-up': this.#bins['start-up'].sparse(),
          steady: this.#bins.steady.sparse(),
          finalising: this.#bins.finalising.sparse(),
        },
        largest: this.#largest,
        worst: this.#worst,
        hang: this.#hang,
        latestMs: this.#latestMs,
        mostDeviations: this.#mostDeviations,
      },
      beats: {
        ...this.#keeper.finish(this.#seenAtMs, kind),
        expectedDurationMs: Math.max(LEAST_DURATION_MS, Math.ceil(expectedMs)),
      },
    };
  }

  #block(block: BlockRecord): void {
    const maxima = advance(this.#maxima, block);
    const firstEnd = block.end && !this.#saidEnd;
    if (maxima === undefined && !firstEnd) return;
    this.#silenceUntil(block.atMs, this.#phaseOfGap(block.end), true);
    this.#maxima = maxima ?? this.#maxima;
    this.#advanced ||= maxima !== undefined;
    this.#saidEnd ||= block.end;
    this.#keeper.advance(block.atMs, this.#maxima, firstEnd);
    this.#lastSample = undefined;
    this.#expected.arrived(block.atMs);
    this.#aliveAtMs = block.atMs;
  }

  /** The first sample of a silence is what later ones are compared with, as the watchdog does it. */
  #sample({ atMs, cpuMs, readBytes, writtenBytes, states }: SampleRecord): void {
    const sample: TimedSample = { atMs, cpuMs, ioBytes: readBytes + writtenBytes, states };
    const before = this.#lastSample;
    this.#lastSample = sample;
    if (before === undefined) return;
    const seen = { fromMs: before.atMs, toMs: atMs };
    if (ioMoved(before, sample)) {
      this.#keeper.work({ ...seen, kind: 'io', bytes: sample.ioBytes - before.ioBytes });
    } else if (cpuUsed(before, sample)) this.#keeper.work({ ...seen, kind: 'cpu', bytes: 0 });
  }

  #end(ending: RunEnding): void {
    this.#over = true;
    this.#ending = ending;
    this.#silenceUntil(this.#seenAtMs, this.#phaseOfGap(ending === 'own'), ending === 'own');
  }

  #phaseOfGap(isLast: boolean): Phase {
    if (!this.#advanced) return 'start-up';
    return isLast || this.#saidEnd ? 'finalising' : 'steady';
  }

  #silenceUntil(atMs: number, phase: Phase, ended: boolean): void {
    const gapMs = atMs - this.#aliveAtMs;
    this.#bins[phase].add(gapMs, ended);
    this.#maybeHang(gapMs);
    if (this.#advanced) this.#compare(atMs, gapMs, ended);
    if (gapMs >= (this.#largest[phase]?.gapMs ?? 0)) this.#largest[phase] = { gapMs, ended };
    if (gapMs <= (this.#worst[WORST_SHOWN - 1]?.gapMs ?? 0)) return;
    const gap: PlacedGap = { atMs: this.#aliveAtMs, gapMs, phase, ended };
    this.#worst = [...this.#worst, gap].sort((a, b) => b.gapMs - a.gapMs).slice(0, WORST_SHOWN);
  }

  /** Each instant of the run is as likely as any other: a silence takes the place by its share of the time so far. */
  #maybeHang(gapMs: number): void {
    const endMs = this.#aliveAtMs + gapMs;
    if (gapMs <= 0 || this.#random() * endMs >= gapMs) return;
    const onsetMs = this.#aliveAtMs + this.#random() * gapMs;
    const expectedMs = this.#expected.nextMs;
    const { rhythm } = this.#phi;
    this.#hang = {
      onsetMs,
      advancedAtMs: this.#aliveAtMs,
      ...(expectedMs !== undefined && { expectedMs }),
      ...(rhythm !== undefined && { rhythm }),
    };
  }

  /** A silence that somebody cut short tells nothing of how late the next arrival would have been. */
  #compare(atMs: number, gapMs: number, ended: boolean): void {
    if (!ended) return;
    const expectedMs = this.#expected.nextMs;
    if (expectedMs !== undefined) this.#latestMs = Math.max(this.#latestMs, atMs - expectedMs);
    this.#mostDeviations = Math.max(this.#mostDeviations, this.#phi.deviations(gapMs));
    this.#phi.arrived(gapMs);
  }
}
