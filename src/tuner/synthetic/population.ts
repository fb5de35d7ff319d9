import { type Random, seededRandom } from '../../base/random.js';
import { TRACE_VERSION, type TraceHeader, type TraceRecord, type TraceWatch } from '../../trace/trace.js';
import { PHASES, type Phase } from '../phase.js';

/** Silences of a phase: some jobs have one, at least so long, and longer by an exponential chance. */
export interface Pause {
  /** The share of jobs that have it. */
  readonly share: number;
  readonly leastMs: number;
  /** By how much longer than that it is on average. */
  readonly meanMs: number;
}

/** Jobs of which everything is known: what a tuner says of them can be held against the truth. */
export interface Population {
  readonly seed: number;
  readonly lengthMs: number;
  readonly pauses: Readonly<Partial<Record<Phase, Pause>>>;
  /** The share of jobs that hang at a random instant, and are ended by `watch`. */
  readonly hangShare: number;
  readonly watch: TraceWatch;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Half a second, as ffmpeg prints its blocks, and how far it strays from that. */
const BEAT_MS = 500;
const JITTER_MS = 40;
const SPEED = 30;
const BYTES_PER_MS = 25_000;
const START_MS = Date.UTC(2026, 0, 3);
const DAY_MS = 86_400_000;

/**
 * The probability that a healthy job has a silence longer than the stall time: with a grace no longer than that, a false
 * kill. Phases are independent: `1 - product of (1 - share e^(-(stall - least) / mean))`.
 */
export function falseKillTruth({ pauses }: Population, stallTimeoutMs: number): number {
  const spared = PHASES.map((phase) => {
    const pause = pauses[phase];
    if (pause === undefined) return 1;
    const { share, leastMs, meanMs } = pause;
    return 1 - share * Math.exp(-Math.max(0, stallTimeoutMs - leastMs) / meanMs);
  });
  return 1 - spared.reduce((product, factor) => product * factor, 1);
}

export function syntheticHeader({ seed, watch, labels }: Population, index: number): TraceHeader {
  return {
    stallproof: 'trace',
    v: TRACE_VERSION,
    startedAt: new Date(START_MS + (index % DAY_MS)).toISOString(),
    job: `synthetic-${seed}-${index}`,
    command: ['ffmpeg', '-i', 'synthetic.ts', 'synthetic.mp4'],
    strategy: 'default',
    recording: { video: 'h264', audio: 'ac3' },
    watch,
    ...(labels !== undefined && { labels }),
  };
}

/** What one job of the population does. */
export function* syntheticRecords(population: Population, index: number): Iterable<TraceRecord> {
  const { lengthMs, hangShare, watch } = population;
  const random = seededRandom(population.seed * 1_000_003 + index);
  const pauseMs = (phase: Phase): number => drawPause(population, phase, random);
  const hangsAtMs = random() < hangShare ? random() * lengthMs : Number.POSITIVE_INFINITY;
  const steadyAtMs = random() * lengthMs;
  let steadyMs = pauseMs('steady');
  let atMs = BEAT_MS + pauseMs('start-up');
  let movedMs = 0;
  while (movedMs < lengthMs) {
    if (movedMs >= hangsAtMs) {
      yield { kind: 'stop', atMs: atMs + watch.stallTimeoutMs, why: 'stalled' };
      yield { kind: 'exit', atMs: atMs + watch.stallTimeoutMs + 1, exit: { signal: 'SIGKILL' } };
      return;
    }
    const stepMs = BEAT_MS + (random() - 0.5) * 2 * JITTER_MS;
    movedMs += stepMs;
    yield blockAt(atMs, movedMs, false);
    if (movedMs >= steadyAtMs) {
      atMs += steadyMs;
      steadyMs = 0;
    }
    atMs += stepMs;
  }
  atMs += pauseMs('finalising');
  yield blockAt(atMs, movedMs + 1, true);
  yield { kind: 'exit', atMs: atMs + 1, exit: { code: 0 } };
}

function blockAt(atMs: number, movedMs: number, end: boolean): TraceRecord {
  const outTimeUs = Math.round(movedMs * SPEED * 1000);
  return {
    kind: 'block',
    atMs,
    outTimeUs,
    totalSizeBytes: Math.round(movedMs * BYTES_PER_MS),
    speed: SPEED,
    end,
  };
}

/** How much longer than a beat the silence is: the beat itself comes on top, and is taken off here. */
function drawPause({ pauses }: Population, phase: Phase, random: Random): number {
  const pause = pauses[phase];
  if (pause === undefined || random() >= pause.share) return 0;
  const lengthMs = pause.leastMs - pause.meanMs * Math.log(1 - random());
  return Math.max(0, lengthMs - BEAT_MS);
}
